// Numbers as a person types them on the command line.
import { UsageError } from './exit.ts';

/** A whole number of at least one. Throws UsageError. */
export function parseCount(name: string, text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new UsageError(`${name} expects a number such as 20, not ${JSON.stringify(text)}`);
  return Number(text);
}
