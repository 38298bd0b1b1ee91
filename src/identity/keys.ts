// Names an item for ever: pinned by golden tests, so that an upgrade never announces anything again.
import { shortHash } from '../lib/hash.ts';
import type { ItemDraft } from '../model/item.ts';

/** The identity keys of one draft; null where the draft has nothing to make that kind from. */
export interface DraftKeys {
  /** Feed-scoped. */
  readonly guid: string | null;
  /** Global: the same article in any feed. */
  readonly url: string | null;
  /** Feed-scoped; counts only where neither of the others can be trusted. */
  readonly title: string;
  /**
   * Feed-scoped: the address letter by letter, which no rule of a later version changes. Null where the guid is no address:
   * then its key depends on no rule.
   */
  readonly verbatim: string | null;
}

const KEY_DIGITS = 24;

// A link to a front page names no article.
const BARE_HOST = /^(?:[a-z][a-z0-9+.-]*:)?(?:\/\/)?[^/?#]*\/?$/i;

/**
 * Makes the keys of a draft that feed `feedId` served. `guidUrl` is the guid's canonical address where the guid is an
 * address, else null. Deterministic; never throws.
 */
export function keysOfDraft(feedId: string, draft: ItemDraft, guidUrl: string | null): DraftKeys {
  const guid = guidUrl === null ? plainGuid(draft.guid) : addressGuid(guidUrl, draft.guid ?? '');
  const address = draft.canonicalUrl ?? guidUrl;
  const url = address !== null && BARE_HOST.test(address) ? null : address;
  const title = titleText(draft);
  const spelt = guid === null ? draft.url?.trim() : draft.guid?.trim();
  const verbatim = guid === null || guidUrl !== null ? (spelt ?? '') : '';
  return {
    guid: guid === null ? null : `g:${shortHash(`${feedId}\n${guid}`, KEY_DIGITS)}`,
    url: url === null ? null : `u:${shortHash(url, KEY_DIGITS)}`,
    title: `t:${shortHash(`${feedId}\n${title}`, KEY_DIGITS)}`,
    verbatim: verbatim === '' ? null : `v:${shortHash(`${feedId}\n${verbatim}`, KEY_DIGITS)}`,
  };
}

/** The name of a draft by its title, or by the start of its text. */
export function titleText({
  title,
  summary,
  content,
}: Pick<ItemDraft, 'title' | 'summary' | 'content'>): string {
  return nameText(title, (summary || content).slice(0, 400));
}

/** A folded title, or opening where it has none; the signs themselves where neither has a letter. */
export function nameText(title: string, opening: string): string {
  return foldTitle(title) || foldTitle(opening) || title.trim() || opening.trim();
}

/** A title without case, punctuation, spacing and width: equal for every cosmetic spelling of it. */
export function foldTitle(title: string): string {
  return title
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();
}

// Some publishers append a revision number (`...#0`, `...#1`); any other fragment names a part of a page and counts.
const REVISION = /#\d{1,2}$/;

function plainGuid(guid: string | null): string | null {
  const trimmed = guid?.trim() ?? '';
  return trimmed === '' ? null : trimmed.replace(REVISION, '');
}

// A front page as guid names no article, either.
function addressGuid(guidUrl: string, guid: string): string | null {
  const address = withFragment(guidUrl, guid);
  return BARE_HOST.test(address) ? null : address;
}

function withFragment(guidUrl: string, guid: string): string {
  const plain = guid.trim().replace(REVISION, '');
  const at = plain.indexOf('#');
  return at < 0 || guidUrl.includes('#') ? guidUrl.replace(REVISION, '') : guidUrl + plain.slice(at);
}
