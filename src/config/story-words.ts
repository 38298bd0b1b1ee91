// Loads config/story: names and matters by their forms in ten languages, and how usual the words of news are.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  type NameLabel,
  NO_WORDS,
  type SenseWord,
  type StoryWords,
  type UsualWord,
} from '../model/story-words.ts';

const FOLDER = join(import.meta.dirname, '../../config/story');
const FORMS = z.record(z.string(), z.string());
const LABELS = z.record(z.string(), z.record(z.string(), z.string()));
const SHARES = z.record(z.string(), z.record(z.string(), z.string()));
const ANCHORS = '@';
const loaded = new Map<string, StoryWords>();

/**
 * The words of `folder`, read once a process. A file that is missing counts as empty: stories are then found by what the
 * window itself has seen. Throws where a file is not what it should be.
 */
export function loadStoryWords(folder: string = FOLDER): StoryWords {
  const known = loaded.get(folder) ?? readWords(folder);
  loaded.set(folder, known);
  return known;
}

function readWords(folder: string): StoryWords {
  if (!existsSync(folder)) return NO_WORDS;
  const shares = SHARES.parse(read(folder, 'frequencies.yaml'));
  return {
    names: formsOf(read(folder, 'names.yaml')),
    matters: formsOf(read(folder, 'matters.yaml')),
    labels: labelsOf(LABELS.parse(read(folder, 'labels.yaml'))),
    senses: [
      ...sensesOf(FORMS.parse(read(folder, 'senses.yaml')), 'matter'),
      ...sensesOf(FORMS.parse(read(folder, 'lands.yaml')), 'land'),
    ],
    usualWords: Object.entries(shares).flatMap(([lang, rows]) =>
      lang === ANCHORS ? [] : rowsOf(lang, rows),
    ),
    usualAnchors: new Map(
      rowsOf(ANCHORS, shares[ANCHORS] ?? {}).map(({ word, share }): [string, number] => [word, share]),
    ),
  };
}

function read(folder: string, name: string): unknown {
  const file = join(folder, name);
  return existsSync(file) ? (parse(readFileSync(file, 'utf8')) ?? {}) : {};
}

function formsOf(value: unknown): Map<string, string[]> {
  return new Map(
    Object.entries(FORMS.parse(value)).map(([id, forms]): [string, string[]] => [
      id,
      forms
        .split(',')
        .map((form) => form.trim())
        .filter((form) => form !== ''),
    ]),
  );
}

function labelsOf(kinds: Readonly<Record<string, Readonly<Record<string, string>>>>): Map<string, NameLabel> {
  return new Map(
    Object.entries(kinds).flatMap(([kind, names]) =>
      Object.entries(names).map(([id, label]): [string, NameLabel] => [id, { kind, label }]),
    ),
  );
}

const TOWNS = 'towns';

// `en quake tremor; de beben`: the code of a language, then its words.
function sensesOf(lists: Readonly<Record<string, string>>, kind: SenseWord['kind']): SenseWord[] {
  return Object.entries(lists).flatMap(([sense, parts]) =>
    parts.split(';').flatMap((part) => {
      const [lang = '', ...words] = part.trim().split(/\s+/);
      const isTowns = lang === TOWNS;
      return words.map(
        (word): SenseWord => ({
          word,
          sense: `${kind} ${sense}`,
          lang: isTowns ? 'en' : lang,
          kind: isTowns ? 'town' : kind,
        }),
      );
    }),
  );
}

// Rows of `per mille: words`.
function rowsOf(lang: string, rows: Readonly<Record<string, string>>): UsualWord[] {
  return Object.entries(rows).flatMap(([perMille, words]) =>
    words.split(' ').map((word) => ({ word, lang, share: Number(perMille) / 1_000 })),
  );
}
