// A field whose opening tag is damaged: its text stands in the item, and its closing tag says what it is.
import { Field } from './field.ts';
import type { FieldSpec } from './vocabulary.ts';

export interface LooseText {
  /** The closing tag's name. */
  readonly name: string;
  readonly key: string;
  readonly spec: FieldSpec;
  readonly text: string;
  readonly base: string | null;
}

/** The field that `Headline</title>` or `<title Headline</title>` was; null where there is no text. */
export function readLooseField({ name, key, spec, text, base }: LooseText): Field | null {
  const trimmed = text.trim();
  const value = trimmed.toLowerCase().startsWith(`<${name}`)
    ? trimmed.slice(name.length + 1).trim()
    : trimmed;
  if (value === '') return null;
  const field = new Field(key, name, spec, new Map(), base);
  field.addText(value);
  return field;
}
