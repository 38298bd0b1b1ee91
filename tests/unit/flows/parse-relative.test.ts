// What `parse` shows of addresses that nothing makes absolute.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseFile } from '../../../src/flows/polling/parse-documents.ts';

const file = join(mkdtempSync(join(tmpdir(), 'pactwatch-relative-')), 'feed.xml');
writeFileSync(
  file,
  '<rss version="2.0"><channel><title>F</title><link>/h</link><item><link>/a</link><enclosure url="b.mp3"/></item><item><link>javascript:x()</link></item></channel></rss>',
);

async function show(url: string | null): Promise<unknown> {
  const answer = await parseFile({ file, contentType: null, contentLocation: null, url, charset: null });
  if ('failure' in answer) throw new Error(answer.failure.detail);
  return [
    answer.link,
    ...answer.items.flatMap((item) => [item.url, ...item.enclosures.map((one) => one.url)]),
  ];
}

describe('relative addresses in the answer of parse', () => {
  it('stay as they are while no base is known, scripts excepted', async () => {
    expect(await show(null)).toEqual(['/h', '/a', 'b.mp3', null]);
  });

  it('are resolved against the address of the feed', async () => {
    const base = 'http://e.org/x/feed';
    expect(await show(base)).toEqual(['http://e.org/h', 'http://e.org/a', 'http://e.org/x/b.mp3', null]);
  });
});
