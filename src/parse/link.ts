// Which of an item's addresses is the article, and which are enclosures.
import type { EntryEnclosure } from '../model/entry.ts';
import { isWebAddress } from './address.ts';
import type { Element, Elements } from './strict.ts';

const NEVER = new Set([
  'self',
  'edit',
  'edit-media',
  'enclosure',
  'replies',
  'hub',
  'next',
  'previous',
  'prev',
  'first',
  'last',
  'license',
  'search',
  'service.post',
  'service.feed',
  'service.edit',
  'payment',
  'icon',
  'shortcut icon',
  'stylesheet',
  'image',
]);

function addressOf(element: Element): string {
  const { attributes } = element;
  const said = attributes['href'] ?? attributes['rdf:resource'] ?? attributes['resource'];
  const address = (said ?? element.text).replace(/[\r\n\t]+\s*/g, '').trim();
  // Some feeds put the address in angle brackets or in a whole `<a href>`.
  return address.startsWith('<') ? (/https?:\/\/[^\s<>"']+/i.exec(address)?.[0] ?? '') : address;
}

function relOf(element: Element): string {
  const rel = (element.attributes['rel'] ?? '').trim().toLowerCase();
  const short = rel.replace(/^https?:\/\/www\.iana\.org\/assignments\/relation\//, '');
  return short === '' ? 'alternate' : short;
}

function isPage(element: Element): boolean {
  const type = (element.attributes['type'] ?? '').toLowerCase();
  return type === '' || type.includes('html');
}

/** The address among `links`: an alternate page, else an alternate of another type; null where there is none. */
export function chooseAlternate(links: readonly Element[]): string | null {
  let other: string | null = null;
  for (const link of links) {
    const address = addressOf(link);
    if (address === '' || relOf(link) !== 'alternate') continue;
    if (isPage(link)) return address;
    other ??= address;
  }
  return other;
}

function chooseRelated(links: readonly Element[]): string | null {
  for (const link of links) {
    const address = addressOf(link);
    if (address !== '' && !NEVER.has(relOf(link))) return address;
  }
  return null;
}

/** The page that an Atom entry names as its content (RFC 4287 section 4.1.3.2). */
function chooseOutOfLine(contents: readonly Element[]): string | null {
  const page = contents.find((content) => content.attributes['src'] !== undefined && isPage(content));
  return page?.attributes['src'] ?? null;
}

/** Addresses in the order of trust for the item: see docs/reading-feeds.md. */
export function chooseLink(elements: Elements): string | null {
  const texts = (name: string): readonly Element[] => elements.get(name) ?? [];
  const original = texts('feedburner:origlink')[0]?.text.trim();
  if (original !== undefined && isWebAddress(original)) return original;
  const links = [...texts('link'), ...texts('atom:link'), ...texts('a')];
  const alternate = chooseAlternate(links);
  if (alternate !== null) return alternate;
  return (
    choosePermalink(elements) ??
    chooseRelated(links) ??
    chooseOutOfLine(texts('atom:content')) ??
    links.map(addressOf).find((url) => url !== '') ??
    null
  );
}

function choosePermalink(elements: Elements): string | null {
  for (const guid of elements.get('guid') ?? []) {
    const said = guid.attributes['ispermalink']?.trim().toLowerCase();
    const text = guid.text.trim();
    if (said === 'false' || said === 'no' || said === '0' || text === '') continue;
    if (isWebAddress(text) || (said === 'true' && !/\s/.test(text))) return text;
  }
  for (const name of ['atom:id', 'id', 'rdf:about', 'dc:identifier']) {
    const text = elements.get(name)?.[0]?.text.trim();
    if (text !== undefined && isWebAddress(text)) return text;
  }
  return null;
}

function toEnclosure(element: Element): EntryEnclosure | null {
  const { attributes } = element;
  const url = (attributes['url'] ?? addressOf(element)).trim();
  if (url === '') return null;
  const type = (attributes['type'] ?? attributes['enc:type'] ?? '').trim();
  const length = attributes['length'] ?? attributes['enc:length'] ?? attributes['filesize'] ?? '';
  return { url, type: type === '' ? null : type, length: parseLength(length) };
}

/** Bytes: digits, grouped in thousands or not. `12.5 MB`, `00:31:07` and their like say nothing exact. */
function parseLength(text: string): number | null {
  const digits = text.trim().replace(/^(\d{1,3})((?:[,. ]\d{3})+)$/, (whole) => whole.replace(/\D/g, ''));
  const length = /^\d+(?:\.0+)?(?: ?bytes?)?$/i.test(digits) ? Number.parseInt(digits, 10) : Number.NaN;
  return Number.isSafeInteger(length) ? length : null;
}

/** Every file attached to an item: enclosures, Atom links, Media RSS contents; each address once. */
export function listEnclosures(elements: Elements): EntryEnclosure[] {
  const links = [...(elements.get('link') ?? []), ...(elements.get('atom:link') ?? [])];
  const found = new Map<string, EntryEnclosure>();
  const candidates = [
    ...(elements.get('enclosure') ?? []),
    ...(elements.get('enc:enclosure') ?? []),
    ...links.filter((link) => relOf(link) === 'enclosure'),
    ...(elements.get('media:content') ?? []),
  ];
  for (const element of candidates) {
    const enclosure = toEnclosure(element);
    if (enclosure !== null && !found.has(enclosure.url)) found.set(enclosure.url, enclosure);
  }
  const [only, ...others] = found.values();
  const original = elements.get('feedburner:origenclosurelink')?.[0]?.text.trim() ?? '';
  if (only !== undefined && others.length === 0 && isWebAddress(original))
    return [{ ...only, url: original }];
  return [...found.values()];
}
