// What the command line says when it cannot go on, and the exit code that goes with it.
import { CommanderError } from 'commander';
import { ConfigError } from '../config/complaint.ts';

/** Wrong use that the option parser cannot see: exit code 2. */
export class UsageError extends Error {}

/** Work that failed for a reason told in one line: exit code 1. */
export class CommandFailure extends Error {}

/** Prints an error for people and returns its exit code. Only a fault of Pactwatch itself shows a stack. */
export function reportError(error: unknown, write: (text: string) => void): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof ConfigError) {
    const count = error.complaints.length;
    write(
      `${error.message}\n${count === 1 ? 'One thing is' : `${count} things are`} wrong with the configuration; nothing was touched.\n`,
    );
    return 2;
  }
  if (error instanceof UsageError) {
    write(`${error.message}\n`);
    return 2;
  }
  if (error instanceof CommandFailure || (error instanceof Error && error.name === 'DatabaseError')) {
    write(`${error.message}\n`);
    return 1;
  }
  write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\nThis is a fault of Pactwatch; nothing that was stored is lost.\n`,
  );
  return 1;
}
