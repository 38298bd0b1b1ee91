// Says in one line why an item is tagged, from the reasons its verdict bears.
import type { Reason, Verdict } from '../model/verdict.ts';

/** Such as `why: «северокорейские военные» in the title, «Курск» in the summary`; empty where nothing speaks for it. */
export function explainShort(verdict: Pick<Verdict, 'reasons'>, most = 4): string {
  const seen = new Set<string>();
  const shown: Reason[] = [];
  const strongest = verdict.reasons
    .filter(({ weight, text }) => weight > 0 && text !== '')
    .toSorted((a, b) => b.weight - a.weight);
  for (const reason of strongest) {
    const name = reason.text.toLowerCase();
    if (seen.has(name) || shown.length === most) continue;
    seen.add(name);
    shown.push(reason);
  }
  return shown.length === 0
    ? ''
    : `why: ${shown.map(({ text, field }) => `«${text}» in the ${field}`).join(', ')}`;
}
