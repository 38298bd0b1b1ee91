// Work on the database in steps, so that a long one is several short transactions and nothing else waits for its end.
import { type Database, inTransaction } from '../../store/database.ts';

/** Work that may pause at every `yield`. */
export type Steps<T> = Generator<void, T, void>;

/** Runs all steps at once. */
export function runSteps<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

interface Slices<T, U> {
  readonly sliceMs: number;
  /** Ends every transaction. */
  readonly settle: () => void;
  /** Belongs to the last one: what is committed before it must bear to be done again. */
  readonly finish: (value: T) => U;
}

/** Runs the steps in transactions of `sliceMs` or the length of one step, and what else is to happen between them. */
export async function runInSlices<T, U>(
  db: Database,
  steps: Steps<T>,
  { sliceMs, settle, finish }: Slices<T, U>,
): Promise<U> {
  for (;;) {
    const slice = inTransaction(db, () => {
      const endAt = performance.now() + sliceMs;
      for (;;) {
        const step = steps.next();
        if (step.done !== true && performance.now() < endAt) continue;
        settle();
        return step.done === true
          ? { isDone: true as const, value: finish(step.value) }
          : { isDone: false as const };
      }
    });
    if (slice.isDone) return slice.value;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
