// One item: its text with the words marked that spoke for it, its story, its copies, its revisions.
import { languageName } from '../../digest/wording.ts';
import { html, type Markup } from '../../lib/html.ts';
import type { WholeItem } from '../../store/item-list.ts';
import type { WebContext } from '../context.ts';
import { pageResponse } from '../layout.ts';
import { badge, outsideLink, stateBadge, strengthBadge, topicTags } from '../marks.ts';
import { markedText, reasonTable } from '../reasons.ts';
import type { WebRequest } from '../request.ts';
import type { WebResponse } from '../response.ts';
import { revisionList } from '../revisions.ts';
import { joinedArticle } from '../story-facts.ts';
import { when, whenWithDistance } from '../when.ts';
import { missingResponse } from './complaint.ts';
import { shownIn } from './digests.ts';

/** `/items/ID`. */
export function itemPage(
  _request: WebRequest,
  context: WebContext,
  [id = '']: readonly string[],
): WebResponse {
  const item = context.items.find(Number(id));
  if (item === null) return missingResponse(`There is no item ${id}, or it is no longer stored.`);
  return pageResponse({
    title: item.title === '' ? `Item ${item.id}` : item.title,
    place: 'items',
    timeZone: context.deps.timeZone,
    main: body(item, context),
  });
}

function body(item: WholeItem, context: WebContext): Markup {
  const title = item.title === '' ? 'Without a title' : item.title;
  return html`<article>
<p class="meta">Item ${item.id} ${stateBadge(item)} ${strengthBadge(item.strength)} ${item.held ? badge('held back', 'warn') : null}</p>
<h1 lang="${item.lang}" dir="auto">${markedText(title, 'title', item.reasons)}</h1>
<p class="meta">${topicTags(item.topics, context.topicName, '/items')}</p>
${facts(item, context)}
${text('Summary', 'summary', item.fullSummary, item)}
${item.content === item.fullSummary ? null : text('Content', 'content', item.content, item)}
<section><h2>${item.strength === 'core' ? 'Why it was tagged' : 'What the rules saw'}</h2>
<p>Strength <strong>${item.strength}</strong>, score ${Math.round(item.score * 10) / 10}${item.ruleVersion === null ? null : html`, rules <code>${item.ruleVersion}</code>`}.</p>
${reasonTable(item.reasons)}</section>
<section><h2>Seen elsewhere</h2>${elsewhere(item, context)}</section>
<section><h2>Revisions</h2>${revisionList(context.items.revisions([item.id]), new Map([[item.id, item]]), context)}</section>
<section><h2>Shown in digests</h2>${shownIn([item.id], context)}</section>
</article>`;
}

function facts(item: WholeItem, { deps, items }: WebContext): Markup {
  const now = deps.clock.now();
  const story = item.storyId === null ? [] : items.membersOf([item.storyId]).map(joinedArticle);
  const why = deps.joins.explain(story, item.id).get(item.id) ?? '';
  return html`<dl class="facts">
<div><dt>Outlet</dt><dd><a href="/feeds/${encodeURIComponent(item.feedId)}">${item.outlet}</a></dd></div>
<div><dt>Published</dt><dd>${item.publishedAt === null ? 'not said' : when(item.publishedAt, deps.timeZone)}</dd></div>
<div><dt>First seen</dt><dd>${whenWithDistance(item.firstSeenAt, now, deps.timeZone)}</dd></div>
<div><dt>Language</dt><dd>${languageName(item.lang)}</dd></div>
${item.author === null ? null : html`<div><dt>Author</dt><dd dir="auto">${item.author}</dd></div>`}
${item.storyId === null ? null : html`<div class="wide"><dt>Story</dt><dd><a href="/stories/${item.storyId}">Story ${item.storyId}</a>: <span class="quiet">${why}</span></dd></div>`}
${item.copyOf === null ? null : html`<div><dt>Copy of</dt><dd><a href="/items/${item.copyOf}">item ${item.copyOf}</a></dd></div>`}
${item.url === null ? null : html`<div class="wide"><dt>Original</dt><dd class="break">${outsideLink(item.url, item.url, 'und')}</dd></div>`}
</dl>`;
}

function text(heading: string, field: 'summary' | 'content', value: string, item: WholeItem): Markup | null {
  if (value === '') return null;
  const paragraphs = markedText(value, field, item.reasons);
  return html`<section><h2>${heading}</h2><div class="prose" lang="${item.lang}" dir="auto">${paragraphs}</div></section>`;
}

function elsewhere(item: WholeItem, { items, deps }: WebContext): Markup {
  const sightings = items.sightings([item.id]);
  if (sightings.length === 0) return html`<p class="quiet">Only at ${item.feedName}.</p>`;
  const rows = sightings.map(
    ({ feedName, title, url, seenAt }) =>
      html`<li>${when(seenAt, deps.timeZone)} ${feedName}: ${outsideLink(title, url, item.lang)}</li>`,
  );
  return html`<ul class="notes">${rows}</ul>`;
}
