// Small facts that belong to the database itself, such as the secret behind unsubscribe links.
import type { Database } from './database.ts';

export class MetaTable {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  get(name: string): string | null {
    const row = this.#db
      .prepare<[string], { readonly value: string }>('SELECT value FROM meta WHERE name = ?')
      .get(name);
    return row?.value ?? null;
  }

  set(name: string, value: string): void {
    this.#db
      .prepare(
        'INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
      )
      .run(name, value);
  }

  /** The stored value, or the one `make` gives, stored first. */
  getOrSet(name: string, make: () => string): string {
    const known = this.get(name);
    if (known !== null) return known;
    const value = make();
    this.set(name, value);
    return value;
  }
}
