// Adds feeds to a feed file that a person wrote: comments, order and everything else stay as they are.
import { readFileSync, realpathSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { isMap, isSeq, parseDocument, type Document, type YAMLSeq } from 'yaml';

export interface NewFeed {
  readonly id: string;
  readonly url: string;
  readonly name: string;
  readonly lang: string | null;
  readonly group: string | null;
  /** Name of the group where it is made anew. */
  readonly groupName?: string;
}

/** Appends entries to the file, into their groups where they name one, and replaces the file in one step. */
export function addFeedsToFile(file: string, feeds: readonly NewFeed[]): void {
  const target = realpathSync(file);
  const document = parseDocument(readFileSync(target, 'utf8'));
  for (const feed of feeds) {
    const { group, groupName, lang, ...entry } = feed;
    listFor(document, group, groupName).add(
      document.createNode({ ...entry, ...(lang === null ? {} : { lang }) }),
    );
  }
  const temporary = `${target}.new`;
  writeFileSync(temporary, document.toString({ lineWidth: 0 }), { mode: statSync(target).mode });
  renameSync(temporary, target);
}

function listFor(document: Document, group: string | null, groupName?: string): YAMLSeq {
  if (isSeq(document.contents)) return document.contents;
  if (group === null) return sequenceAt(document, ['feeds']);
  const groups = sequenceAt(document, ['groups']);
  const index = groups.items.findIndex((entry) => isMap(entry) && entry.get('id') === group);
  if (index >= 0) return sequenceAt(document, ['groups', index, 'feeds']);
  groups.add(
    document.createNode({
      id: group,
      ...(groupName === undefined ? {} : { name: groupName }),
      enabled: true,
      feeds: [],
    }),
  );
  return sequenceAt(document, ['groups', groups.items.length - 1, 'feeds']);
}

function sequenceAt(document: Document, path: readonly (string | number)[]): YAMLSeq {
  const found = document.getIn(path, true);
  if (isSeq(found)) {
    found.flow = false;
    return found;
  }
  const made = document.createNode([]);
  if (!isSeq(made)) throw new TypeError('a list cannot be made');
  document.setIn(path, made);
  return made;
}

/** A feed id made of a title or an address, different from those taken. */
export function proposeFeedId(title: string, url: string, taken: ReadonlySet<string>): string {
  const words =
    title
      .normalize('NFKD')
      .replace(/[\u0300-\u036f]/g, '')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  const host = URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '').replaceAll('.', '-') : 'feed';
  const base = (words.join('-').slice(0, 40).replace(/-+$/, '') || host || 'feed').replace(/^-+/, '');
  let id = base;
  for (let count = 2; taken.has(id); count++) id = `${base}-${count}`;
  return id;
}
