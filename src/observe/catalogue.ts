// Every event Pactwatch logs: name, level, meaning, fields. docs/log-events.md is made from this table and tested against it.
import { DELIVERY } from './catalogue-delivery.ts';
import { FEEDS } from './catalogue-feeds.ts';
import { LIFE, UPKEEP } from './catalogue-process.ts';

export const EVENTS = { ...LIFE, ...FEEDS, ...DELIVERY, ...UPKEEP } as const;

export type EventName = keyof typeof EVENTS;
export type EventValue = string | number | boolean | null;
export type EventFields<N extends EventName> = {
  readonly [K in keyof (typeof EVENTS)[N]['fields']]: EventValue;
};
