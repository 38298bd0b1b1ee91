// An output feed as RSS 2.0 with the Atom and Dublin Core elements that validators ask for.
import { escapeHtml, html } from '../../lib/html.ts';
import { encodeAddress } from './atom.ts';
import type { OutputDocument, OutputEntry } from './document.ts';

export const RSS_TYPE = 'application/rss+xml; charset=utf-8';

export function renderRss(document: OutputDocument): string {
  return html`<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
<title>${document.title}</title>
<link>${document.homeUrl}</link>
<description>${document.description}</description>
${document.lang === null ? null : html`<language>${document.lang}</language>`}
<lastBuildDate>${rfc822(document.updatedAt)}</lastBuildDate>
<generator>Pactwatch</generator>
<docs>https://www.rssboard.org/rss-specification</docs>
<ttl>15</ttl>
<atom:link rel="self" type="application/rss+xml" href="${document.selfUrl}"/>
${document.entries.map(item)}</channel>
</rss>
`.toString();
}

// Readers take a description for HTML, and some a title: what came from a feed is escaped twice there, so that markup
// in it is shown as text and never acts.
function item({ id, url, title, text, outlet, lang, publishedAt, topics }: OutputEntry) {
  const description = escapeHtml(text).replaceAll('\n', '<br>');
  return html`<item>
<title>${title.replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</title>
<link>${encodeAddress(url)}</link>
<guid isPermaLink="false">${id}</guid>
<pubDate>${rfc822(publishedAt)}</pubDate>
<dc:creator>${outlet}</dc:creator>
<dc:language>${lang}</dc:language>
${topics.map((topic) => html`<category>${topic.name}</category>`)}
<description>${description}</description>
</item>
`;
}

/** `Wed, 25 Nov 2026 07:00:00 +0000` (RFC 822 as RFC 2822 amends it). */
export function rfc822(at: number): string {
  return new Date(at).toUTCString().replace('GMT', '+0000');
}
