// Namespace declarations in force while a document is read, and the canonical name of an element under them.
import type { FeedFormat } from '../model/entry.ts';
import { MAX_NAMESPACES } from './limits.ts';
import { customCode, FOREIGN, namespaceCode, splitName } from './names.ts';
import { coreName } from './vocabulary.ts';

interface Scope {
  /** Number of open elements at and above which the scope ends. */
  depth: number;
  readonly codes: Map<string, string>;
}

export interface ResolvedName {
  /** `local` for the core vocabulary, else `prefix:local`; `?:local` for an unknown one. */
  readonly key: string;
}

export class Prefixes {
  readonly #scopes: Scope[] = [{ depth: 0, codes: new Map() }];
  #rootPrefix: string | null = null;
  #isAtom = false;
  #declared = 0;
  readonly #names = new Map<string, ResolvedName>();

  /** Takes the xmlns attributes of an element that is about to open. */
  declare(attributes: ReadonlyMap<string, string>): void {
    let isBegun = false;
    for (const [name, value] of attributes) {
      if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue;
      if (this.#declared >= MAX_NAMESPACES) return;
      if (!isBegun) this.#begin();
      isBegun = true;
      this.#declared += 1;
      const prefix = name === 'xmlns' ? '' : name.slice(6);
      this.#scopes
        .at(-1)
        ?.codes.set(prefix, namespaceCode(value) ?? customCode(prefix) ?? (prefix === '' ? '' : FOREIGN));
    }
  }

  #begin(): void {
    const outer = this.#scopes.at(-1);
    this.#scopes.push({ depth: Number.POSITIVE_INFINITY, codes: new Map(outer?.codes) });
    this.#names.clear();
  }

  /** The element just declared for is now open, as the `depth`th. */
  enter(depth: number): void {
    const scope = this.#scopes.at(-1);
    if (scope !== undefined && scope.depth === Number.POSITIVE_INFINITY) scope.depth = depth;
  }

  /** Forgets what was declared by elements beyond the `depth` that are still open. */
  leave(depth: number): void {
    while (this.#scopes.length > 1 && (this.#scopes.at(-1)?.depth ?? 0) > depth) {
      this.#declared -= 1;
      this.#scopes.pop();
      this.#names.clear();
    }
    if (this.#declared < 0) this.#declared = 0;
  }

  reset(): void {
    this.#scopes.length = 1;
    this.#names.clear();
    this.#declared = 0;
  }

  /** The root's own prefix means the core vocabulary when nothing better is known of it. */
  setRoot(name: string, format: FeedFormat): void {
    const { prefix } = splitName(name);
    this.#rootPrefix = prefix;
    this.#isAtom = format === 'atom';
    // Some RSS declares Atom's namespace as its default; its elements are RSS all the same.
    if (!this.#isAtom) this.#scopes.at(-1)?.codes.set('', '');
    this.#names.clear();
  }

  resolve(name: string): ResolvedName {
    const known = this.#names.get(name);
    if (known !== undefined) return known;
    const resolved = this.#resolve(name);
    if (this.#names.size < 512) this.#names.set(name, resolved);
    return resolved;
  }

  #resolve(name: string): ResolvedName {
    const { prefix, local } = splitName(name);
    let code = this.#scopes.at(-1)?.codes.get(prefix);
    if (code === undefined || (code === FOREIGN && prefix === this.#rootPrefix)) {
      code = prefix === '' || prefix === this.#rootPrefix ? '' : (customCode(prefix) ?? FOREIGN);
    }
    if (code === '' && this.#isAtom) code = 'atom';
    if (code === 'foaf' || code === 'xml') code = '';
    if (code === '') return { key: local };
    const key = `${code}:${local}`;
    return { key: prefix === '' || prefix === this.#rootPrefix ? coreName(key, local) : key };
  }
}
