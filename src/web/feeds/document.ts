// What an output feed says, whatever the format: one entry per item on the subject, with ids that never change.
import { languageName } from '../../digest/wording.ts';
import { sha256Hex } from '../../lib/hash.ts';
import type { ItemFilter } from '../../store/item-filter.ts';
import type { ListedItem } from '../../store/item-list.ts';
import type { WebContext } from '../context.ts';
import { isStateMedia, isWebAddress } from '../marks.ts';
import { shortWhy } from '../reasons.ts';
import { toldAt } from '../story-facts.ts';

export interface OutputEntry {
  readonly id: string;
  /** The article; our own page about it where the feed gave no address. */
  readonly url: string;
  readonly pageUrl: string;
  readonly title: string;
  readonly text: string;
  readonly outlet: string;
  readonly lang: string;
  readonly publishedAt: number;
  readonly updatedAt: number;
  readonly topics: readonly { readonly id: string; readonly name: string }[];
}

export interface OutputDocument {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly selfUrl: string;
  readonly homeUrl: string;
  readonly lang: string | null;
  readonly updatedAt: number;
  readonly entries: readonly OutputEntry[];
}

const ENTRIES = 50;
const NO_TITLE = 'Without a title';

/** The newest 50 items on the subject of a topic (null: all) and language (null: all). Copies are left out. */
export function planDocument(
  topic: string | null,
  lang: string | null,
  context: WebContext,
  at: { readonly origin: string; readonly selfUrl: string },
): OutputDocument {
  const filter: ItemFilter = {
    topic,
    lang,
    strength: 'core',
    family: null,
    feed: null,
    rule: null,
    sinceAt: null,
    untilAt: null,
    query: null,
    originals: true,
  };
  const items = context.items.list(filter, { order: 'newest', limit: ENTRIES, before: null });
  const entries = items.map((item) => entryOf(item, at.origin, context));
  const about = topic === null ? '' : `: ${context.topicName(topic)}`;
  const within = lang === null ? '' : ` in ${languageName(lang)}`;
  return {
    id: nameOf(`output feed ${topic ?? 'all'} ${lang ?? 'all'}`),
    title: `Pactwatch${about}${within}`,
    description: `What is tagged as on the subject${within}, newest first, without copies.`,
    selfUrl: at.selfUrl,
    homeUrl: `${at.origin}/stories${topic === null ? '' : `?topic=${encodeURIComponent(topic)}`}`,
    lang,
    updatedAt: Math.max(0, ...entries.map(({ updatedAt }) => updatedAt)),
    entries,
  };
}

function entryOf(item: ListedItem, origin: string, context: WebContext): OutputEntry {
  const pageUrl = `${origin}/items/${item.id}`;
  const notes = [
    `${item.outlet}${isStateMedia(item) ? ' (state media)' : ''}, ${languageName(item.lang)}`,
    `Why: ${shortWhy(item.reasons)}`,
  ];
  return {
    // The database never changes these three, and another database would hardly have the same.
    id: nameOf(`item ${item.id} ${item.feedId} ${item.firstSeenAt}`),
    url: isWebAddress(item.url) ? item.url : pageUrl,
    pageUrl,
    title: item.title === '' ? NO_TITLE : item.title,
    text: [item.summary, notes.join('\n')].filter((part) => part !== '').join('\n\n'),
    outlet: item.outlet,
    lang: item.lang,
    publishedAt: toldAt(item),
    updatedAt: Math.max(item.revisedAt ?? 0, item.firstSeenAt),
    topics: item.topics.map((id) => ({ id, name: context.topicName(id) })),
  };
}

// A UUID of version 8 (RFC 9562 §5.8) made from a name.
function nameOf(name: string): string {
  const hex = sha256Hex(`pactwatch ${name}`);
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16);
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
