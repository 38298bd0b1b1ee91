// The vocabulary of feeds: which elements are kept, how their content is read, and which attributes matter.

/**
 * How an element's content is read. `markup`: text that may bear HTML. `plain`: text, tags in it ignored.
 * `leaf`: only attributes; children belong to the parent. Elements with `parts` have named children.
 */
export interface FieldSpec {
  readonly mode: 'markup' | 'plain' | 'leaf';
  readonly attributes: readonly string[];
  readonly parts: ReadonlySet<string> | null;
  /** Bears the text of an article and may be long. */
  readonly long: boolean;
}

const spec = (
  mode: FieldSpec['mode'],
  attributes: string[] = [],
  parts: string[] | null = null,
): FieldSpec => ({
  mode,
  attributes,
  parts: parts === null ? null : new Set(parts),
  long: false,
});

const MARKUP = spec('markup', ['type', 'mode', 'src']);
const BODY: FieldSpec = { ...MARKUP, long: true };
const PLAIN = spec('plain');
const PERSON = spec('plain', ['name', 'email', 'role'], ['name', 'email', 'uri', 'url', 'title']);
const LINK = spec('plain', [
  'href',
  'rel',
  'type',
  'length',
  'title',
  'hreflang',
  'rdf:resource',
  'resource',
]);
const CATEGORY = spec('plain', ['term', 'label', 'text', 'domain', 'scheme']);
const SOURCE = spec('plain', ['url', 'href'], ['title', 'link', 'id', 'author', 'name']);
const ENCLOSURE = spec('plain', [
  'url',
  'href',
  'type',
  'length',
  'rdf:resource',
  'resource',
  'enc:type',
  'enc:length',
]);
const MEDIA = spec('leaf', ['url', 'type', 'filesize', 'medium']);
const GUID = spec('plain', ['ispermalink']);
const LIST = spec('plain', [], ['hour', 'day']);

const both = (name: string, field: FieldSpec): [string, FieldSpec][] => [
  [name, field],
  [`atom:${name}`, field],
];

/** Elements of an item that are kept, by canonical name. */
export const ITEM_FIELDS: ReadonlyMap<string, FieldSpec> = new Map<string, FieldSpec>([
  ...both('title', MARKUP),
  ...both('link', LINK),
  ...both('id', PLAIN),
  ...both('author', PERSON),
  ...both('summary', BODY),
  ...both('content', BODY),
  ...both('category', CATEGORY),
  ...both('source', SOURCE),
  ...both('published', PLAIN),
  ...both('updated', PLAIN),
  ...both('issued', PLAIN),
  ...both('modified', PLAIN),
  ...both('created', PLAIN),
  ['description', BODY],
  ['abstract', BODY],
  ['body', BODY],
  ['fullitem', BODY],
  ['guid', GUID],
  ['pubdate', PLAIN],
  ['lastbuilddate', PLAIN],
  ['publisheddate', PLAIN],
  ['datepublished', PLAIN],
  ['dcterms:available', PLAIN],
  ['prism:coverdate', PLAIN],
  ['date', PLAIN],
  ['keywords', PLAIN],
  ['enclosure', ENCLOSURE],
  ['a', LINK],
  ['dc:title', MARKUP],
  ['dc:creator', PERSON],
  ['dc:author', PERSON],
  ['dc:subject', CATEGORY],
  ['dc:description', BODY],
  ['dc:identifier', PLAIN],
  ['dc:date', PLAIN],
  ['dc:language', PLAIN],
  ['dcterms:issued', PLAIN],
  ['dcterms:created', PLAIN],
  ['dcterms:modified', PLAIN],
  ['dcterms:title', MARKUP],
  ['dcterms:creator', PERSON],
  ['dcterms:subject', CATEGORY],
  ['dcterms:description', BODY],
  ['dcterms:abstract', BODY],
  ['dcterms:date', PLAIN],
  ['prism:publicationdate', PLAIN],
  ['prism:modificationdate', PLAIN],
  ['content:encoded', BODY],
  ['yandex:full-text', BODY],
  ['turbo:content', BODY],
  ['rambler:fulltext', BODY],
  ['xhtml:body', BODY],
  ['xhtml:div', BODY],
  ['media:content', MEDIA],
  ['media:title', MARKUP],
  ['media:description', BODY],
  ['media:category', CATEGORY],
  ['media:keywords', PLAIN],
  ['media:credit', PERSON],
  ['itunes:title', MARKUP],
  ['itunes:author', PERSON],
  ['itunes:summary', BODY],
  ['itunes:subtitle', BODY],
  ['itunes:keywords', PLAIN],
  ['itunes:category', { ...CATEGORY, mode: 'leaf' }],
  ['googleplay:author', PERSON],
  ['googleplay:description', BODY],
  ['feedburner:origlink', PLAIN],
  ['feedburner:origenclosurelink', PLAIN],
  ['enc:enclosure', ENCLOSURE],
]);

