// Opens a database for a command that must not make one: beside a running daemon, without its lock.
import { existsSync } from 'node:fs';
import { DatabaseError, type OpenedDatabase, openDatabase } from '../../store/database.ts';

/** Throws DatabaseError with advice where there is no database yet. */
export function openExisting(path: string): OpenedDatabase {
  if (!existsSync(path))
    throw new DatabaseError(
      'not-writable',
      `There is no database ${path} yet: start the daemon (pactwatch run) or poll once (pactwatch poll).`,
    );
  return openDatabase(path, { exclusive: false });
}
