import { describe, expect, it } from 'vitest';
import { recogniseWall } from '../../../src/fetch/challenge.ts';

const page = (body: string): string => `<!DOCTYPE html><html><head>${body}</head><body></body></html>`;
const answer = (head: string, more: object = {}) => ({
  status: 200,
  headers: {} as Record<string, string>,
  requestUrl: 'https://news.example/rss',
  finalUrl: 'https://news.example/rss',
  head,
  ...more,
});

describe('a wall in place of a feed', () => {
  it.each([
    [
      'Cloudflare by header',
      answer(page(''), { status: 403, headers: { 'cf-mitigated': 'challenge' } }),
      'bot-challenge',
    ],
    [
      'Cloudflare by script',
      answer(page('<script src="/cdn-cgi/challenge-platform/h/b"></script>'), { status: 503 }),
      'bot-challenge',
    ],
    ['DDoS-Guard', answer(page('<title>DDOS-GUARD</title>'), { status: 403 }), 'bot-challenge'],
    [
      'Akamai',
      answer('<HTML><HEAD><TITLE>Access Denied</TITLE></HEAD><BODY>Reference&#32;&#35;18.5</BODY>', {
        status: 403,
      }),
      'bot-challenge',
    ],
    [
      'AWS WAF',
      answer(page(''), { status: 202, headers: { 'x-amzn-waf-action': 'challenge' } }),
      'bot-challenge',
    ],
    [
      'Cloudflare in plain text',
      answer('error code: 1020', {
        status: 403,
        headers: { server: 'cloudflare', 'content-type': 'text/plain' },
      }),
      'bot-challenge',
    ],
    ['Qrator', answer(page('<script src="/__qrator/qauth.js"></script>'), { status: 401 }), 'bot-challenge'],
    [
      'Servicepipe',
      answer(page('<script src="https://servicepipe.ru/static/checkjs/1/x.js"></script>')),
      'bot-challenge',
    ],
    [
      'Imperva',
      answer('<html><body><iframe src="/_Incapsula_Resource?x=1"></iframe>', { status: 403 }),
      'bot-challenge',
    ],
    [
      'Vercel',
      answer(page(''), { status: 429, headers: { 'x-vercel-mitigated': 'challenge' } }),
      'bot-challenge',
    ],
    [
      'a captcha beside a refusal',
      answer(page('<div class="h-captcha" data-sitekey="x"></div>'), { status: 403 }),
      'bot-challenge',
    ],
    ['a password form', answer(page('<form><input type="password"></form>')), 'login-wall'],
    [
      'a redirect to a sign-in page',
      answer(page(''), { finalUrl: 'https://news.example/login?next=/rss' }),
      'login-wall',
    ],
    ['status 511', answer('', { status: 511 }), 'captive-portal'],
    [
      'a hotspot',
      answer(page('<title>Hotspot</title>'), { finalUrl: 'https://portal.airport.example/' }),
      'captive-portal',
    ],
  ])('recognises %s', (_name, given, code) => {
    expect(recogniseWall(given)?.code).toBe(code);
  });

  it.each([
    [
      'a feed',
      answer(
        '<?xml version="1.0"?><rss version="2.0"><channel><title>captcha and login</title></channel></rss>',
      ),
    ],
    ['a feed sent as text/html', answer('<rss version="2.0">', { headers: { 'content-type': 'text/html' } })],
    ['an ordinary page', answer(page('<title>News</title>'))],
    [
      'an ordinary page behind Cloudflare',
      answer(page('<script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script>')),
    ],
    ['an ordinary page with a captcha in a form', answer(page('<div class="g-recaptcha"></div>'))],
    [
      'a front page with a sign-in form that names its feeds',
      answer(page('<link rel="alternate" type="application/rss+xml" href="/rss"><input type="password">')),
    ],
    ['an ordinary 404 page with a captcha', answer(page('<i class="h-captcha">'), { status: 404 })],
    ['an ordinary 404 page with a sign-in form', answer(page('<input type="password">'), { status: 404 })],
    [
      'a JSON feed about passwords',
      answer('{"version":"https://jsonfeed.org/version/1.1","title":"type=password"}'),
    ],
  ])('leaves %s alone', (_name, given) => {
    expect(recogniseWall(given)).toBeNull();
  });
});
