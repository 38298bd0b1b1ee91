// Ninety days of tagged stories: a column a day, one strip for all and one for each topic, and the same as a table.
import { DAY_MS } from '../lib/clock.ts';
import { html, type Markup } from '../lib/html.ts';
import type { StoryTopicDay } from '../store/pages.ts';
import { columnChart } from './chart.ts';
import type { WebContext } from './context.ts';
import { number, openDayCounter } from './when.ts';

const DAYS = 90;
const WEEK = 7;

export interface TopicStrip {
  readonly topic: string;
  /** Stories per day that were first reported with this topic, oldest day first. */
  readonly days: readonly number[];
  readonly total: number;
}

export interface Timeline {
  /** Every story once, on the day it was first reported. */
  readonly all: TopicStrip;
  /** Most stories first; a story counts under each of its topics. */
  readonly topics: readonly TopicStrip[];
}

/** Sorts stories into days. `dayOf` counts from the first of `days` days. Pure. */
export function planTimeline(
  rows: readonly StoryTopicDay[],
  days: number,
  dayOf: (at: number) => number,
): Timeline {
  const first = new Map<number, number>();
  const strips = new Map<string, number[]>();
  for (const { story, topic, at } of rows) {
    first.set(story, Math.min(first.get(story) ?? at, at));
    const strip = strips.get(topic) ?? emptyDays(days);
    strips.set(topic, addTo(strip, dayOf(at)));
  }
  const all = emptyDays(days);
  for (const at of first.values()) addTo(all, dayOf(at));
  const topics = [...strips]
    .map(([topic, values]) => toStrip(topic, values))
    .sort((a, b) => b.total - a.total);
  return { all: toStrip('all', all), topics };
}

/** The section of the overview. */
export function timelineSection({ overview, deps, topicName }: WebContext): Markup {
  const now = deps.clock.now();
  const sinceAt = now - (DAYS - 1) * DAY_MS;
  const dayOf = openDayCounter(sinceAt, deps.timeZone);
  const timeline = planTimeline(overview.storyTopics(sinceAt - DAY_MS), DAYS, dayOf);
  const dates = Array.from({ length: DAYS }, (_, index) => dateName(sinceAt + index * DAY_MS, deps.timeZone));
  const scale = Math.max(1, ...timeline.topics.flatMap(({ days }) => days));
  const most = Math.max(0, ...timeline.all.days);
  const strips = timeline.topics.map(
    (strip) =>
      html`<li><a href="/stories?topic=${encodeURIComponent(strip.topic)}">${topicName(strip.topic)}</a> <span class="quiet num">${number(strip.total)}</span>${columnChart({ values: strip.days, scale, height: 28, kind: 'timeline', label: `${topicName(strip.topic)}: ${strip.total} stories in ${DAYS} days, at most ${Math.max(0, ...strip.days)} a day` })}</li>`,
  );
  return html`<section class="timelines"><h2>Tagged stories a day, ${DAYS} days</h2>
<figure>${columnChart({ values: timeline.all.days, scale: 0, height: 96, kind: 'timeline', names: dates, label: `${timeline.all.total} stories in ${DAYS} days, at most ${most} a day` })}
<figcaption><span>${dates[0] ?? ''}</span> <span>${number(timeline.all.total)} stories, at most ${number(most)} a day</span> <span>${dates.at(-1) ?? ''}</span></figcaption></figure>
<ul class="strips">${strips}</ul>
<p class="quiet">A story counts under each of its topics; the strips share one scale, ${number(scale)} a day at most.</p>
<details><summary>The same as a table, by week</summary>${weekTable(timeline, dates, topicName)}</details>
</section>`;
}

function weekTable(
  timeline: Timeline,
  dates: readonly string[],
  topicName: (topic: string) => string,
): Markup {
  const ends = Array.from({ length: Math.ceil(DAYS / WEEK) }, (_, index) => DAYS - index * WEEK);
  const head = timeline.topics.map(({ topic }) => html`<th scope="col" class="num">${topicName(topic)}</th>`);
  const rows = ends.map((end) => {
    const start = Math.max(0, end - WEEK);
    const sum = (days: readonly number[]): number =>
      days.slice(start, end).reduce((total, value) => total + value, 0);
    const cells = timeline.topics.map(({ days }) => html`<td class="num">${sum(days)}</td>`);
    return html`<tr><th scope="row">${dates[start] ?? ''} to ${dates[end - 1] ?? ''}</th><td class="num">${sum(timeline.all.days)}</td>${cells}</tr>`;
  });
  return html`<div class="scroll"><table class="data weeks"><thead><tr><th scope="col">Days</th><th scope="col" class="num">Stories</th>${head}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

function emptyDays(days: number): number[] {
  return Array.from({ length: days }, () => 0);
}

function addTo(days: number[], day: number): number[] {
  const value = days[day];
  if (value !== undefined) days[day] = value + 1;
  return days;
}

function toStrip(topic: string, days: readonly number[]): TopicStrip {
  return { topic, days, total: days.reduce((sum, value) => sum + value, 0) };
}

function dateName(at: number, timeZone: string): string {
  return new Date(at).toLocaleDateString('en-GB', { timeZone, day: 'numeric', month: 'short' });
}
