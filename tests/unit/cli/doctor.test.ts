// What the doctor says before it looks.
import { describe, expect, it } from 'vitest';
import { scarceMemoryNote } from '../../../src/cli/doctor.ts';

describe('the doctor', () => {
  it('says first where to go when the container is too small for it and the daemon', () => {
    const note = scarceMemoryNote(128 * 2 ** 20);
    expect(note).toContain('128 MB');
    expect(note).toContain('docker compose run --rm pactwatch doctor');
  });

  it('says nothing where memory is not limited, or suffices', () => {
    for (const limit of [0, 256 * 2 ** 20, 2 ** 63]) expect(scarceMemoryNote(limit)).toBeNull();
  });
});
