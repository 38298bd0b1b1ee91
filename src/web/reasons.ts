// Why an item was tagged, as marked words in its text and as a table a reader can check.
import { html, type Markup } from '../lib/html.ts';
import type { ItemField, Reason } from '../model/verdict.ts';

const TOPIC_PREFIX = 'topic/';

/** The distinct words that spoke for the item, strongest first, as digests say it: `«북한군» in the title`. */
export function shortWhy(reasons: readonly Reason[], limit = 4): string {
  const strongest = reasons
    .filter(({ weight, text }) => weight > 0 && text !== '')
    .toSorted((a, b) => b.weight - a.weight);
  const distinct = new Map(strongest.toReversed().map((reason) => [reason.text.toLowerCase(), reason]));
  return [...distinct.values()]
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, limit)
    .map(({ text, field }) => `«${text}» in the ${field}`)
    .join(', ');
}

/** The text with every word marked that a reason points at. */
export function markedText(text: string, field: ItemField, reasons: readonly Reason[]): Markup {
  const spans = reasons
    .filter((reason) => reason.field === field && reason.span[0] >= 0 && reason.span[1] <= text.length)
    .map(({ span }) => span)
    .sort((a, b) => a[0] - b[0]);
  const parts: (string | Markup)[] = [];
  let done = 0;
  for (const [start, end] of spans) {
    if (start < done || end <= start) continue;
    parts.push(text.slice(done, start), html`<mark>${text.slice(start, end)}</mark>`);
    done = end;
  }
  parts.push(text.slice(done));
  return html`${parts}`;
}

/** Every reason with its rule, place and weight: first those for the subject, then, folded, those for its topics. */
export function reasonTable(reasons: readonly Reason[]): Markup {
  const forSubject = reasons.filter(({ rule }) => !rule.startsWith(TOPIC_PREFIX));
  const forTopics = reasons.filter(({ rule }) => rule.startsWith(TOPIC_PREFIX));
  const topics =
    forTopics.length === 0
      ? null
      : html`<details><summary>Evidence for its topics</summary>${table(forTopics)}</details>`;
  return html`${forSubject.length === 0 ? html`<p class="quiet">No rule for the subject spoke.</p>` : table(forSubject)}${topics}`;
}

// One row a rule: its words with their places, and its whole weight, which its reasons share.
function table(reasons: readonly Reason[]): Markup {
  const rules = [...Map.groupBy(reasons, ({ rule }) => rule)]
    .map(([rule, spoken]) => ({ rule, spoken, weight: spoken.reduce((sum, { weight }) => sum + weight, 0) }))
    .toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  const rows = rules.map(
    ({ rule, spoken, weight }) =>
      html`<tr><td data-label="Rule"><a href="/items?rule=${encodeURIComponent(rule)}"><code>${rule}</code></a></td><td data-label="Words">${words(spoken)}</td><td data-label="Weight" class="num">${signed(weight)}</td></tr>`,
  );
  return html`<div class="scroll"><table class="data stack"><thead><tr><th scope="col">Rule</th><th scope="col">Words</th><th scope="col" class="num">Weight</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

function words(reasons: readonly Reason[]): Markup {
  const distinct = [...new Map(reasons.map((reason) => [`${reason.field} ${reason.text}`, reason])).values()];
  const parts = distinct.map(
    ({ text, field }, index) =>
      html`${index === 0 ? '' : ', '}<span dir="auto">${text}</span> <span class="quiet">${field}</span>`,
  );
  return html`${parts}`;
}

function signed(weight: number): string {
  const rounded = Math.round(weight * 100) / 100;
  return rounded > 0 ? `+${rounded}` : String(rounded).replace('-', '−');
}
