// A clock the demo can set, so that hours between two polls take no time.
import type { Clock } from '../lib/clock.ts';

export class MovableClock implements Clock {
  #offsetMs = 0;

  now(): number {
    return Date.now() + this.#offsetMs;
  }

  /** From now on the clock goes on from `at`. */
  set(at: number): void {
    this.#offsetMs = at - Date.now();
  }
}
