// Rules: which concepts spoke in the last 30 days, how often, and when.
import { DAY_MS } from '../../lib/clock.ts';
import { html, type Markup } from '../../lib/html.ts';
import type { RuleDay } from '../../store/pages.ts';
import { columnChart } from '../chart.ts';
import type { WebContext } from '../context.ts';
import { pageResponse } from '../layout.ts';
import { badge } from '../marks.ts';
import type { WebRequest } from '../request.ts';
import type { WebResponse } from '../response.ts';
import { number, when } from '../when.ts';

const DAYS = 30;

interface RuleHits {
  readonly rule: string;
  readonly shadow: boolean;
  readonly days: readonly number[];
  readonly total: number;
}

/** `/rules`. */
export function rulesPage(_request: WebRequest, context: WebContext): WebResponse {
  const { overview, deps } = context;
  const firstDay = Math.floor(deps.clock.now() / DAY_MS) - (DAYS - 1);
  const hits = gather(overview.ruleDays(dayName(firstDay)), firstDay);
  const shown = hits.filter(({ shadow }) => !shadow);
  const shadows = hits.filter(({ shadow }) => shadow);
  const version = overview.ruleVersion();
  return pageResponse({
    title: 'Rules',
    place: 'rules',
    timeZone: context.deps.timeZone,
    main: html`<h1>Rules</h1>
<p class="meta">Hits of the last ${DAYS} days, counted per UTC day.${version === null ? null : html` In force: <code>${version.version}</code>, last used ${when(version.taggedAt, deps.timeZone)}.`}</p>
${shown.length === 0 ? html`<p class="empty">No rule has spoken in this time.</p>` : ruleTable(shown, true)}
${shadows.length === 0 ? null : html`<section><h2>On trial</h2><p class="meta">These rules are counted and change nothing.</p>${ruleTable(shadows, false)}</section>`}`,
  });
}

function ruleTable(rules: readonly RuleHits[], linked: boolean): Markup {
  const most = Math.max(1, ...rules.map(({ total }) => total));
  const rows = rules.map(({ rule, shadow, days, total }) => {
    const name = linked
      ? html`<a href="/items?rule=${encodeURIComponent(rule)}"><code>${rule}</code></a>`
      : html`<code>${rule}</code>`;
    const week = days.slice(-7).reduce((sum, value) => sum + value, 0);
    const label = `${rule}: ${total} hits in ${DAYS} days`;
    return html`<tr><td data-label="Rule" class="break">${name} ${shadow ? badge('on trial') : null}</td><td data-label="30 days" class="num">${number(total)}<progress max="${most}" value="${total}" aria-hidden="true"></progress></td><td data-label="7 days" class="num">${number(week)}</td><td data-label="By day">${columnChart({ values: days, scale: 0, height: 24, label, kind: 'spark' })}</td></tr>`;
  });
  return html`<div class="scroll"><table class="data stack rules"><thead><tr><th scope="col">Rule</th><th scope="col" class="num">30 days</th><th scope="col" class="num">7 days</th><th scope="col">By day</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

function gather(rows: readonly RuleDay[], firstDay: number): RuleHits[] {
  const groups = Map.groupBy(rows, ({ rule, shadow }) => `${shadow} ${rule}`);
  return [...groups.values()]
    .map((group): RuleHits => {
      const days = Array.from({ length: DAYS }, () => 0);
      for (const { day, hits } of group) {
        const index = Math.round(Date.parse(day) / DAY_MS) - firstDay;
        if (index >= 0 && index < DAYS) days[index] = hits;
      }
      const [first] = group;
      const total = days.reduce((sum, value) => sum + value, 0);
      return { rule: first?.rule ?? '', shadow: first?.shadow === 1, days, total };
    })
    .sort((a, b) => b.total - a.total || a.rule.localeCompare(b.rule));
}

function dayName(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
