// Canonical names of elements: namespaces under any prefix become fixed prefixes, in lower case.
// Addresses are compared without scheme, trailing slash or hash, in lower case, as feeds misspell them so.

const BY_ADDRESS = new Map<string, string>(
  Object.entries({
    'purl.org/rss/1.0': '',
    'my.netscape.com/rdf/simple/0.9': '',
    'channel.netscape.com/rdf/simple/0.9': '',
    'my.netscape.com/publish/formats/rss-0.91.dtd': '',
    'purl.org/net/rss1.1': '',
    'backend.userland.com/rss': '',
    'backend.userland.com/rss2': '',
    'blogs.law.harvard.edu/tech/rss': '',
    'cyber.law.harvard.edu/rss/rss.html': '',
    'www.rssboard.org/rss-specification': '',
    'www.w3.org/2005/atom': 'atom',
    'purl.org/atom/ns': 'atom',
    'purl.org/net/atom': 'atom',
    'example.com/newformat': 'atom',
    'example.com/necho': 'atom',
    'purl.org/echo': 'atom',
    'purl.org/pie': 'atom',
    'uri/of/echo/namespace': 'atom',
    'purl.org/dc/elements/1.0': 'dc',
    'purl.org/dc/elements/1.1': 'dc',
    'purl.org/dc/elements': 'dc',
    'purl.org/dc/terms': 'dcterms',
    'purl.org/rss/1.0/modules/dcterms': 'dcterms',
    'purl.org/rss/1.0/modules/content': 'content',
    'purl.org/rss/1.0/modules/content/encoded': 'content',
    'www.w3.org/1999/xhtml': 'xhtml',
    'search.yahoo.com/mrss': 'media',
    'tools.search.yahoo.com/mrss': 'media',
    'video.search.yahoo.com/mrss': 'media',
    'www.itunes.com/dtds/podcast-1.0.dtd': 'itunes',
    'example.com/dtds/podcast-1.0.dtd': 'itunes',
    'www.itunes.com/dtds/podcast-1.0': 'itunes',
    'www.google.com/schemas/play-podcasts/1.0': 'googleplay',
    'www.google.com/schemas/play-podcasts/1.0/play-podcasts.xsd': 'googleplay',
    'rssnamespace.org/feedburner/ext/1.0': 'feedburner',
    'purl.org/rss/1.0/modules/syndication': 'sy',
    'purl.org/rss/1.0/modules/taxonomy': 'taxo',
    'purl.oclc.org/net/rss_2.0/enc': 'enc',
    'prismstandard.org/namespaces/basic/2.0': 'prism',
    'prismstandard.org/namespaces/1.2/basic': 'prism',
    'prismstandard.org/namespaces/2.0/basic': 'prism',
    'www.w3.org/1999/02/22-rdf-syntax-ns': 'rdf',
    'xmlns.com/foaf/0.1': 'foaf',
    'purl.org/rss/1.0/modules/slash': 'slash',
    'wellformedweb.org/commentapi': 'wfw',
    'purl.org/syndication/thread/1.0': 'thr',
    'www.georss.org/georss': 'georss',
    'podcastindex.org/namespace/1.0': 'podcast',
    'news.yandex.ru': 'yandex',
    'news.yandex.ru/rss': 'yandex',
    'turbo.yandex.ru': 'turbo',
    'news.rambler.ru': 'rambler',
  }),
);

/** What a prefix means where nothing (or something unknown) is declared for it. */
const BY_CUSTOM = new Map<string, string>(
  [...new Set(BY_ADDRESS.values())]
    .filter((code) => code !== '')
    .map((code): [string, string] => [code, code])
    .concat([
      ['rss', ''],
      ['a10', 'atom'],
      ['dct', 'dcterms'],
      ['rdf', 'rdf'],
      ['xhtml', 'xhtml'],
      ['html', 'xhtml'],
      ['xml', 'xml'],
    ]),
);

/** Prefix of elements whose vocabulary is of no use to us. */
export const FOREIGN = '?';

/** The fixed prefix of a namespace address, or null where it is not known. */
export function namespaceCode(address: string): string | null {
  const key = address
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/[/#]+$/, '')
    .replace(/#draft.*$/, '');
  return BY_ADDRESS.get(key) ?? null;
}

/** The fixed prefix that custom gives to an undeclared prefix, or null. */
export function customCode(prefix: string): string | null {
  return BY_CUSTOM.get(prefix) ?? null;
}

export interface NameParts {
  readonly prefix: string;
  readonly local: string;
}

/** What follows the first colon of a name, as `splitName` says, for the many tags inside texts. */
export function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

/** Splits a lower-cased element name at its first colon. */
export function splitName(name: string): NameParts {
  const colon = name.indexOf(':');
  if (colon <= 0) return { prefix: '', local: colon === 0 ? name.slice(1) : name };
  return { prefix: name.slice(0, colon), local: name.slice(colon + 1) };
}
