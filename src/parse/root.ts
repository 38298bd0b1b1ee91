// Which element is the root of a feed, and of which format.
import type { FeedFormat } from '../model/entry.ts';
import type { DefectCode } from './defects.ts';
import { splitName } from './names.ts';
import type { Prefixes } from './prefixes.ts';

export interface RootKind {
  readonly format: FeedFormat;
  readonly version: string | null;
  /** The root is itself an item: a lone Atom entry document, or a fragment. */
  readonly isItem: boolean;
  readonly isChannel: boolean;
  readonly defect: DefectCode | null;
}

function kind(format: FeedFormat, version: string | undefined, more: Partial<RootKind> = {}): RootKind {
  return { format, version: version ?? null, isItem: false, isChannel: false, defect: null, ...more };
}

/**
 * Decides whether an element is the root of a feed. Names count, in any case and under any prefix; in a
 * page of HTML only the ones that HTML cannot have.
 */
export function decideRoot(
  name: string,
  attributes: ReadonlyMap<string, string>,
  prefixes: Prefixes,
  isHtml: boolean,
): RootKind | null {
  const { prefix, local } = splitName(name);
  const isAtom = prefixes.resolve(name).key.startsWith('atom:');
  const version = attributes.get('version');
  if (local === 'rss')
    return kind('rss', version, { defect: version === undefined ? 'version-missing' : null });
  if (local === 'rdf') return kind('rdf', '1.0');
  if (local === 'feed' && (isAtom || !isHtml))
    return kind('atom', version ?? '1.0', { defect: isAtom ? null : 'wrong-root' });
  if (isHtml) return null;
  if (local === 'channel') {
    const isCdf =
      attributes.has('href') || attributes.has('base') || attributes.has('lastmod') || attributes.has('self');
    return isCdf
      ? kind('cdf', undefined, { isChannel: true })
      : kind('rss', version, { isChannel: true, defect: 'wrong-root' });
  }
  if (local === 'entry') return kind('atom', '1.0', { isItem: true, defect: isAtom ? null : 'wrong-root' });
  if (local === 'item' && prefix === '')
    return kind('rss', undefined, { isItem: true, defect: 'wrong-root' });
  return null;
}
