// The defects a document can be read in spite of. Each code is documented in docs/reading-feeds.md.
import type { Defect } from '../model/entry.ts';

export const DEFECT_CODES = [
  'attribute-syntax',
  'bare-ampersand',
  'cdata-unterminated',
  'comment-unterminated',
  'control-characters',
  'date-missing',
  'entity-not-expanded',
  'item-outside-channel',
  'item-salvaged',
  'item-unclosed',
  'json-repaired',
  'junk-before-root',
  'mismatched-tag',
  'raw-less-than',
  'second-root',
  'text-after-root',
  'too-deep',
  'too-many-items',
  'text-too-long',
  'truncated',
  'unknown-entity',
  'version-missing',
  'wrong-root',
] as const;

export type DefectCode = (typeof DEFECT_CODES)[number];

/** Gathers defects: one entry a code, with the first detail and how often it happened. */
export class DefectList {
  readonly #found = new Map<DefectCode, { detail: string; count: number }>();

  /** Notes that `code` happened; the first detail is kept. */
  add(code: DefectCode, detail: string): void {
    const known = this.#found.get(code);
    if (known === undefined) this.#found.set(code, { detail: detail.slice(0, 200), count: 1 });
    else known.count += 1;
  }

  /** As `add`, where the detail is worth making only once: hostile input repeats a defect a million times. */
  note(code: DefectCode, detail: () => string): void {
    const known = this.#found.get(code);
    if (known === undefined) this.add(code, detail());
    else known.count += 1;
  }

  /** Every defect found, in the order of first sight. */
  list(): Defect[] {
    return [...this.#found].map(([code, { detail, count }]) => ({
      code,
      detail: count > 1 ? `${detail} (${count} times)` : detail,
    }));
  }
}
