// A probe says of every failure what was asked, what came back on the way to it, and what to set.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { probeFeed } from '../../../src/flows/polling/probe-feed.ts';
import { feedOf } from '../../fixtures/feed-state.ts';
import { openPollWorld, openSite, type Site } from './poll-world.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const probe = async (path: string, more: object = {}) => {
  const scene = openPollWorld(site);
  const answers: Record<string, [number, Record<string, string>, string]> = {
    '/challenged': [
      403,
      { server: 'cloudflare', 'content-type': 'text/html' },
      '<!doctype html><title>Just a moment...',
    ],
    '/busy': [429, { 'retry-after': '7200' }, 'later'],
    '/inward': [302, { location: 'http://10.0.0.1/feed' }, ''],
    '/credentials': [302, { location: 'http://169.254.169.254/latest' }, ''],
    '/none': [200, {}, '<rss version="2.0"><channel><title>Sample</title></channel></rss>'],
    '/some': [200, {}, scene.rss([{ id: 'a' }, { id: 'b' }])],
    '/login': [302, { location: '/signin?next=x' }, ''],
    '/signin?next=x': [200, { 'content-type': 'text/html' }, '<html><input type="password">'],
  };
  for (const [url, [status, headers, body]] of Object.entries(answers))
    site.answers.set(url, (_request, response) => response.writeHead(status, headers).end(body));
  scene.close();
  const settings = { ...scene.world.settings, allowPrivate: [new URL(site.base).host] };
  return probeFeed(settings, feedOf({ url: `${site.base}${path}`, ...more }), scene.world.clock);
};

describe('a probe', () => {
  it('shows the request without what may be a secret', async () => {
    const headers = { authorization: 'Bearer abc', 'X-Pass': 'word', 'accept-language': 'ko' };
    const { asked } = await probe('/busy', { headers, userAgent: 'Reader/2' });
    expect(asked).toMatchObject({ 'user-agent': 'Reader/2', 'accept-language': 'ko' });
    expect(JSON.stringify(asked)).not.toMatch(/abc|word/);
    expect(Object.keys(asked)).toContain('authorization');
  });

  it.each([
    ['/challenged', 'bot-challenge', { status: 403, server: 'cloudflare' }, 'user_agent: "Mozilla/5.0'],
    ['/busy', 'rate-limited', { status: 429, retry_after: '2 h' }, 'Raise `every`'],
    [
      '/inward',
      'address-blocked',
      { status: null, redirects: ['302 http://10.0.0.1/feed'] },
      'allow_private: ["10.0.0.1"]',
    ],
    ['/login', 'login-wall', { status: 200 }, '`headers`'],
    ['/missing', 'not-found', { status: 404 }, 'pactwatch probe'],
  ])('explains %s', async (path, code, answer, toSet) => {
    const report = await probe(path);
    expect(report.failure?.code).toBe(code);
    expect(report.answer).toMatchObject(answer);
    expect(report.suggestions.join('\n')).toContain(toSet);
  });

  it('never offers to allow what serves credentials of machines', async () => {
    const { failure, suggestions } = await probe('/credentials');
    expect(failure).toMatchObject({
      code: 'address-blocked',
      detail: expect.stringContaining('never fetched'),
    });
    expect(suggestions.join('\n')).not.toContain('["169');
    expect(suggestions.join('\n')).not.toContain('allow_private');
  });

  it('says of a feed without items that it is empty, and of one with items nothing that is not so', async () => {
    const empty = await probe('/none');
    expect(empty.suggestions.join('\n')).toContain('no items');
    expect(empty.next_poll?.reason).toBe('nothing new: empty');
    const some = await probe('/some');
    expect(some.suggestions.join('\n')).not.toContain('no items');
    expect(some.next_poll?.reason).toBe('nothing to compare with yet');
  });
});
