// A small file beside the database through which the daemon says that it turns and how the work goes. A command reads it
// in no time, without the database and without a web server.
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Heartbeat {
  readonly at: number;
  readonly startedAt: number;
  readonly version: string;
  /** Whether the database is open and the work has begun. */
  readonly ready: boolean;
  /** What is wrong with the work; empty: nothing. */
  readonly problems: readonly string[];
}

/** Writes the heartbeat whole or not at all. False where it cannot be written: the reader will find it old. */
export function writeHeartbeat(folder: string, beat: Heartbeat): boolean {
  const path = heartbeatPath(folder);
  try {
    writeFileSync(`${path}.part`, `${JSON.stringify(beat)}\n`);
    renameSync(`${path}.part`, path);
    return true;
  } catch {
    return false;
  }
}

/** The last heartbeat; null where there is none or it is no heartbeat. */
export function readHeartbeat(folder: string): Heartbeat | null {
  try {
    const beat = JSON.parse(readFileSync(heartbeatPath(folder), 'utf8')) as Partial<Heartbeat>;
    const { at, startedAt, version, ready, problems } = beat;
    if (typeof at !== 'number' || typeof startedAt !== 'number' || !Array.isArray(problems)) return null;
    return { at, startedAt, version: String(version), ready: ready === true, problems: problems.map(String) };
  } catch {
    return null;
  }
}

/** The daemon ended as it should: nobody is to wait for its heartbeat. Where it cannot be removed, the reader finds it old. */
export function removeHeartbeat(folder: string): void {
  try {
    rmSync(heartbeatPath(folder), { force: true });
  } catch {
    // The volume turned read-only: no reason to end otherwise than well.
  }
}

function heartbeatPath(folder: string): string {
  return join(folder, 'heartbeat.json');
}
