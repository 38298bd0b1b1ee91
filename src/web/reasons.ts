// Why an item was tagged, as marked words in its text and as a table a reader can check.
import { html, type Markup } from '../lib/html.ts';
import type { ItemField, Reason } from '../model/verdict.ts';

/** The distinct words that spoke for the item, strongest first: `북한군 +3, Kursk +2`. */
export function shortWhy(reasons: readonly Reason[], limit = 4): string {
  const strongest = [...reasons].sort((a, b) => b.weight - a.weight);
  const words = [...new Map(strongest.map((reason) => [reason.text.toLowerCase(), reason])).values()];
  return words
    .slice(0, limit)
    .map(({ text, weight }) => `${text} ${signed(weight)}`)
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

/** Every reason with its rule, place and weight. */
export function reasonTable(reasons: readonly Reason[]): Markup {
  if (reasons.length === 0) return html`<p class="quiet">No rule spoke.</p>`;
  const rows = [...reasons]
    .sort((a, b) => b.weight - a.weight)
    .map(
      ({ rule, field, text, weight }) =>
        html`<tr><td data-label="Words" dir="auto">${text}</td><td data-label="Where">${field}</td><td data-label="Rule"><a href="/items?rule=${encodeURIComponent(rule)}"><code>${rule}</code></a></td><td data-label="Weight" class="num">${signed(weight)}</td></tr>`,
    );
  return html`<div class="scroll"><table class="data stack"><thead><tr><th scope="col">Words</th><th scope="col">Where</th><th scope="col">Rule</th><th scope="col" class="num">Weight</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

function signed(weight: number): string {
  const rounded = Math.round(weight * 100) / 100;
  return rounded > 0 ? `+${rounded}` : String(rounded).replace('-', '−');
}
