// The statistical language detector, loaded when a text first needs it: its tables take 150 MB and 0.2 s.
import { createRequire } from 'node:module';
import type { eld } from 'eld/small';

type Detector = typeof eld;

let detector: Detector | null = null;

/** The detector, restricted to `subset` when it is first loaded. */
export function languageStatistics(subset: string[]): Detector {
  if (detector === null) {
    const loaded = createRequire(import.meta.url)('eld/small') as { readonly eld: Detector };
    detector = loaded.eld;
    detector.setLanguageSubset(subset);
  }
  return detector;
}
