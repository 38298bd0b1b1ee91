// A subscription in a small world, with one function that lets the daemon's tick come at any time.
import { type WriteDigestDeps, writeDigest } from '../../../src/flows/sending/write-digest.ts';
import type { DigestSettings } from '../../../src/model/settings.ts';
import { DAILY, explain, FILES, HOUR, openWorld, recordEvents, T0, TOPICS } from './seed.ts';

export function digestWorld(overrides: Partial<WriteDigestDeps> = {}) {
  const db = openWorld();
  const { events, names } = recordEvents();
  const deps: WriteDigestDeps = {
    db,
    topics: TOPICS,
    baseUrl: null,
    explain,
    channels: FILES,
    events,
    ...overrides,
  };
  // The subscription is taken up an hour before its first due time.
  const start = T0 - HOUR;
  const write = (now: number, settings: DigestSettings = DAILY) => writeDigest(deps, settings, now);
  return { db, deps, names, start, write };
}