/** Elements of a channel that are kept, by canonical name. */
export const FEED_FIELDS: ReadonlyMap<string, FieldSpec> = new Map<string, FieldSpec>([
  ...both('title', MARKUP),
  ...both('link', LINK),
  ...both('author', PERSON),
  ['dc:title', MARKUP],
  ['dcterms:title', MARKUP],
  ['a', LINK],
  ['language', PLAIN],
  ['dc:language', PLAIN],
  ['managingeditor', PERSON],
  ['webmaster', PERSON],
  ['dc:creator', PERSON],
  ['dcterms:creator', PERSON],
  ['itunes:author', PERSON],
  ['itunes:owner', PERSON],
  ['googleplay:author', PERSON],
  ['ttl', PLAIN],
  ['skiphours', LIST],
  ['skipdays', LIST],
  ['sy:updateperiod', PLAIN],
  ['sy:updatefrequency', PLAIN],
]);

/** Elements that are items, and elements that hold them. */
export const ITEM_KEYS: ReadonlySet<string> = new Set(['item', 'entry', 'atom:entry', 'atom:item']);
export const ROOT_KEYS: ReadonlySet<string> = new Set([
  'channel',
  'rss',
  'rdf:rdf',
  'rdf',
  'feed',
  'atom:feed',
]);

/** Elements whose children belong to the element around them. */
export const TRANSPARENT: ReadonlySet<string> = new Set([
  'items',
  'media:group',
  'media:content',
  'itunes:category',
  'rdf:seq',
  'rdf:bag',
  'rdf:li',
  'rdf:description',
  'xhtml:html',
]);

/** Elements that look like a channel's own but describe something else; their children are skipped. */
export const CONTAINERS: ReadonlySet<string> = new Set([
  'image',
  'textinput',
  'cloud',
  'atom:contributor',
  'contributor',
]);

const KNOWN: ReadonlySet<string> = new Set([
  ...ITEM_FIELDS.keys(),
  ...FEED_FIELDS.keys(),
  ...TRANSPARENT,
  ...CONTAINERS,
  'item',
  'entry',
  'channel',
  'atom:entry',
  'atom:feed',
]);
/** Names that HTML has too, and other vocabularies for other things. */
const AMBIGUOUS: ReadonlySet<string> = new Set(['a', 'body', 'items']);

/** The name that an unprefixed element is read under: RSS elements in another default namespace are RSS still. */
export function coreName(key: string, local: string): string {
  return !KNOWN.has(key) && KNOWN.has(local) && !AMBIGUOUS.has(local) ? local : key;
}

/** Elements without an end in HTML. */
export const VOID_ELEMENTS: ReadonlySet<string> = new Set([
  'area',
  'br',
  'col',
  'embed',
  'hr',
  'img',
  'input',
  'meta',
  'param',
  'source',
  'wbr',
]);
