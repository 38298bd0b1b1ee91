// Says what happened: one call per event writes the log line and moves the metrics. Nothing secret passes.
import type { Logger } from 'pino';
import { EVENTS, type EventFields, type EventName } from './catalogue.ts';
import type { Metrics } from './metrics.ts';
import type { Redact } from './redact.ts';

export class Events {
  readonly #log: Logger;
  readonly #metrics: Metrics | null;
  readonly #redact: Redact;

  constructor(log: Logger, metrics: Metrics | null, redact: Redact) {
    this.#log = log;
    this.#metrics = metrics;
    this.#redact = redact;
  }

  /** Logs `event` at its level with exactly the fields its catalogue entry names. Instants are given as ISO 8601. */
  emit<N extends EventName>(event: N, fields: EventFields<N>): void {
    const { level } = EVENTS[event];
    const clean = Object.fromEntries(
      Object.entries<unknown>(fields).map(([key, value]) => [
        key,
        typeof value === 'string' ? this.#redact(value) : value,
      ]),
    );
    this.#metrics?.onEvent(event, level, clean);
    this.#log[level]({ event, ...clean });
  }
}

/** Whether the n-th repetition in a row deserves a line: the 1st, 2nd, 4th, 8th and so on. */
export function isWorthLogging(repetition: number): boolean {
  return repetition > 0 && (repetition & (repetition - 1)) === 0;
}
