// The log: JSON lines for machines, readable text for people; written synchronously, so that no line dies with the process.
import { pino, type DestinationStream, type Logger } from 'pino';

export interface LogOptions {
  readonly level: 'trace' | 'debug' | 'info' | 'warn' | 'error';
  readonly format: 'json' | 'text';
  /** 1 is stdout (the daemon), 2 is stderr (one-shot commands); any other is an open file. */
  readonly fd: number;
  readonly version: string;
}

/** Opens the pino logger. Times are ISO 8601 UTC, levels are words. */
export function openLog(options: LogOptions): Logger {
  const target = pino.destination({ fd: options.fd, sync: true });
  const stream =
    options.format === 'text'
      ? readable(target, options.fd === 1 ? process.stdout.isTTY : process.stderr.isTTY)
      : target;
  return pino(
    {
      level: options.level,
      base: options.format === 'text' ? {} : { service: 'pactwatch', version: options.version },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    stream,
  );
}

/** Which format the environment asks for: LOG_FORMAT, else text on a terminal. */
export function chooseFormat(
  env: Readonly<Record<string, string | undefined>>,
  isTerminal: boolean,
): 'json' | 'text' {
  const asked = env['LOG_FORMAT'];
  return asked === 'json' || asked === 'text' ? asked : isTerminal ? 'text' : 'json';
}

const COLOUR: Readonly<Record<string, string>> = {
  debug: '\x1b[2m',
  info: '\x1b[32m',
  warn: '\x1b[33m',
  error: '\x1b[31m',
  fatal: '\x1b[41m',
};

function readable(target: DestinationStream, colours: boolean): DestinationStream {
  return { write: (line) => target.write(renderLine(line, colours)) };
}

/** One JSON log line as `07:00:01 info  digest.written  digest=4 stories=12`. */
export function renderLine(line: string, colours: boolean): string {
  const { time, level, event, msg, ...fields } = JSON.parse(line) as Record<string, unknown>;
  const name = typeof event === 'string' ? event : typeof msg === 'string' ? msg : '';
  const clock = typeof time === 'string' ? time.slice(11, 19) : '';
  const word = String(level).padEnd(5);
  const shown = colours ? `${COLOUR[String(level)] ?? ''}${word}\x1b[0m` : word;
  const rest = Object.entries(fields).map(([key, value]) => `${key}=${renderValue(value)}`);
  return `${[clock, shown, name, ...rest].join(' ')}\n`;
}

function renderValue(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return /^[^\s"=]+$/.test(text) ? text : JSON.stringify(text);
}
