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
  const fileTrouble = explainFileTrouble(error);
  if (fileTrouble !== null) {
    write(`${fileTrouble}\n`);
    return 1;
  }
  write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\nThis is a fault of Pactwatch; nothing that was stored is lost.\n`,
  );
  return 1;
}

const FILE_TROUBLE: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder: look at the path',
  EISDIR: 'is a folder: name a file in it',
  ENOTDIR: 'a part of the path is a file: look at the path',
  EACCES: 'this user may not open it: look at its permissions',
  EPERM: 'this user may not change it: look at its permissions',
  EROFS: 'its file system is read-only: name another place',
  ENOSPC: 'its disk is full: make room or name another place',
};

// What the system says of a path that someone named is no fault of Pactwatch. Null for everything else.
function explainFileTrouble(error: unknown): string | null {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return null;
  const words = FILE_TROUBLE[String(error.code)];
  if (words === undefined) return null;
  return `${'path' in error ? String(error.path) : 'What was named to be read'}: ${words}`;
}
