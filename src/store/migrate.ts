// Brings any older database to the schema of this version, one numbered SQL file at a time, each in its own transaction.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type Sqlite from 'better-sqlite3';

const FOLDER = new URL('./migrations/', import.meta.url);

/** Names of all migrations in order, such as `0001-initial`. */
export function migrationNames(): string[] {
  return readdirSync(fileURLToPath(FOLDER))
    .filter((name) => /^\d{4}-.*\.sql$/.test(name))
    .sort()
    .map((name) => name.slice(0, -4));
}

/**
 * Applies what is missing and returns the names applied. `PRAGMA user_version` counts the applied migrations.
 * Throws when the database was written by a newer version.
 */
export function migrate(db: Sqlite.Database, upTo = Infinity): string[] {
  const names = migrationNames();
  const current = Number(db.pragma('user_version', { simple: true }));
  if (current > names.length) {
    throw new Error(
      `The database has schema ${current}, this Pactwatch knows ${names.length}: use the newer version that wrote it.`,
    );
  }
  const applied: string[] = [];
  for (const [index, name] of names.entries()) {
    if (index < current || index >= upTo) continue;
    const sql = readFileSync(new URL(`${name}.sql`, FOLDER), 'utf8');
    db.transaction(() => {
      db.exec(sql);
      db.pragma(`user_version = ${index + 1}`);
    }).immediate();
    applied.push(name);
  }
  return applied;
}
