// Where memory runs out, the daemon stays: a command beside it is the one to go.
import { writeFileSync } from 'node:fs';

/** Tells Linux to end this process before any other of its container or machine. Elsewhere it does nothing. */
export function giveWay(): void {
  try {
    writeFileSync('/proc/self/oom_score_adj', '1000');
  } catch {
    // No Linux, or a stricter sandbox: nobody to tell.
  }
}
