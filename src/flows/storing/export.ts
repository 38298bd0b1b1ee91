// Writes items with verdicts and stories as JSON lines, CSV or Atom, one at a time.
import type { ExportedItem } from '../../model/export.ts';
import type { Database } from '../../store/database.ts';
import { type ExportFilter, exportItems } from '../../store/item-export.ts';

export type ExportFormat = 'jsonl' | 'csv' | 'atom';

/** The pieces of an export in order. `writtenAt`: the instant an Atom feed without items claims. */
export function* renderExport(
  db: Database,
  filter: ExportFilter,
  format: ExportFormat,
  writtenAt: number,
): Generator<string> {
  if (format === 'jsonl') {
    for (const item of exportItems(db, filter)) yield `${JSON.stringify(jsonOf(item))}\n`;
  } else if (format === 'csv') {
    yield `${COLUMNS.join(',')}\r\n`;
    for (const item of exportItems(db, filter)) yield renderCsvRow(item);
  } else yield* renderAtom(exportItems(db, filter), filter, writtenAt);
}

function jsonOf(item: ExportedItem): Record<string, unknown> {
  return {
    id: item.id,
    feed: item.feed,
    guid: item.guid,
    url: item.url,
    title: item.title,
    summary: item.summary,
    content: item.content,
    author: item.author,
    lang: item.lang,
    published_at: isoOf(item.publishedAt),
    first_seen_at: isoOf(item.firstSeenAt),
    changed_at: isoOf(item.changedAt),
    copy_of: item.copyOf,
    story: item.story,
    story_reason: item.storyReason,
    also_in: item.alsoIn,
    relevant: item.relevant,
    strength: item.strength,
    score: item.score,
    topics: item.topics,
    reasons: item.reasons,
    rule_version: item.ruleVersion,
    revisions: item.revisions,
    held: item.held,
  };
}

const COLUMNS = [
  'id',
  'feed',
  'url',
  'title',
  'lang',
  'published_at',
  'first_seen_at',
  'changed_at',
  'copy_of',
  'story',
  'also_in',
  'relevant',
  'strength',
  'score',
  'topics',
  'summary',
] as const;

function renderCsvRow(item: ExportedItem): string {
  const row = jsonOf(item);
  return `${COLUMNS.map((name) => csvCell(row[name])).join(',')}\r\n`;
}

// RFC 4180; a text that a spreadsheet would take for a formula gets an apostrophe before it.
function csvCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = Array.isArray(value) ? value.join(' ') : (value as string);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

// RFC 4287.
function* renderAtom(
  items: Iterable<ExportedItem>,
  filter: ExportFilter,
  writtenAt: number,
): Generator<string> {
  const name = filter.topic === null ? 'Pactwatch' : `Pactwatch: ${filter.topic}`;
  yield '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n';
  yield `<title>${xml(name)}</title>\n<id>urn:pactwatch:export:${xml(encodeURIComponent(filter.topic ?? 'all'))}</id>\n`;
  yield `<updated>${new Date(writtenAt).toISOString()}</updated>\n<author><name>Pactwatch</name></author>\n`;
  for (const item of items) yield renderAtomEntry(item);
  yield '</feed>\n';
}

function renderAtomEntry(item: ExportedItem): string {
  const updated = new Date(item.changedAt ?? item.firstSeenAt).toISOString();
  const lines = [
    `<entry xml:lang="${xml(item.lang)}">`,
    `<id>urn:pactwatch:item:${item.id}</id>`,
    `<title>${xml(item.title)}</title>`,
    `<updated>${updated}</updated>`,
    item.publishedAt === null ? '' : `<published>${new Date(item.publishedAt).toISOString()}</published>`,
    item.url === null ? '' : `<link rel="alternate" href="${xml(item.url)}"/>`,
    `<author><name>${xml(item.author ?? item.feed)}</name></author>`,
    ...item.topics.map((topic) => `<category term="${xml(topic)}"/>`),
    `<summary>${xml(item.summary || item.content.slice(0, 700))}</summary>`,
    '</entry>',
  ];
  return `${lines.filter((line) => line !== '').join('\n')}\n`;
}

function isoOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

// Control characters other than tab and line ends are not allowed in XML 1.0 at all.
function xml(text: string): string {
  return text
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
