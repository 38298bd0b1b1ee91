// Feeds: the state of each and why, when it is polled next and why, its last error with advice, its items per day.
import { languageName, span } from '../../digest/wording.ts';
import { html, type Markup } from '../../lib/html.ts';
import { DAY_MS } from '../../lib/clock.ts';
import type { ListedFeed, ListedPoll } from '../../store/feed-list.ts';
import { columnChart } from '../chart.ts';
import type { WebContext } from '../context.ts';
import { pageResponse } from '../layout.ts';
import { badge, healthBadge, stateBadge } from '../marks.ts';
import type { WebRequest } from '../request.ts';
import type { WebResponse } from '../response.ts';
import { amount, duration, localDay, number, relative, startOfDay, when, whenWithDistance } from '../when.ts';
import { missingResponse } from './complaint.ts';

const SPARK_DAYS = 30;
const POLLS_SHOWN = 40;
// Trouble first, then those without a word, then the rest.
const ORDER = ['failing', 'dead', 'gone', 'silent', 'empty', 'new', 'ok'];

/** `/feeds`. */
export function feedsPage(request: WebRequest, context: WebContext): WebResponse {
  const health = request.query.get('health');
  const all = context.feeds.list();
  const shown = all
    .filter((feed) => health === null || feed.health === health)
    .sort((a, b) => ORDER.indexOf(a.health) - ORDER.indexOf(b.health));
  const days = sparkValues(context);
  const rows = shown.map((feed) => feedRow(feed, days.get(feed.id) ?? [], context));
  return pageResponse({
    title: 'Feeds',
    place: 'feeds',
    timeZone: context.deps.timeZone,
    main: html`<h1>Feeds</h1>
<p class="meta">${healthLinks(all, health)}</p>
${rows.length === 0 ? html`<p class="empty">No feed is in this state.</p>` : html`<div class="scroll"><table class="data stack feeds"><thead><tr><th scope="col">Feed</th><th scope="col">State</th><th scope="col">Next poll</th><th scope="col">Last new item</th><th scope="col">Items a day, ${SPARK_DAYS} days</th></tr></thead><tbody>${rows}</tbody></table></div>`}`,
  });
}

/** `/feeds/ID`: with its latest polls. */
export function feedPage(
  _request: WebRequest,
  context: WebContext,
  [id = '']: readonly string[],
): WebResponse {
  const feed = context.feeds.find(id);
  if (feed === null) return missingResponse(`There is no feed ${id}.`);
  const values = sparkValues(context).get(feed.id) ?? [];
  const { deps } = context;
  const now = deps.clock.now();
  return pageResponse({
    title: feed.name,
    place: 'feeds',
    timeZone: context.deps.timeZone,
    main: html`<p class="meta">Feed <code>${feed.id}</code> ${healthBadge(feed.health)} ${stateBadge(feed)}</p>
<h1>${feed.name}</h1>
${trouble(feed, context)}
<dl class="facts">
<div><dt>Next poll</dt><dd>${plan(feed, context)}</dd></div>
<div><dt>Last read</dt><dd>${whenWithDistance(feed.lastSuccessAt, now, deps.timeZone)}</dd></div>
<div><dt>Last new item</dt><dd>${whenWithDistance(feed.lastNewItemAt, now, deps.timeZone)}</dd></div>
<div><dt>Publisher family</dt><dd><a href="/items?${new URLSearchParams({ family: feed.family }).toString()}">${feed.family}</a></dd></div>
<div><dt>Kind</dt><dd>${feed.kind}, ${feed.control}</dd></div>
<div><dt>Language</dt><dd>${feed.lang === null ? 'not set' : languageName(feed.lang)}</dd></div>
<div class="wide"><dt>Address</dt><dd class="break">${deps.redact(feed.url)}</dd></div>
</dl>
<p><a href="/items?${new URLSearchParams({ feed: feed.id, strength: 'any' }).toString()}">All its items</a></p>
<section><h2>Items a day, ${SPARK_DAYS} days</h2>${spark(values, feed.name, 48)}</section>
<section><h2>Latest polls</h2>${pollTable(context.feeds.polls(feed.id, POLLS_SHOWN), context)}</section>`,
  });
}

function feedRow(feed: ListedFeed, values: readonly number[], context: WebContext): Markup {
  const { clock, timeZone } = context.deps;
  return html`<tr><td data-label="Feed"><a href="/feeds/${encodeURIComponent(feed.id)}"><strong>${feed.name}</strong></a> ${stateBadge(feed)}<br><span class="quiet">${[feed.family.toLowerCase() === feed.name.toLowerCase() ? null : feed.family, feed.lang === null ? null : languageName(feed.lang)].filter((part) => part !== null).join(', ')}</span></td>
<td data-label="State">${healthBadge(feed.health)} ${feed.gapSince === null ? null : badge('gap', 'warn')} ${why(feed, context)}</td>
<td data-label="Next poll">${plan(feed, context)}</td>
<td data-label="Last new item">${whenWithDistance(feed.lastNewItemAt, clock.now(), timeZone)}</td>
<td data-label="Items a day">${spark(values, feed.name, 24)}</td></tr>`;
}

