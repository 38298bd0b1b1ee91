// The frame of every page: head, navigation, search, foot. Works without JavaScript, loads one stylesheet and one icon.
import { html, type Markup, type MarkupValue } from '../lib/html.ts';
import { ICON_PATH, STYLE_PATH } from './assets.ts';
import { HTML_TYPE, type WebResponse } from './response.ts';

export type Place = 'overview' | 'stories' | 'items' | 'feeds' | 'digests' | 'rules' | 'none';

export interface Page {
  readonly title: string;
  readonly place: Place;
  readonly main: MarkupValue;
  /** Zone of all times and days on the page. */
  readonly timeZone?: string;
  /** Feed readers find these. */
  readonly alternates?: readonly { readonly href: string; readonly type: string; readonly title: string }[];
  readonly status?: number;
  /** What stands in the search box. */
  readonly query?: string;
}

const PLACES: readonly (readonly [Place, string, string])[] = [
  ['overview', '/', 'Overview'],
  ['stories', '/stories', 'Stories'],
  ['items', '/items', 'Items'],
  ['feeds', '/feeds', 'Feeds'],
  ['digests', '/digests', 'Digests'],
  ['rules', '/rules', 'Rules'],
];

/** A whole page as an answer. */
export function pageResponse(page: Page): WebResponse {
  const body = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${page.title} · Pactwatch</title>
<link rel="stylesheet" href="${STYLE_PATH}">
<link rel="icon" href="${ICON_PATH}" type="image/svg+xml">
${(page.alternates ?? []).map(({ href, type, title }) => html`<link rel="alternate" type="${type}" title="${title}" href="${href}">`)}
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header class="top"><div class="wrap">
<a class="brand" href="/">Pactwatch</a>
<nav aria-label="Pages"><ul>${PLACES.map((entry) => navItem(entry, page.place))}</ul></nav>
${page.timeZone === undefined ? null : html`<span class="zone">Times in ${page.timeZone.replaceAll('_', ' ')}</span>`}
<form class="find" action="/items" method="get" role="search"><input type="hidden" name="strength" value="any"><input type="search" name="q" value="${page.query ?? ''}" placeholder="Search every language" aria-label="Search items" maxlength="200"></form>
</div></header>
<main id="main" class="wrap">
${page.main}
</main>
<footer class="wrap foot"><p>Read-only pages of this Pactwatch.${page.timeZone === undefined ? null : ` Times in ${page.timeZone.replaceAll('_', ' ')}.`} <a href="/subscribe">Output feeds</a></p></footer>
</body>
</html>
`;
  return { status: page.status ?? 200, type: HTML_TYPE, body: body.toString() };
}

function navItem([place, href, name]: readonly [Place, string, string], here: Place): Markup {
  const current = place === here ? html` aria-current="page"` : null;
  return html`<li><a href="${href}"${current}>${name}</a></li>`;
}

/** A page for people without a login: it says one thing and leads nowhere else. */
export function bareResponse(title: string, status: number, paragraphs: readonly MarkupValue[]): WebResponse {
  const body = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title} · Pactwatch</title>
<link rel="stylesheet" href="${STYLE_PATH}">
<link rel="icon" href="${ICON_PATH}" type="image/svg+xml">
</head>
<body>
<main id="main" class="wrap">
${messageArticle(title, paragraphs)}
</main>
</body>
</html>
`;
  return {
    status,
    type: HTML_TYPE,
    body: body.toString(),
    headers: { 'cache-control': 'no-store' },
  };
}

/** A page that only says something: an error, a confirmation. */
export function messageResponse(
  title: string,
  status: number,
  paragraphs: readonly MarkupValue[],
): WebResponse {
  return pageResponse({ title, place: 'none', main: messageArticle(title, paragraphs), status });
}

function messageArticle(title: string, paragraphs: readonly MarkupValue[]): Markup {
  return html`<article class="message"><h1>${title}</h1>${paragraphs.map((text) => html`<p>${text}</p>`)}</article>`;
}
