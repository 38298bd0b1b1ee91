// Charts as inline SVG without script or style attributes: columns per day, scaled to the width they are given.
import { html, type Markup } from '../lib/html.ts';

const COLUMN = 10;
const BAR = 7.5;

export interface Columns {
  readonly values: readonly number[];
  /** The value that fills the height; 0: the largest of them. */
  readonly scale: number;
  readonly height: number;
  /** What a screen reader says instead. */
  readonly label: string;
  readonly kind: 'timeline' | 'spark';
  /** What is said of each column when it is pointed at, such as its day. */
  readonly names?: readonly string[];
}

/** Columns side by side; a day with nothing shows its ground line, so that it can be told from a day without data. */
export function columnChart({ values, scale, height, label, kind, names }: Columns): Markup {
  const top = Math.max(1, scale === 0 ? Math.max(0, ...values) : scale);
  const width = values.length * COLUMN;
  const bars = values.flatMap((value, index) => {
    if (value <= 0) return [];
    const length = round(Math.max(2, Math.min(1, value / top) * (height - 1)));
    const bar = { x: index * COLUMN + (COLUMN - BAR) / 2, y: round(height - 1 - length), length };
    return [{ ...bar, title: `${names?.[index]}: ${value}` }];
  });
  // Bars without names are one shape: a page holds hundreds of such charts.
  const drawn =
    names === undefined
      ? html`<path d="${bars.map(({ x, y, length }) => `M${x} ${y}h${BAR}v${length}h-${BAR}z`).join('')}"/>`
      : bars.map(
          ({ x, y, length, title }) =>
            html`<rect x="${x}" y="${y}" width="${BAR}" height="${length}"><title>${title}</title></rect>`,
        );
  return html`<svg class="chart ${kind}" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" role="img" aria-label="${label}" focusable="false"><rect class="ground" x="0" y="${height - 1}" width="${width}" height="1"/>${drawn}</svg>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
