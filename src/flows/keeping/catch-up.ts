// At start, what came while the daemon was down is read before digests are written, but not for ever.

/** Where many hosts are dead, or one host bears hundreds of feeds, a first round can take an hour. */
const CATCH_UP_MS = 5 * 60_000;

/** Times are those of a clock that only goes forward. */
export class CatchUp {
  readonly #startedMs: number;
  #isOver = false;

  constructor(startedMs: number) {
    this.#startedMs = startedMs;
  }

  /** Whether a due digest is to wait a little longer. */
  isUnderWay(nowMs: number): boolean {
    return !this.#isOver && nowMs - this.#startedMs < CATCH_UP_MS;
  }

  /** A round ended, well or not. True the first time: what waited is to be looked at now. */
  end(): boolean {
    const isFirst = !this.#isOver;
    this.#isOver = true;
    return isFirst;
  }
}
