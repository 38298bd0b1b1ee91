// What the catalogue says of one event.

export type Level = 'debug' | 'info' | 'warn' | 'error' | 'fatal';

export interface EventSpec {
  readonly level: Level;
  readonly meaning: string;
  readonly fields: Readonly<Record<string, string>>;
}
