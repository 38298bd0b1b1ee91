// Writes an outlet's feed in its own format, dates in its own zone, marked as invented.
import type { Outlet, PublishedItem } from './outlet.ts';
import { siteOf } from './outlet.ts';

const MARK = 'Sample news, invented for the Pactwatch demo';
const CATEGORY = 'invented sample';

/** The feed as text; `items` newest first. */
export function renderFeed(source: Outlet, items: readonly PublishedItem[]): string {
  switch (source.format) {
    case 'rss':
      return source.behaviour === 'malformed' ? damage(renderRss(source, items)) : renderRss(source, items);
    case 'rdf':
      return renderRdf(source, items);
    case 'atom':
      return renderAtom(source, items);
    case 'json-feed':
      return renderJsonFeed(source, items);
  }
}

function declaration(source: Outlet): string {
  const named = source.declare === 'xml' || source.declare === 'both';
  return `<?xml version="1.0"${named ? ` encoding="${source.charset}"` : ''}?>`;
}

function renderRss(source: Outlet, items: readonly PublishedItem[]): string {
  const entries = items.map(
    (item) => `    <item>
      <title>${escapeXml(item.title)}</title>
      <link>${item.url}</link>
      <guid isPermaLink="true">${item.url}</guid>
      <pubDate>${rfc822(item.publishedAt, source.zone)}</pubDate>
      <category>${CATEGORY}</category>
      <description>${escapeXml(item.summary)}</description>${fullText(item)}
    </item>`,
  );
  return `${declaration(source)}
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
  <channel>
    <title>${escapeXml(source.name)}</title>
    <link>${siteOf(source)}/</link>
    <description>${MARK}</description>
    <language>${source.lang}</language>
${entries.join('\n')}
  </channel>
</rss>
`;
}

function fullText(item: PublishedItem): string {
  if (item.content.length === 0) return '';
  return `\n      <content:encoded>${escapeXml(paragraphs(item))}</content:encoded>`;
}

function paragraphs(item: PublishedItem): string {
  return [item.summary, ...item.content].map((paragraph) => `<p>${escapeXml(paragraph)}</p>`).join('');
}

// RSS 1.0: the items stand beside the channel, which lists them; dates are Dublin Core.
function renderRdf(source: Outlet, items: readonly PublishedItem[]): string {
  const entries = items.map(
    (item) => `  <item rdf:about="${item.url}">
    <title>${escapeXml(item.title)}</title>
    <link>${item.url}</link>
    <description>${escapeXml(item.summary)}</description>
    <dc:subject>${CATEGORY}</dc:subject>
    <dc:date>${rfc3339(item.publishedAt, source.zone)}</dc:date>
  </item>`,
  );
  return `${declaration(source)}
<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  xmlns:dc="http://purl.org/dc/elements/1.1/">
  <channel rdf:about="${siteOf(source)}/">
    <title>${escapeXml(source.name)}</title>
    <link>${siteOf(source)}/</link>
    <description>${MARK}</description>
    <dc:language>${source.lang}</dc:language>
    <items><rdf:Seq>${items.map(({ url }) => `<rdf:li rdf:resource="${url}"/>`).join('')}</rdf:Seq></items>
  </channel>
${entries.join('\n')}
</rdf:RDF>
`;
}

function renderAtom(source: Outlet, items: readonly PublishedItem[]): string {
  const newest = items[0]?.publishedAt ?? 0;
  const entries = items.map(
    (item) => `  <entry>
    <id>${tagUri(source, item)}</id>
    <title>${escapeXml(item.title)}</title>
    <link rel="alternate" href="${item.url}"/>
    <published>${rfc3339(item.publishedAt, source.zone)}</published>
    <updated>${rfc3339(item.publishedAt, source.zone)}</updated>
    <category term="${CATEGORY}"/>
    <summary>${escapeXml(item.summary)}</summary>
  </entry>`,
  );
  return `${declaration(source)}
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${source.lang}">
  <id>${siteOf(source)}/</id>
  <title>${escapeXml(source.name)}</title>
  <subtitle>${MARK}</subtitle>
  <link rel="alternate" href="${siteOf(source)}/"/>
  <updated>${rfc3339(newest, source.zone)}</updated>
  <author><name>${escapeXml(source.name)}</name></author>
${entries.join('\n')}
</feed>
`;
}

function renderJsonFeed(source: Outlet, items: readonly PublishedItem[]): string {
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title: source.name,
    home_page_url: `${siteOf(source)}/`,
    description: MARK,
    language: source.lang,
    items: items.map((item) => ({
      id: item.url,
      url: item.url,
      title: item.title,
      summary: item.summary,
      ...(item.content.length === 0 ? { content_text: item.summary } : { content_html: paragraphs(item) }),
      date_published: rfc3339(item.publishedAt, source.zone),
      tags: [CATEGORY],
    })),
  };
  return `${JSON.stringify(feed, null, 2)}\n`;
}

// What is met in the wild: bare ampersands, an HTML entity XML lacks, a tag left open, the end cut off.
function damage(xml: string): string {
  return xml
    .replaceAll('&amp;', '&')
    .replace('</description>\n', '&nbsp;<br></description>\n')
    .replace(/\s*<\/channel>\s*<\/rss>\s*$/, '\n');
}

function tagUri(source: Outlet, item: PublishedItem): string {
  return `tag:${source.id}.example,2026:${item.url.slice(item.url.lastIndexOf('/') + 1)}`;
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** `2026-11-25T09:00:00+09:00`. */
function rfc3339(at: number, zone: string): string {
  return new Date(at + offsetMs(zone)).toISOString().replace(/\.\d{3}Z$/, zone);
}

/** `Wed, 25 Nov 2026 09:00:00 +0900`. */
function rfc822(at: number, zone: string): string {
  return new Date(at + offsetMs(zone)).toUTCString().replace('GMT', zone.replace(':', ''));
}

function offsetMs(zone: string): number {
  const [hours = 0, minutes = 0] = zone.slice(1).split(':').map(Number);
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
