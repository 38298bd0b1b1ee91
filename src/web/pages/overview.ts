// The overview: what is wrong, what came in, what is due, the newest stories, ninety days at a glance, the last digests.
import { shortTime } from '../../digest/wording.ts';
import { DAY_MS } from '../../lib/clock.ts';
import { html, type Markup } from '../../lib/html.ts';
import type { Intake } from '../../store/pages.ts';
import { storyCard } from '../cards.ts';
import type { WebContext } from '../context.ts';
import { parseListRequest } from '../filter.ts';
import { pageResponse } from '../layout.ts';
import { sliceStories } from '../lists.ts';
import type { WebRequest } from '../request.ts';
import type { WebResponse } from '../response.ts';
import { timelineSection } from '../timeline.ts';
import { amount, number, relative, when } from '../when.ts';
import { digestList } from './digests.ts';
import { outputFeedLinks } from './subscribe.ts';

const STORIES_SHOWN = 6;
const DIGESTS_SHOWN = 5;

/** `/`. */
export function overviewPage(_request: WebRequest, context: WebContext): WebResponse {
  const sums = context.overview.intake(context.deps.clock.now() - DAY_MS);
  return pageResponse({
    title: 'Overview',
    place: 'overview',
    timeZone: context.deps.timeZone,
    alternates: outputFeedLinks(null, null, context),
    main: html`<h1 class="visually-hidden">Overview</h1>
${verdict(sums, context)}
${intake(sums, context)}
<div class="split">
<section><h2><a href="/stories">Newest stories</a></h2>${newestStories(context)}</section>
<div>
<section><h2>What is due</h2>${due(context)}</section>
<section><h2><a href="/digests">Last digests</a></h2>${digestList(context.digests.list(DIGESTS_SHOWN, null), context)}</section>
</div>
</div>
${timelineSection(context)}`,
  });
}

function verdict(sums: Intake, context: WebContext): Markup {
  const { healthy, problems } = context.deps.health();
  const lines = [...problems, ...troubles(sums, context)];
  if (lines.length === 0)
    return html`<p class="notice good"><strong>All is well.</strong> Every feed is read, no channel is suspended, nothing is held back.</p>`;
  const title = healthy ? 'Worth a look' : 'Something is wrong';
  return html`<div class="notice ${healthy ? 'warn' : 'bad'}"><p><strong>${title}</strong></p><ul>${lines.map((line) => html`<li>${line}</li>`)}</ul></div>`;
}

function troubles({ feedsRead }: Intake, { overview, deps }: WebContext): Markup[] {
  const { timeZone } = deps;
  const unread = feedsRead === 0 ? [html`No feed was read in the last 24 hours.`] : [];
  const bad = overview
    .feedsByHealth()
    .filter(({ health }) => ['failing', 'dead', 'gone', 'silent', 'empty'].includes(health))
    .map(
      ({ health, feeds }) => html`<a href="/feeds?health=${health}">${amount(feeds, 'feed')} ${health}</a>`,
    );
  const feeds =
    bad.length === 0 ? [] : [html`${bad.map((link, index) => html`${index === 0 ? '' : ', '}${link}`)}`];
  const suspended = overview
    .suspendedChannels()
    .map(
      ({ channel, suspendedAt, code, detail }) =>
        html`Channel <strong>${channel}</strong> is suspended since ${when(suspendedAt, timeZone)}: ${code ?? ''} ${deps.redact(detail ?? '')}. Mend it, then <code>pactwatch outbox retry</code>.`,
    );
  const dead = overview
    .queues()
    .filter(({ state }) => state === 'dead')
    .map(
      ({ channel, messages }) =>
        html`${amount(messages, 'message')} to <strong>${channel}</strong> given up. List them with <code>pactwatch outbox list</code>.`,
    );
  const held = overview
    .heldBatches()
    .map(
      ({ id, feedId, items, reason }) =>
        html`${amount(items, 'item')} of <a href="/feeds/${encodeURIComponent(feedId)}">${feedId}</a> held back: ${reason}. Release or drop batch ${id} with <code>pactwatch held</code>.`,
    );
  return [...unread, ...feeds, ...suspended, ...dead, ...held];
}

function intake(sums: Intake, { overview, deps }: WebContext): Markup {
  const now = deps.clock.now();
  const feeds = overview.feedsByHealth().reduce((sum, row) => sum + row.feeds, 0);
  const figures: readonly (readonly [string, string, string, string])[] = [
    [number(sums.tagged), 'on the subject', 'new items of 24 h', '/items'],
    [
      number(sums.itemsNew),
      'new items',
      `${amount(sums.copies, 'copy', 'copies')}, ${number(sums.itemsChanged)} changed`,
      '/items?strength=any',
    ],
    [
      `${number(sums.feedsRead)} of ${number(feeds)}`,
      'feeds read',
      `${amount(sums.polls, 'poll')}, ${number(sums.failed)} failed`,
      '/feeds',
    ],
    [
      sums.lastPollAt === null ? 'never' : relative(sums.lastPollAt, now),
      'last poll',
      sums.lastPollAt === null ? '' : shortTime(sums.lastPollAt, deps.timeZone),
      '/feeds',
    ],
  ];
  return html`<section aria-label="The last 24 hours"><ul class="figures">${figures.map(([value, label, note, href]) => html`<li><a href="${href}"><strong>${value}</strong> <span>${label}</span> <small>${note}</small></a></li>`)}</ul></section>`;
}

function newestStories(context: WebContext): Markup {
  const asked = parseListRequest(new URLSearchParams({ limit: String(STORIES_SHOWN) }), {
    strength: 'core',
    timeZone: context.deps.timeZone,
  });
  if (!asked.ok) return html``;
  const { entries } = sliceStories(asked.value, context);
  if (entries.length === 0) return html`<p class="empty">Nothing on the subject is stored yet.</p>`;
  return html`<ol class="cards">${entries.map((story) => storyCard(story, context))}</ol><p><a href="/stories">All stories</a></p>`;
}

function due({ overview, deps }: WebContext): Markup {
  const now = deps.clock.now();
  const polls = overview.duePolls(now);
  const waiting = overview.queues().filter(({ state }) => state !== 'dead');
  const lines = [
    ...overview
      .dueDigests()
      .map(
        ({ id, nextDueAt }) =>
          html`<div><dt>Digest ${id}</dt><dd>${when(nextDueAt, deps.timeZone)} <span class="quiet">${relative(nextDueAt, now)}</span></dd></div>`,
      ),
    html`<div><dt>Polls</dt><dd>${polls.due === 0 ? 'none overdue' : `${number(polls.due)} due now`}${polls.nextAt === null ? null : html`, <span class="quiet">next ${relative(polls.nextAt, now)}</span>`}</dd></div>`,
    ...waiting.map(
      ({ channel, messages, oldestAt }) =>
        html`<div><dt>To ${channel}</dt><dd>${amount(messages, 'message')} waiting <span class="quiet">oldest ${relative(oldestAt, now)}</span></dd></div>`,
    ),
  ];
  return html`<dl class="due">${lines}</dl>`;
}
