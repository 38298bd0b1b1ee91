// Canonical addresses: one key for every spelling of an article's address, and never one key for two articles.
import { tidyPath, tidyQueryPart } from './url-escapes.ts';
import { bareHost, barePath, isLayoutParameter } from './url-hosts.ts';
import { googleNewsId, innerAddress } from './url-redirectors.ts';
import { isIdleFragment, isTrace, isTracking } from './url-tracking.ts';

const MAX_REDIRECTS = 4;
const MAX_LENGTH = 8_192;

/**
 * The identity key of a web address: the same for http and https, with and without www or m, with tracking, AMP,
 * redirector and archive wrappers, whatever the order of its query; null where the text is no http(s) address.
 * It is a key, not an address to fetch. Never throws.
 */
export function canonicalUrl(url: string): string | null {
  let parsed = parseWebAddress(url);
  for (let turn = 0; parsed !== null && turn < MAX_REDIRECTS; turn++) {
    const inner = innerAddress(parsed);
    const next = inner === null ? null : parseWebAddress(inner);
    if (next === null) break;
    parsed = next;
  }
  return parsed === null ? null : keyOf(parsed);
}

function parseWebAddress(text: string): URL | null {
  if (text.length > MAX_LENGTH) return null;
  let trimmed = text.trim();
  if (/^https?%3a/i.test(trimmed)) trimmed = trimmed.replaceAll(/%3a/gi, ':').replaceAll(/%2f/gi, '/');
  if (trimmed.includes('&amp;')) trimmed = trimmed.replaceAll('&amp;', '&');
  if (trimmed.startsWith('//')) trimmed = `https:${trimmed}`;
  else if (!/^https?:/i.test(trimmed)) {
    if (!SCHEMELESS.test(trimmed)) return null;
    trimmed = `https://${trimmed}`;
  }
  return URL.parse(trimmed.replace(/^(https?):\/*/i, '$1://'));
}

// A host name under a domain that is no file ending: `article.php?sid=1` is a name, not a host.
const SCHEMELESS =
  /^(?:www\.[^\s/?#]+\.[a-z]{2,}|(?:[a-z0-9-]+\.)+(?:com|org|net|info|edu|gov|int|mil|news|co\.[a-z]{2}|com\.[a-z]{2}|fr|de|ru|ua|kr|jp|cn|uk|eu|it|es|nl|be|ch|at|ca|au|us|tw|io))(?::\d+)?(?:[/?#]|$)/i;

function keyOf(url: URL): string {
  const news = googleNewsId(url);
  if (news !== null) return `https://news.google.com/articles/${news}`;
  const host = bareHost(url.hostname);
  const known = platformKey(host, url);
  if (known !== null) return known;
  const port = url.port === '' || url.port === '80' || url.port === '443' ? '' : `:${url.port}`;
  const path = barePath(tidyPath(url.pathname));
  const query = bareQuery(url.search, path);
  const fragment = url.hash.slice(1);
  const tail = isIdleFragment(fragment) ? '' : `#${tidyPath(fragment)}`;
  return `https://${host}${port}${path === '' ? '/' : path}${query}${tail}`;
}

/** Sites whose addresses have several shapes for one thing. */
function platformKey(host: string, url: URL): string | null {
  const video =
    host === 'youtu.be'
      ? /^\/([\w-]{11})\/?$/.exec(url.pathname)?.[1]
      : host === 'youtube.com' || host === 'youtube-nocookie.com'
        ? (/^\/(?:embed|shorts|live|v)\/([\w-]{11})\/?$/.exec(url.pathname)?.[1] ??
          (url.pathname === '/watch' ? url.searchParams.get('v') : null))
        : null;
  if (typeof video === 'string' && video !== '') return `https://youtube.com/watch?v=${video}`;
  const post =
    host === 'twitter.com' ? /^\/(?:i\/web|[^/]+)\/status(?:es)?\/(\d+)/.exec(url.pathname)?.[1] : undefined;
  if (post !== undefined) return `https://twitter.com/i/status/${post}`;
  const message =
    host === 't.me' || host === 'telegram.me' ? /^\/(?:s\/)?(\w+)\/(\d+)\/?$/.exec(url.pathname) : null;
  return message === null ? null : `https://t.me/${(message[1] ?? '').toLowerCase()}/${message[2] ?? ''}`;
}

function bareQuery(search: string, path: string): string {
  if (search.length < 2) return '';
  const certain: Array<readonly [string, string]> = [];
  for (const part of search.slice(1).split('&')) {
    const equals = part.indexOf('=');
    const name = tidyQueryPart(equals < 0 ? part : part.slice(0, equals)).replace(/^amp;/i, '');
    const value = equals < 0 ? '' : tidyQueryPart(part.slice(equals + 1));
    if (part === '' || isTracking(name.toLowerCase())) continue;
    if (!certain.some(([n, v]) => n === name && v === value)) certain.push([name, value]);
  }
  const kept = certain.filter(([name, value]) => {
    const folded = name.toLowerCase();
    return !isLayoutParameter(folded, value) && !isTrace(folded, value);
  });
  const pairs = kept.length === 0 && namesArticleByQuery(path) ? certain : kept;
  if (pairs.length === 0) return '';
  pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `?${pairs.map(([name, value]) => (value === '' ? name : `${name}=${value}`)).join('&')}`;
}

/** A front page or a script without a path of its own: its query alone tells its pages apart. */
function namesArticleByQuery(path: string): boolean {
  return path !== '' && /\.(?:php\d?|aspx?|cgi|jsp|do|dll|pl|cfm|nhn|action)$/i.test(path);
}
