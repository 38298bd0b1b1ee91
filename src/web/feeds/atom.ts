// An output feed as Atom 1.0 (RFC 4287). Everything is plain text, escaped once.
import { html } from '../../lib/html.ts';
import type { OutputDocument, OutputEntry } from './document.ts';

export const ATOM_TYPE = 'application/atom+xml; charset=utf-8';

export function renderAtom(document: OutputDocument): string {
  const lang = document.lang === null ? null : html` xml:lang="${document.lang}"`;
  return html`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"${lang}>
<id>${document.id}</id>
<title>${document.title}</title>
<subtitle>${document.description}</subtitle>
<updated>${instant(document.updatedAt)}</updated>
<author><name>Pactwatch</name></author>
<generator>Pactwatch</generator>
<link rel="self" type="application/atom+xml" href="${document.selfUrl}"/>
<link rel="alternate" type="text/html" href="${document.homeUrl}"/>
${document.entries.map(entry)}</feed>
`.toString();
}

function entry({ id, url, pageUrl, title, text, outlet, lang, publishedAt, updatedAt, topics }: OutputEntry) {
  return html`<entry xml:lang="${lang}">
<id>${id}</id>
<title type="text">${title}</title>
<link rel="alternate" href="${encodeAddress(url)}"/>
<link rel="related" type="text/html" href="${pageUrl}"/>
<published>${instant(publishedAt)}</published>
<updated>${instant(updatedAt)}</updated>
<author><name>${outlet}</name></author>
${topics.map((topic) => html`<category term="${topic.id}" label="${topic.name}"/>`)}
<content type="text">${text}</content>
</entry>
`;
}

function instant(at: number): string {
  return new Date(at).toISOString();
}

/** An address with nothing in it that a URI may not hold (RFC 3986). */
export function encodeAddress(url: string): string {
  return URL.canParse(url)
    ? new URL(url).href.replaceAll(/[\s"<>\\^`{|}]/g, encodeURIComponent)
    : encodeURI(url);
}
