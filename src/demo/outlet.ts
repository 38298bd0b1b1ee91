// The invented outlets of the demo as they stand in config/demo/outlets: data, checked when it is read.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const text = z.string().min(1);

const item = z.strictObject({
  /** The poll round in which the outlet publishes it. */
  round: z.union([z.literal(1), z.literal(2)]),
  /** Minutes between publication and that round. */
  age: z.number().int().min(1),
  slug: text,
  title: text,
  summary: text,
  /** Paragraphs of the full text, where the feed carries it. */
  content: z.array(text).optional(),
  /** What the outlet corrects it to before the second round. */
  correction: z.strictObject({ title: text, summary: text }).optional(),
});

const outlet = z.strictObject({
  id: z.string().regex(/^[a-z-]+$/),
  name: text,
  lang: text,
  country: text,
  kind: text,
  family: text,
  control: text,
  format: z.enum(['rss', 'rdf', 'atom', 'json-feed']),
  charset: z.enum(['utf-8', 'windows-1251', 'euc-kr', 'shift_jis']),
  /** Where the feed says which charset it is in. */
  declare: z.enum(['header', 'xml', 'both', 'none']),
  /** malformed: broken XML. moved: 301. gone: 410. down: 503 in the second round. */
  behaviour: z.enum(['plain', 'malformed', 'moved', 'gone', 'down']),
  /** Offset from UTC in which the outlet writes its dates. */
  zone: z.string().regex(/^[+-]\d\d:\d\d$/),
  items: z.array(item),
});

export type Outlet = z.output<typeof outlet>;
export type OutletItem = Outlet['items'][number];
export type Round = OutletItem['round'];

/** An item as it reads in one round, with the instant of its publication. */
export interface PublishedItem {
  readonly url: string;
  readonly title: string;
  readonly summary: string;
  readonly content: readonly string[];
  readonly publishedAt: number;
}

/** Instants of the two rounds. */
export type RoundTimes = Readonly<Record<Round, number>>;

/** Reads every outlet of the folder, in order of their file names. Throws where one is not as it should be. */
export function loadOutlets(folder: string): Outlet[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return names.sort().map((name) => {
    const parsed = outlet.safeParse(parse(readFileSync(join(folder, name), 'utf8')));
    if (!parsed.success) throw new Error(`${name}: ${z.prettifyError(parsed.error)}`);
    return parsed.data;
  });
}

/** Address of the outlet's pages. */
export function siteOf(source: Outlet): string {
  return `https://${source.id}.example`;
}

/** What the outlet shows in a round, newest first. */
export function publishedIn(source: Outlet, round: Round, times: RoundTimes): PublishedItem[] {
  return source.items
    .filter((entry) => entry.round <= round)
    .map((entry) => {
      const { title, summary } = round > entry.round ? (entry.correction ?? entry) : entry;
      return {
        url: `${siteOf(source)}/news/${entry.slug}`,
        title,
        summary,
        content: entry.content ?? [],
        publishedAt: times[entry.round] - entry.age * 60_000,
      };
    })
    .sort((a, b) => b.publishedAt - a.publishedAt);
}
