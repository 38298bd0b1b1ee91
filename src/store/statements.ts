// Prepares each SQL text once per connection: preparing costs more than running a small statement.
import type Sqlite from 'better-sqlite3';
import type { Database } from './database.ts';

const opened = new WeakMap<Database, Statements>();

/** The prepared statements of one connection, shared by all tables. SQL texts must be constants, or the cache grows. */
export class Statements {
  readonly #db: Database;
  readonly #prepared = new Map<string, Sqlite.Statement>();

  constructor(db: Database) {
    this.#db = db;
  }

  prepare<P extends unknown[] | object = unknown[], R = unknown>(
    sql: string,
  ): P extends unknown[] ? Sqlite.Statement<P, R> : Sqlite.Statement<[P], R> {
    let statement = this.#prepared.get(sql);
    if (statement === undefined) {
      statement = this.#db.prepare(sql);
      this.#prepared.set(sql, statement);
    }
    return statement as P extends unknown[] ? Sqlite.Statement<P, R> : Sqlite.Statement<[P], R>;
  }
}

/** The statements of a connection. */
export function statementsOf(db: Database): Statements {
  let statements = opened.get(db);
  if (statements === undefined) {
    statements = new Statements(db);
    opened.set(db, statements);
  }
  return statements;
}
