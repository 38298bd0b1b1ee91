// The form that narrows a list, and the links that page through it. Plain GET, so that every view has an address.
import { languageName } from '../digest/wording.ts';
import { html, type Markup } from '../lib/html.ts';
import type { WebContext } from './context.ts';
import { type ListRequest, renderQueryString } from './filter.ts';

const LANGUAGES = ['en', 'ko', 'ru', 'uk', 'ja', 'zh', 'de', 'fr', 'es', 'pl'];
const STRENGTH_NAMES = [
  ['core', 'On the subject'],
  ['passing', 'In passing'],
  ['none', 'Off the subject'],
  ['any', 'Everything'],
] as const;

type Option = readonly [value: string, label: string];

/** The form with what was asked filled in. */
export function filterForm(
  action: '/stories' | '/items',
  { filter, order, asked }: ListRequest,
  context: WebContext,
): Markup {
  const topics = context.deps.topicNames.map(({ id, name }): Option => [id, name]);
  const families = context.feeds.families().map((family): Option => [family, family]);
  const sort =
    filter.query !== null && action === '/items'
      ? select('order', 'Order', order, [
          ['best', 'Best match first'],
          ['newest', 'Newest first'],
        ])
      : null;
  const hidden = ['feed', 'rule']
    .filter((name) => asked[name] !== undefined)
    .map((name) => html`<input type="hidden" name="${name}" value="${asked[name] ?? ''}">`);
  const narrowed = Object.keys(asked).length > 0;
  const open =
    ['topic', 'lang', 'family', 'since', 'until'].some((name) => asked[name] !== undefined) ||
    filter.strength === 'passing' ||
    filter.strength === 'none';
  return html`<form class="filters" action="${action}" method="get">
<div class="search"><label>Words <input type="search" name="q" value="${filter.query ?? ''}" maxlength="200" placeholder="such as 북한군 Курск"></label> <button type="submit">Show</button>${narrowed ? html` <a href="${action}">Clear</a>` : null}</div>
<details class="more"${open ? html` open` : null}><summary>Filters</summary><div class="fields">
${select('topic', 'Topic', filter.topic, [['', 'Every topic'], ...topics])}
${select('lang', 'Language', filter.lang, [['', 'Every language'], ...LANGUAGES.map((lang): Option => [lang, languageName(lang)])])}
${select('strength', 'Strength', filter.strength, STRENGTH_NAMES)}
${select('family', 'Outlet family', filter.family, [['', 'Every family'], ...families])}
<label>From day <input type="date" name="since" value="${asked['since']?.slice(0, 10) ?? ''}"></label>
<label>To day <input type="date" name="until" value="${asked['until']?.slice(0, 10) ?? ''}"></label>
${sort}${hidden}
</div></details>
</form>
${hidden.length > 0 ? html`<p class="meta">Narrowed to ${asked['feed'] === undefined ? null : html`feed <code>${asked['feed']}</code> `}${asked['rule'] === undefined ? null : html`rule <code>${asked['rule']}</code> `}<a href="${action}${renderQueryString(asked, { feed: null, rule: null })}">lift</a></p>` : null}`;
}

/** Links to the first and the next slice. */
export function pager(action: string, { asked, cursor }: ListRequest, next: string | null): Markup | null {
  if (cursor === null && next === null) return null;
  const first = cursor === null ? null : html`<a href="${action}${renderQueryString(asked)}">First page</a>`;
  const more =
    next === null
      ? null
      : html`<a class="next" rel="next" href="${action}${renderQueryString(asked, { cursor: next })}">Next page</a>`;
  return html`<nav class="pager" aria-label="Pages of the list">${first} ${more}</nav>`;
}

function select(name: string, label: string, chosen: string | null, options: readonly Option[]): Markup {
  const known = chosen === null || chosen === '' || options.some(([value]) => value === chosen);
  const all: readonly Option[] = known || chosen === null ? options : [...options, [chosen, chosen]];
  return html`<label>${label} <select name="${name}">${all.map(([value, text]) => html`<option value="${value}"${value === (chosen ?? '') ? html` selected` : null}>${text}</option>`)}</select></label>`;
}