function why(feed: ListedFeed, { deps }: WebContext): Markup | null {
  if (feed.failureCode === null)
    return feed.health === 'silent' ? html`<span class="quiet">read, but nothing new</span>` : null;
  const since = feed.failingSince === null ? null : html` since ${when(feed.failingSince, deps.timeZone)}`;
  return html`<span class="quiet"><code>${feed.failureCode}</code>${since}, ${amount(feed.failures, 'failure')} in a row. ${withCode(deps.describeFeedFailure(feed.failureCode))}</span>`;
}

function trouble(feed: ListedFeed, { deps }: WebContext): Markup | null {
  const gap =
    feed.gapSince === null
      ? null
      : html`<p class="notice warn">Items may be missing since ${when(feed.gapSince, deps.timeZone)}: the feed's window moved on between two polls. It is polled more often until the window holds.</p>`;
  if (feed.failureCode === null) return gap;
  return html`<div class="notice bad"><p><strong>Not read since ${when(feed.failingSince, deps.timeZone)}</strong>, ${amount(feed.failures, 'failure')} in a row: <code>${feed.failureCode}</code> ${deps.redact(feed.failureDetail ?? '')}</p><p>${withCode(deps.describeFeedFailure(feed.failureCode))}</p></div>${gap}`;
}

/** What stands between backquotes is shown as code. */
function withCode(text: string): (Markup | string)[] {
  return text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part));
}

function plan(feed: ListedFeed, { deps }: WebContext): Markup {
  if (feed.nextPollAt === null) return html`<span class="quiet">not planned</span>`;
  // While it fails the reason alone says when: no rhythm is kept.
  const rhythm =
    feed.intervalMs === null || feed.failureCode !== null ? '' : `every ${span(feed.intervalMs)}: `;
  return html`${when(feed.nextPollAt, deps.timeZone)} <span class="quiet">${relative(feed.nextPollAt, deps.clock.now())}</span><br><span class="quiet">${rhythm}${feed.planReason ?? ''}</span>`;
}

function pollTable(polls: readonly ListedPoll[], { deps }: WebContext): Markup {
  if (polls.length === 0) return html`<p class="quiet">It has not been polled yet.</p>`;
  const rows = polls.map((poll) => {
    const tone = poll.result === 'failed' ? 'bad' : poll.result === 'new' ? 'good' : 'plain';
    const detail =
      poll.failureCode === null
        ? [poll.format, poll.charset, ...poll.defects.map(({ code }) => code)]
            .filter((part) => part !== null)
            .join(', ')
        : `${poll.failureCode}: ${deps.redact(poll.failureDetail ?? '')}`;
    return html`<tr><td data-label="When">${when(poll.startedAt, deps.timeZone)}</td><td data-label="Result">${badge(poll.result, tone)} ${poll.gap ? badge('gap', 'warn') : null} <span class="quiet">${poll.status ?? ''}</span></td><td data-label="New" class="num">${poll.itemsNew} of ${poll.itemsSeen}</td><td data-label="Tagged" class="num">${poll.tagged}</td><td data-label="Size" class="num">${number(Math.ceil(poll.bytes / 1024))} KB</td><td data-label="Time" class="num">${duration(poll.elapsedMs)}</td><td data-label="Detail"><span class="quiet">${detail}</span></td></tr>`;
  });
  return html`<div class="scroll"><table class="data stack"><thead><tr><th scope="col">When</th><th scope="col">Result</th><th scope="col" class="num">New</th><th scope="col" class="num">Tagged</th><th scope="col" class="num">Size</th><th scope="col" class="num">Time</th><th scope="col">Detail</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

function healthLinks(feeds: readonly ListedFeed[], chosen: string | null): Markup {
  const counts = Map.groupBy(feeds, ({ health }) => health);
  const links = ORDER.flatMap((health) => {
    const found = counts.get(health as ListedFeed['health'])?.length ?? 0;
    if (found === 0) return [];
    const current = health === chosen ? html` aria-current="true"` : null;
    return [html`<a class="tag" href="/feeds?health=${health}"${current}>${health} ${found}</a> `];
  });
  return html`${links}${chosen === null ? null : html`<a href="/feeds">All ${feeds.length}</a>`}`;
}

function sparkValues({ feeds, deps }: WebContext): ReadonlyMap<string, readonly number[]> {
  const today = localDay(deps.clock.now(), deps.timeZone);
  const sinceAt = startOfDay(today, deps.timeZone) - (SPARK_DAYS - 1) * DAY_MS;
  const values = new Map<string, number[]>();
  for (const { feedId, day, items } of feeds.days(sinceAt, DAY_MS)) {
    const list = values.get(feedId) ?? Array.from({ length: SPARK_DAYS }, () => 0);
    if (day >= 0 && day < SPARK_DAYS) list[day] = items;
    values.set(feedId, list);
  }
  return values;
}

function spark(values: readonly number[], name: string, height: number): Markup {
  const total = values.reduce((sum, value) => sum + value, 0);
  const filled = values.length === 0 ? Array.from({ length: SPARK_DAYS }, () => 0) : values;
  const label = `${name}: ${total} items in ${SPARK_DAYS} days, at most ${Math.max(0, ...values)} a day`;
  return html`${columnChart({ values: filled, scale: 0, height, label, kind: 'spark' })} <span class="quiet">${number(total)}</span>`;
}
