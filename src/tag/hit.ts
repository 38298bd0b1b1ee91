// Where a concept stands in an item.
import type { ItemField } from '../model/verdict.ts';

/** A concept found in the text; offsets in UTF-16 units of the field. */
export interface Hit {
  readonly concept: number;
  readonly field: ItemField;
  readonly start: number;
  readonly end: number;
  /** Index into `Scan.sentences`. */
  readonly sentence: number;
  readonly foldedStart: number;
  readonly foldedEnd: number;
}
