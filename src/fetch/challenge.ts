// Recognises answers that are no feed but a wall: bot challenges, login pages, captive portals. Pure.
import type { FetchFailure } from '../model/failure.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly requestUrl: string;
  readonly finalUrl: string;
  /** The first kilobytes of the body as text; charset does not matter, the marks are ASCII. */
  readonly head: string;
}

interface Wall {
  readonly name: string;
  readonly header?: readonly [name: string, value: RegExp];
  readonly body?: RegExp;
}

const BOT_WALLS: readonly Wall[] = [
  { name: 'Cloudflare', header: ['cf-mitigated', /challenge/i] },
  {
    name: 'Cloudflare',
    body: /\/cdn-cgi\/challenge-platform\/|<title>\s*(?:Just a moment|Attention Required! \| Cloudflare)/i,
  },
  { name: 'DDoS-Guard', body: /<title>\s*DDOS-GUARD|check\.ddos-guard\.net/i },
  { name: 'StormWall', body: /stormwall|__js_p_/i },
  { name: 'Qrator', body: /__qrator|qauth\.js/i },
  { name: 'Akamai', body: /<TITLE>Access Denied<\/TITLE>[\s\S]{0,600}Reference\s*(?:&#32;|\s)*(?:&#35;|#)/i },
  { name: 'Imperva', body: /_Incapsula_Resource|Incapsula incident ID/i },
  { name: 'Sucuri', body: /Sucuri WebSite Firewall|sucuri_cloudproxy_js/i },
  { name: 'AWS WAF', header: ['x-amzn-waf-action', /challenge|captcha/i] },
  { name: 'DataDome', header: ['x-datadome', /./], body: /captcha-delivery\.com/i },
  { name: 'PerimeterX', body: /px-captcha|window\._pxAppId/i },
  { name: 'Anubis', body: /\/\.within\.website\/x\/cmd\/anubis/i },
  {
    name: 'a captcha',
    body: /<title>[^<]*(?:captcha|are you (?:a )?(?:human|robot)|bot verification|Проверка браузера)[^<]*<\/title>|(?:g-recaptcha|h-captcha|smart-captcha)["'\s]/i,
  },
];

const LOGIN_PATH = /\/(?:log-?in|sign-?in|sso|auth|account\/login|users\/sign_in|adfs)(?:[/?.]|$)/i;

/** The failure that a wall means, or null where the answer may be a feed or is an ordinary error. */
export function recogniseWall(answer: Answer): FetchFailure | null {
  if (answer.status === 511)
    return wall('captive-portal', 'the network asks for a sign-in (status 511)', answer);
  if (!looksLikeHtml(answer)) return null;
  const bot = BOT_WALLS.find((candidate) => matches(candidate, answer));
  if (bot) return wall('bot-challenge', `${bot.name} answers with a page that only a browser passes`, answer);
  const asked = new URL(answer.requestUrl);
  const got = new URL(answer.finalUrl);
  const login = LOGIN_PATH.test(got.pathname) || /<input[^>]+type\s*=\s*["']?password/i.test(answer.head);
  if (asked.hostname !== got.hostname && isPrivateName(got.hostname)) {
    return wall('captive-portal', `${asked.hostname} was redirected to ${got.hostname}`, answer);
  }
  if (
    /(?:hotspot|captive[-_ ]?portal|NetworkAuthentication|wifi[-_ ]?login)/i.test(answer.head) &&
    asked.hostname !== got.hostname
  ) {
    return wall('captive-portal', `${asked.hostname} was redirected to ${got.hostname}`, answer);
  }
  return login && answer.status < 400
    ? wall('login-wall', `${got.hostname} answers with a sign-in page`, answer)
    : null;
}

function wall(code: FetchFailure['code'], detail: string, answer: Answer): FetchFailure {
  return { code, detail, status: answer.status };
}

function looksLikeHtml(answer: Answer): boolean {
  const start = answer.head.trimStart().slice(0, 2000);
  if (/<(?:rss|feed|rdf:RDF|channel)[\s>]/i.test(start)) return false;
  return (
    /^(?:<!--[\s\S]*?-->\s*)*<(?:!doctype html|html|head|body|script|meta|title)/i.test(start) ||
    /text\/html/i.test(answer.headers['content-type'] ?? '')
  );
}

function matches(candidate: Wall, answer: Answer): boolean {
  const [name, value] = candidate.header ?? ['', /(?!)/];
  return value.test(answer.headers[name] ?? '') || (candidate.body?.test(answer.head) ?? false);
}

function isPrivateName(host: string): boolean {
  return (
    /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/.test(host) ||
    /\.(?:lan|local|home|internal)$/.test(host)
  );
}
