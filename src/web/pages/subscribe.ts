// Where readers find the output feeds: everything, per topic, per language.
import { languageName } from '../../digest/wording.ts';
import { html } from '../../lib/html.ts';
import type { WebContext } from '../context.ts';
import { type Page, pageResponse } from '../layout.ts';
import type { WebRequest } from '../request.ts';
import type { WebResponse } from '../response.ts';

const LANGUAGES = ['en', 'ko', 'ru', 'uk', 'ja', 'zh', 'de', 'fr', 'es', 'pl'];
const FORMATS = [
  ['atom', 'Atom', 'application/atom+xml'],
  ['rss', 'RSS 2.0', 'application/rss+xml'],
  ['json', 'JSON Feed', 'application/feed+json'],
] as const;

/** `/subscribe`. */
export function subscribePage(_request: WebRequest, context: WebContext): WebResponse {
  const rows = [{ id: 'all', name: 'Every topic' }, ...context.deps.topicNames].map(
    ({ id, name }) =>
      html`<tr><td data-label="Topic"><strong>${name}</strong></td>${FORMATS.map(([ending, label]) => html`<td data-label="${label}"><a href="/feeds/${id}.${ending}">${label}</a></td>`)}</tr>`,
  );
  const languages = LANGUAGES.map(
    (lang) => html`<a class="tag" href="/feeds/all.atom?lang=${lang}">${languageName(lang)}</a> `,
  );
  return pageResponse({
    title: 'Output feeds',
    place: 'none',
    timeZone: context.deps.timeZone,
    alternates: outputFeedLinks(null, null, context),
    main: html`<h1>Output feeds</h1>
<p>What is tagged as on the subject, newest first, without copies. Any feed reader can subscribe. Add <code>?lang=ko</code> for one language.</p>
<p class="meta">Every topic in one language: ${languages}</p>
<div class="scroll"><table class="data narrow"><thead><tr><th scope="col">Topic</th>${FORMATS.map(([, label]) => html`<th scope="col">${label}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div>
<p class="meta">Programs read the <a href="/api/v1/stories">JSON interface</a> under <code>/api/v1/</code>.</p>`,
  });
}

/** The feeds of a topic and language for a page's head. */
export function outputFeedLinks(
  topic: string | null,
  lang: string | null,
  context: WebContext,
): NonNullable<Page['alternates']> {
  const query = lang === null ? '' : `?${new URLSearchParams({ lang }).toString()}`;
  const name = topic === null ? 'Pactwatch' : `Pactwatch: ${context.topicName(topic)}`;
  return FORMATS.map(([ending, label, type]) => ({
    href: `/feeds/${encodeURIComponent(topic ?? 'all')}.${ending}${query}`,
    type,
    title: `${name} (${label})`,
  }));
}
