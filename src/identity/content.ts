// Whether an item's text is the text we know: one hash over what a reader sees, blind to spacing and width.
import { shortHash } from '../lib/hash.ts';
import type { ItemDraft } from '../model/item.ts';

/** Hash of title, summary and content. Dates, addresses and categories do not count: re-dating is no change. */
export function contentHash(draft: Pick<ItemDraft, 'title' | 'summary' | 'content'>): string {
  return shortHash(`${squeeze(draft.title)}\n${squeeze(draft.summary)}\n${squeeze(draft.content)}`, 24);
}

// Space other than one blank between words: rare, and dear to replace.
const UNEVEN = /\s\s|[^\S ]/;

function squeeze(text: string): string {
  const plain = text.normalize('NFKC');
  return (UNEVEN.test(plain) ? plain.replaceAll(/\s+/g, ' ') : plain).trim();
}
