// What a database holds, in words: the same from every command that tells it.
import { count } from '../../digest/wording.ts';

/** `55 items, 3 stories, 1 digest, 3 messages`. */
export function describeCounts(
  rows: Readonly<Record<'item' | 'story' | 'digest' | 'message', number>>,
): string {
  return [
    count(rows.item, 'item'),
    count(rows.story, 'story', 'stories'),
    count(rows.digest, 'digest'),
    count(rows.message, 'message'),
  ].join(', ');
}
