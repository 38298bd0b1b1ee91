// Leaving by the link in a mail: GET only asks, POST records, one click works, and the page leads nowhere else.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenedPages, openPages } from './open.ts';

let pages: OpenedPages;
beforeAll(async () => {
  pages = await openPages();
});
afterAll(async () => {
  await pages[Symbol.asyncDispose]();
});

describe('unsubscribing', () => {
  const link = (): string => `${pages.address}/unsubscribe/u1.good.token`;

  it('only asks on GET', async () => {
    const response = await fetch(link());
    const body = await response.text();
    expect(body).toContain('<form method="post">');
    expect(body).toContain('d…@example.org');
    expect(pages.left).toEqual([]);
  });

  it.each([
    [
      'a mail program (urlencoded)',
      { 'content-type': 'application/x-www-form-urlencoded' },
      'List-Unsubscribe=One-Click',
      'text/plain',
    ],
    [
      'a mail program (multipart)',
      { 'content-type': 'multipart/form-data; boundary=x' },
      '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n',
      'text/plain',
    ],
    ['the page', { 'content-type': 'application/x-www-form-urlencoded' }, '', 'text/html'],
  ])('records on POST by %s', async (_who, headers, body, type) => {
    pages.left.length = 0;
    const response = await fetch(link(), { method: 'POST', headers, body });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain(type);
    expect(pages.left).toEqual([{ subscriptionId: 'daily', recipient: 'desk@example.org' }]);
  });

  it('leads nowhere else: no links, no search, no navigation, whatever the answer', async () => {
    pages.left.length = 0;
    const bodies = await Promise.all([
      fetch(link()),
      fetch(`${pages.address}/unsubscribe/u1.bad.token`),
      fetch(`${pages.address}/unsubscribe`),
      fetch(link(), { method: 'POST' }),
    ]);
    for (const response of [...bodies, await fetch(link())]) {
      const body = await response.text();
      expect(body).not.toMatch(/<a |<nav|<header|type="search"|<input/);
      expect(body).not.toContain('href="/"');
    }
    pages.left.length = 0;
  });

  it('says so to who has left already, and lets the link end in what a mail program glued to it', async () => {
    pages.left.length = 0;
    for (const tail of ['/', '>', ').', '%20']) expect((await fetch(link() + tail)).status).toBe(200);
    expect(pages.left).toEqual([]);
    await fetch(`${link()}.`, { method: 'POST', body: 'List-Unsubscribe=One-Click' });
    expect(pages.left).toHaveLength(1);
    expect(await (await fetch(link())).text()).not.toContain('<form');
    pages.left.length = 0;
  });

  it('refuses a token that is not ours, and a large body', async () => {
    pages.left.length = 0;
    expect((await fetch(`${pages.address}/unsubscribe/u1.bad.token`, { method: 'POST' })).status).toBe(404);
    const large = await fetch(link(), { method: 'POST', body: 'x'.repeat(10_000) });
    expect(large.status).toBe(413);
    expect(pages.left).toEqual([]);
  });
});
