// Spellings of a host, and of a path, that lead to the same article: mobile, accelerated and index pages.
import { siteHost } from './url-sites.ts';

/** Host labels in front that only choose a layout. */
const LAYOUT_LABEL = /^(?:www\d?|m|mobile|amp|wap|touch|3g|mob)\./;

/** The host without labels that choose a layout, as long as a domain remains. Expects lower case. */
export function bareHost(host: string): string {
  let bare = host.replaceAll(/\.{2,}/g, '.').replace(/^\.|\.$/g, '');
  for (let turn = 0; turn < 3; turn++) {
    const rest = bare.replace(LAYOUT_LABEL, '');
    if (rest === bare || !isDomain(rest)) break;
    bare = rest;
  }
  return siteHost(bare);
}

/** Second-level labels under which names are registered (`co.kr`): no site by themselves. */
const REGISTRY = /^(?:co|com|net|org|gov|go|or|ac|edu|ne|re|pe|mil|gob|gouv|in)\.[a-z]{2}$/;

function isDomain(host: string): boolean {
  return host.includes('.') && !REGISTRY.test(host) && !/^[\d.]+$/.test(host);
}

/** The path without its index page, AMP marks, session marks, doubled and last slashes. */
export function barePath(path: string): string {
  const once = strip(path);
  const twice = strip(once);
  return twice === once ? once : strip(twice);
}

function strip(path: string): string {
  let bare = path
    .replaceAll(/\/(?:\(S\([a-z0-9]{20,}\)\)\/)/gi, '/')
    .replace(/;(?:(?:jsessionid|phpsessid)=[^/;?]*|sid=[^/;?]{16,})/i, '')
    .replaceAll(/(?<!:)\/{2,}/g, '/');
  bare = bare.replace(/\/(?:index|default)\.(?:html?|php\d?|aspx?|jsp|cgi|shtml|xhtml|phtml|cfm|pl)$/i, '/');
  bare = trimSlashes(bare);
  bare = bare
    .replace(/(?<=.)\/(?:amp|amphtml|amp\.html?)$/i, '')
    .replace(/\.amp\.html?$/i, '.html')
    .replace(/\.amp$|\.amphtml$|(?<=\.html?)\/amp$/i, '')
    .replace(/^\/amp\/(?=[^/]*[^/\d][^/]*)/i, '/')
    .replace(/^(\/[a-z]+)\/amp\/(?=[^/]+)/i, '$1/');
  bare = bare.replace(/\/(?:index|default)\.(?:html?|php\d?|aspx?)$/i, '/');
  return trimSlashes(bare);
}

function trimSlashes(path: string): string {
  let end = path.length;
  while (end > 0 && path.charCodeAt(end - 1) === 0x2f) end--;
  return path.slice(0, end);
}

const AMP_NAMES = new Set([
  'amp',
  'isamp',
  'is_amp',
  '_amp',
  'amp_markup',
  'outputtype',
  'mode',
  'output',
  'view',
  'format',
  'type',
  'layout',
]);

/** Whether a parameter only asks for the accelerated or the mobile page. */
export function isLayoutParameter(name: string, value: string): boolean {
  if (name === 'mobile' || name === 'no_mobile') return /^(?:1|true|yes|)$/i.test(value);
  if (!AMP_NAMES.has(name)) return name === 'm' && value === '1';
  if (name === 'amp' || name === 'isamp' || name === 'is_amp' || name === '_amp')
    return /^(?:1|true|yes|on|amp|)$/i.test(value);
  return /^(?:amp|amphtml|mobile|amp-type|valve|rss)$/i.test(value);
}
