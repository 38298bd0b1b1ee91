// A story and an item as they stand in lists: headline in its language, who tells it, on what, and why it is here.
import { languageName } from '../digest/wording.ts';
import { HOUR_MS } from '../lib/clock.ts';
import { html, type Markup } from '../lib/html.ts';
import type { ListedItem } from '../store/item-list.ts';
import type { WebContext } from './context.ts';
import {
  badge,
  isWebAddress,
  languageList,
  outsideLink,
  stateBadge,
  strengthBadge,
  topicTags,
} from './marks.ts';
import { shortWhy } from './reasons.ts';
import { type StorySummary, toldAt } from './story-facts.ts';
import { amount, when, whenWithDistance } from './when.ts';

/** A story as a list entry, by its latest article. */
export function storyCard(story: StorySummary, context: WebContext): Markup {
  const { lead } = story;
  const { clock, timeZone } = context.deps;
  const state =
    story.stateMedia === 'only'
      ? badge('state media only', 'accent')
      : story.stateMedia === 'some'
        ? badge('state media among them')
        : null;
  const since =
    story.latestAt - story.firstAt < HOUR_MS ? null : html`, first told ${when(story.firstAt, timeZone)}`;
  return html`<li class="card">
<p class="meta">${whenWithDistance(story.latestAt, clock.now(), timeZone)}${since} · ${lead.outlet} · ${languageName(lead.lang)} ${strengthBadge(story.strength)}</p>
<h3><a href="/stories/${story.storyId}" lang="${lead.lang}" dir="auto">${lead.title}</a></h3>
${lead.summary === '' || lead.summary === lead.title ? null : html`<p class="summary" lang="${lead.lang}" dir="auto">${lead.summary}</p>`}
<p class="meta">${topicTags(story.topics.slice(0, 6), context.topicName, '/stories')}</p>
<p class="meta">${amount(story.independent, 'independent outlet')}, ${amount(story.articles, 'article')} in ${languageList(story.languages)} ${state}</p>
${why(lead)}
</li>`;
}

/** An item as a list entry. */
export function itemCard(item: ListedItem, context: WebContext): Markup {
  const { clock, timeZone } = context.deps;
  const marks = [
    strengthBadge(item.strength),
    stateBadge(item),
    item.copyOf === null ? null : badge('copy'),
    item.held ? badge('held back', 'warn') : null,
    item.revisedAt === null ? null : badge('revised', 'warn'),
  ].filter((mark) => mark !== null);
  const story =
    item.storyId === null ? null : html` · <a href="/stories/${item.storyId}">story ${item.storyId}</a>`;
  return html`<li class="card">
<p class="meta">${whenWithDistance(toldAt(item), clock.now(), timeZone)} · <a href="/feeds/${encodeURIComponent(item.feedId)}">${item.outlet}</a> · ${languageName(item.lang)}${story} ${marks}</p>
<h3><a href="/items/${item.id}" lang="${item.lang}" dir="auto">${item.title === '' ? 'Without a title' : item.title}</a></h3>
${item.summary === '' || item.summary === item.title ? null : html`<p class="summary" lang="${item.lang}" dir="auto">${item.summary}</p>`}
<p class="meta">${topicTags(item.topics, context.topicName, '/items')}${isWebAddress(item.url) ? outsideLink('Original', item.url, 'en') : null}</p>
${why(item)}
</li>`;
}

function why(item: ListedItem): Markup | null {
  if (item.reasons.length === 0) return null;
  return html`<p class="meta why">Why: <span dir="auto">${shortWhy(item.reasons)}</span> · <span class="quiet">score ${Math.round(item.score * 10) / 10}</span></p>`;
}
