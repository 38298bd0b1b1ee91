// Who speaks for a state: its media report for it, its offices speak for themselves.
import type { DigestSource } from '../model/digest.ts';

/** Governments and international organisations speak for themselves: their word confirms. */
export function isOfficial(kind: DigestSource['kind']): boolean {
  return kind === 'government' || kind === 'international-org';
}

/** A medium that a state owns or directs. A government's own site is official, not a medium. */
export function isStateMedia({ kind, control }: Pick<DigestSource, 'kind' | 'control'>): boolean {
  return kind === 'state-media' || (control === 'state' && !isOfficial(kind));
}
