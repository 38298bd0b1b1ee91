// Canonical addresses: one key for every spelling of an article's address, and never one key for two articles.
import { tidyPath, tidyQueryPart } from './url-escapes.ts';
import { bareHost, barePath, isLayoutParameter } from './url-hosts.ts';
import { googleNewsId, innerAddress } from './url-redirectors.ts';
import { isSiteParameter, siteKey } from './url-sites.ts';
import {
  choosesContent,
  isIdleFragment,
  isSession,
  isTrace,
  isTracking,
  mayNumberArticle,
} from './url-tracking.ts';

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
  let trimmed = unwrap(text.replaceAll(/[\u0000-\u0020\u200b\ufeff]+$|^[\u0000-\u0020\u200b\ufeff]+/g, ''));
  if (/^https?%3a/i.test(trimmed)) trimmed = trimmed.replaceAll(/%3a/gi, ':').replaceAll(/%2f/gi, '/');
  if (trimmed.includes('&')) trimmed = trimmed.replaceAll(/&(?:amp|#0*38|#x26);/gi, '&');
  if (NON_ASCII.test(trimmed)) trimmed = trimmed.normalize('NFC');
  if (trimmed.includes('%')) trimmed = trimmed.replaceAll(/%(?![0-9a-f]{2})/gi, '%25');
  if (trimmed.startsWith('//')) trimmed = `https:${trimmed}`;
  else if (!/^https?:/i.test(trimmed)) {
    if (!SCHEMELESS.test(trimmed)) return null;
    trimmed = `https://${trimmed}`;
  }
  return URL.parse(trimmed.replace(/^(?:(https?):[/\\]*)+/i, '$1://'));
}

const NON_ASCII = /[^\u0000-\u007f]/;

// What stood around the address in the text that it was cut from.
function unwrap(text: string): string {
  const inner =
    /^<!\[CDATA\[(.*)\]\]>$/s.exec(text)?.[1] ?? /^[<"'](?=\S)(.*?)[>"']$/s.exec(text)?.[1] ?? text;
  return /["><;0-9a]$/i.test(inner)
    ? inner.replace(/(?:["<>]|&(?:quot|gt|lt);|%2[02]|%0[AD9])+$/i, '')
    : inner;
}

// A host under a country's or a well-known domain. `article.pl?sid=1` is the name of a script, not a host.
const SCHEMELESS =
  /^(?:www\.[^\s/?#:]+\.\p{L}{2,}|(?!(?:index|default|article|articles|story|news|view|show|page|item|post|main|read|detail|print|node|thread|entry|id|file|image|feed|rss)\.[a-z]+(?:[/?#:]|$))(?:[\p{L}\d-]+\.)+(?:com|org|net|info|edu|gov|int|mil|news|[a-z]{2}))(?::\d+)?(?:[/?#]|$)/iu;

function keyOf(url: URL): string {
  const news = googleNewsId(url);
  if (news !== null) return `https://news.google.com/articles/${news}`;
  const host = bareHost(url.hostname);
  const known = siteKey(host, url);
  if (known !== null) return known;
  const port = url.port === '' || url.port === '80' || url.port === '443' ? '' : `:${url.port}`;
  const path = barePath(tidyPath(url.pathname));
  const query = bareQuery(url.search, host, path);
  const fragment = url.hash.slice(1);
  const tail = isIdleFragment(fragment) ? '' : `#${tidyPath(fragment)}`;
  return `https://${host}${port}${path === '' ? '/' : path}${query}${tail}`;
}

type Pair = readonly [name: string, value: string];

function bareQuery(search: string, host: string, path: string): string {
  if (search.length < 2) return '';
  const all = readPairs(search);
  const certain = all.filter(([name, value]) => {
    const folded = name.toLowerCase();
    return !isTracking(folded, value) && !isSiteParameter(host, path, folded);
  });
  const kept = certain.filter(([name, value]) => {
    const folded = name.toLowerCase();
    return !isLayoutParameter(folded, value) && !isTrace(folded, value) && !isSession(folded, value);
  });
  const pairs = kept.length > 0 ? kept : lastMarks(all, certain, path);
  if (pairs.length === 0) return '';
  pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `?${pairs.map(([name, value]) => (value === '' ? name : `${name}=${value}`)).join('&')}`;
}

/** Name and value of each parameter, escapes tidied, each pair once. */
function readPairs(search: string): Pair[] {
  const pairs = new Map<string, Pair>();
  for (const part of search.slice(1).split(/&|;(?=[\w.-]+=)/)) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const name = tidyQueryPart(equals < 0 ? part : part.slice(0, equals)).replace(/^amp;/i, '');
    const value = equals < 0 ? '' : tidyQueryPart(part.slice(equals + 1));
    if (name !== '' || value !== '') pairs.set(`${name}=${value}`, [name, value]);
  }
  return [...pairs.values()];
}

/** What must stay of a query that looks like traces alone, because nothing else names the page. */
function lastMarks(all: readonly Pair[], certain: readonly Pair[], path: string): Pair[] {
  if (namesPagesByQuery(path)) {
    if (certain.length > 0) return [...certain];
    return all.filter(([name, value]) => mayNumberArticle(name.toLowerCase(), value));
  }
  if (onlySessionsLeft(certain, path)) return [...certain];
  return path === '' ? certain.filter(([name]) => choosesContent(name.toLowerCase())) : [];
}

/** A script or a list without a path of its own: its query alone tells its pages apart. */
function namesPagesByQuery(path: string): boolean {
  return /\.(?:php\d?|aspx?|cgi|jsp|do|dll|pl|cfm|nhn|action)$|\/(?:view|read|show|list|detail|article|item|topic|tag|category|search|archive|compare|content|post|page|media)$/i.test(
    path,
  );
}

/** A long name under `s` or `sid` is an article's own where nothing else could name the article. */
function onlySessionsLeft(certain: readonly Pair[], path: string): boolean {
  if (!certain.some(([name, value]) => isSession(name.toLowerCase(), value))) return false;
  return !/[^/]{12,}|\d{3}/.test(path);
}
