// Opens the log, the metrics and the events of one process, with every configured secret kept out of them.
import type { Logger } from 'pino';
import { Secret } from '../lib/secret.ts';
import { VERSION } from '../lib/version.ts';
import { Events } from './events.ts';
import { chooseFormat, openLog } from './log.ts';
import { Metrics } from './metrics.ts';
import { openRedaction, type Redact } from './redact.ts';

/** Names of request headers whose value lets someone in. */
const CREDENTIAL_HEADER =
  /^(?:cookie|authorization|proxy-authorization|x-[a-z-]*(?:key|token|auth)[a-z-]*)$/i;

export interface Observation {
  readonly log: Logger;
  readonly events: Events;
  readonly metrics: Metrics;
  readonly redact: Redact;
}

export interface ObservationOptions {
  /** Searched for secrets at any depth. */
  readonly settings: unknown;
  readonly level: 'trace' | 'debug' | 'info' | 'warn' | 'error';
  /** 1: stdout, for the daemon; 2: stderr, for one-shot commands. */
  readonly fd: 1 | 2;
}

/** LOG_FORMAT chooses between `json` and `text`; else text on a terminal. */
export function openObservation(options: ObservationOptions): Observation {
  const stream = options.fd === 1 ? process.stdout : process.stderr;
  const format = chooseFormat(process.env, stream.isTTY ?? false);
  const log = openLog({ level: options.level, format, fd: options.fd, version: VERSION });
  const metrics = new Metrics({ version: VERSION, node: process.version });
  const redact = openRedaction(secretsIn(options.settings));
  return { log, metrics, redact, events: new Events(log, metrics, redact) };
}

/** Every secret in a value, with the user and password an address among them holds, and headers that bear credentials. */
export function secretsIn(value: unknown): string[] {
  if (value instanceof Secret) {
    const text = value.reveal();
    if (!URL.canParse(text)) return [text];
    const { username, password } = new URL(text);
    return [text, username, password, decodeURIComponent(password)].filter((part) => part !== '');
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]) => {
    const isCredential = typeof entry === 'string' && CREDENTIAL_HEADER.test(key);
    return isCredential ? [entry] : secretsIn(entry);
  });
}
