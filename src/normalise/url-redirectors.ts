// Addresses that carry another address inside: redirectors, archives, caches, news aggregators. All read offline.

interface Redirector {
  readonly host: RegExp;
  readonly path: RegExp;
  readonly parameters: readonly string[];
}

const ANY_HOST = /./;

function isHomePage(address: string): boolean {
  return /^https?:\/\/[^/?#]+\/?(?:[?#].*)?$/is.test(address);
}

const REDIRECTORS: readonly Redirector[] = [
  { host: /(?:^|\.)google\.[a-z.]{2,6}$/, path: /^\/url$/, parameters: ['url', 'q'] },
  { host: /^news\.google\.com$/, path: /^\/news\/url$/, parameters: ['url'] },
  { host: /^(?:l|lm)\.(?:facebook|instagram|messenger)\.com$/, path: /^\//, parameters: ['u'] },
  {
    host: /(?:^|\.)facebook\.com$/,
    path: /^\/(?:l\.php|sharer\.php|sharer\/sharer\.php|share\.php|flx\/warn\/?)$/,
    parameters: ['u'],
  },
  { host: /^out\.reddit\.com$/, path: /^\//, parameters: ['url'] },
  { host: /(?:^|\.)bing\.com$/, path: /^\/news\/apiclick\.aspx$/, parameters: ['url'] },
  { host: /(?:^|\.)youtube\.com$/, path: /^\/redirect$/, parameters: ['q'] },
  { host: /(?:^|\.)vk\.(?:com|ru)$/, path: /^\/(?:away(?:\.php)?|share\.php)$/, parameters: ['to', 'url'] },
  { host: /^away\.vk\.(?:com|ru)$/, path: /^\//, parameters: ['to'] },
  { host: /^t\.umblr\.com$/, path: /^\/redirect$/, parameters: ['z'] },
  { host: /(?:^|\.)steamcommunity\.com$/, path: /^\/linkfilter\/?$/, parameters: ['url', 'u'] },
  { host: /(?:^|\.)duckduckgo\.com$/, path: /^\/l\/?$/, parameters: ['uddg'] },
  { host: /^slack-redir\.net$/, path: /^\/link$/, parameters: ['url'] },
  { host: /^disq\.us$/, path: /^\/url$/, parameters: ['url'] },
  { host: /(?:^|\.)getpocket\.com$/, path: /^\/(?:redirect|save|edit)$/, parameters: ['url'] },
  {
    host: /(?:^|\.)linkedin\.com$/,
    path: /^\/(?:redir\/redirect|redirect|shareArticle)\/?$/,
    parameters: ['url'],
  },
  { host: /(?:^|\.)twitter\.com$/, path: /^\/(?:share|intent\/tweet)$/, parameters: ['url'] },
  { host: /\.safelinks\.protection\.outlook\.com$/, path: /^\//, parameters: ['url'] },
  {
    host: /^(?:go\.redirectingat\.com|go\.skimresources\.com|click\.linksynergy\.com|exit\.sc|(?:redirect\.)?viglink\.com)$/,
    path: /^\//,
    parameters: ['url', 'murl', 'u'],
  },
  { host: /^translate\.google\.[a-z.]{2,6}$/, path: /^\/translate/, parameters: ['u'] },
  { host: /^(?:feedproxy|feeds)\.google\.com$/, path: /^\/url$/, parameters: ['url', 'q'] },
  { host: /^(?:www\.)?yandex\.[a-z.]{2,6}$/, path: /^\/turbo\/?$/, parameters: ['text'] },
  {
    host: /^(?:clicks?|clk|track(?:ing|er)?|trk|redirect|redir|links?|lnk|outgoing)\d*\./,
    path: /^\//,
    parameters: ['url', 'u', 'to', 'target', 'dest', 'destination', 'redirect', 'link'],
  },
  {
    host: ANY_HOST,
    path: /\/(?:url|redirect|redir|away|out|goto|exit|leave|outbound|external|l|recordclick)(?:\.(?:php|aspx?|cgi|html?))?\/?$/i,
    parameters: ['url', 'u', 'to', 'target', 'dest', 'destination', 'redirect', 'goto', 'link'],
  },
];

/** The address that a redirector, cache or archive address carries inside; null where it carries none. */
export function innerAddress(url: URL): string | null {
  return fromQuery(url) ?? fromArchive(url) ?? fromAmpCache(url) ?? fromTurbo(url) ?? fromGoogleNews(url);
}

function fromQuery(url: URL): string | null {
  if (url.search.length < 8) return null;
  for (const rule of REDIRECTORS) {
    if (!rule.host.test(url.hostname) || !rule.path.test(url.pathname)) continue;
    for (const name of rule.parameters) {
      const inner = addressIn(url.searchParams.get(name));
      // Any site's `/out?id=5&url=` may be an article's own address: a home page inside proves nothing.
      if (inner !== null && (rule.host !== ANY_HOST || !isHomePage(inner))) return inner;
    }
  }
  return null;
}

function addressIn(value: string | null): string | null {
  if (value === null) return null;
  if (/^https?%3a/i.test(value)) return addressIn(unescapeAll(value));
  return /^https?:\/\/[^/]+\.[^/]+/i.test(value) ? value : null;
}

function unescapeAll(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

const ARCHIVE_TODAY = /^archive\.(?:today|is|ph|md|fo|li|vn)$/;

function fromArchive(url: URL): string | null {
  const rest = url.pathname + url.search;
  if (/^(?:web\.|www\.)?archive\.org$/.test(url.hostname))
    return asAddress(/^\/web\/(?:[\d*]+[a-z_]*\/)?(.+)$/s.exec(rest)?.[1]);
  if (ARCHIVE_TODAY.test(url.hostname)) {
    return asAddress(/^\/(?:(?:[\d.-]+|newest|oldest|o\/\w+)\/)?(https?:\/.+)$/s.exec(rest)?.[1]);
  }
  if (url.hostname === 'webcache.googleusercontent.com') {
    return asAddress(/^cache:(?:[\w-]+:)?(\S+)/.exec(url.searchParams.get('q') ?? '')?.[1]);
  }
  if (
    /^(?:12ft\.io|outline\.com|href\.li|anon\.to|anonym\.to|nullrefer\.com|txtify\.it|r\.jina\.ai)$/.test(
      url.hostname,
    )
  ) {
    return asAddress(/^\/?\??(https?:\/.+)$/s.exec(url.pathname === '/' ? url.search : rest.slice(1))?.[1]);
  }
  const yahoo = url.hostname === 'r.search.yahoo.com' ? /\/RU=([^/]+)\//.exec(url.pathname)?.[1] : undefined;
  return yahoo === undefined ? null : addressIn(unescapeAll(yahoo));
}

/** Servers fold the double slash of the inner scheme; an archive may leave the scheme out. */
function asAddress(text: string | undefined): string | null {
  if (text === undefined) return null;
  const plain = /^https?%3a/i.test(text) ? unescapeAll(text) : text;
  const repaired = plain.replace(/^(https?):\/{1,2}/i, '$1://');
  if (/^https?:\/\//i.test(repaired)) return repaired;
  return /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:[/?:]|$)/i.test(repaired) ? `http://${repaired}` : null;
}

function fromAmpCache(url: URL): string | null {
  const path = url.pathname + url.search;
  if (/\.cdn\.ampproject\.org$|^cdn\.ampproject\.org$|\.bing-amp\.com$/.test(url.hostname)) {
    const match = /^\/(?:[a-z]\/)?(?:wp\/)?(?:(s)\/)?([a-z0-9-]+(?:\.[a-z0-9-]+)+(?:[/?].*)?)$/is.exec(path);
    return match === null ? null : `${match[1] === undefined ? 'http' : 'https'}://${match[2] ?? ''}`;
  }
  if (/(?:^|\.)(?:google\.[a-z.]{2,6}|bing\.com)$/.test(url.hostname)) {
    const match = /^\/amp\/(?:(s)\/)?([a-z0-9-]+(?:\.[a-z0-9-]+)+(?:[/?].*)?)$/is.exec(path);
    return match === null ? null : `${match[1] === undefined ? 'http' : 'https'}://${match[2] ?? ''}`;
  }
  const translated = /^([a-z0-9-]+)\.translate\.goog$/.exec(url.hostname)?.[1];
  if (translated === undefined) return null;
  const host = translated.replaceAll(/-(-)?/g, (_, twice: string | undefined) =>
    twice === undefined ? '.' : '-',
  );
  return `https://${host}${url.pathname}${url.search.replaceAll(/(?<=[?&])_x_tr_\w+=[^&]*&?/g, '')}`;
}

/** Pages that a search engine or a mail program keeps light, with the address in the path. */
function fromTurbo({ hostname, pathname, search }: URL): string | null {
  if (/(?:^|\.)turbopages\.org$|^(?:www\.)?yandex\.[a-z.]{2,6}$/.test(hostname)) {
    const inner = /^(?:\/turbo)?\/([a-z0-9-]+(?:\.[a-z0-9-]+)+)\/(?:s|h|n)(\/.*)$/i.exec(pathname);
    return inner === null ? null : `https://${inner[1] ?? ''}${inner[2] ?? ''}${search}`;
  }
  if (!hostname.endsWith('.mozgcp.net')) return null;
  return addressIn(unescapeAll(/\/(https?%3a.*)$/i.exec(pathname)?.[1] ?? ''));
}

/** The id of a Google News article address, whichever page shows it. */
export function googleNewsId(url: URL): string | null {
  if (!/^(?:www\.)?news\.google\.com$/.test(url.hostname)) return null;
  return (
    /^\/(?:__i\/)?(?:rss\/)?(?:rd\/)?(?:articles|read)\/([\w-]{16,})\/?$/.exec(url.pathname)?.[1] ?? null
  );
}

/** Old ids (`CBMi...`) are a base64url message: bytes 08 13 22, a length, the address. New ones hold an opaque name. */
function fromGoogleNews(url: URL): string | null {
  const id = googleNewsId(url);
  if (id === null) return null;
  const bytes = Buffer.from(id, 'base64url');
  if (bytes[0] !== 0x08 || bytes[2] !== 0x22) return null;
  const low = bytes[3] ?? 0;
  const wide = low >= 0x80;
  const length = wide ? (low & 0x7f) + ((bytes[4] ?? 0) << 7) : low;
  const from = wide ? 5 : 4;
  const text = bytes.subarray(from, from + length).toString('latin1');
  return /^https?:\/\/[\u0021-\u007e]+$/.test(text) ? text : null;
}
