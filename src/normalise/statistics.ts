// The statistical language detector, loaded when a text first needs it: its tables take 150 MB and 0.2 s.
import { createRequire, findPackageJSON } from 'node:module';
import type { eld } from 'eld/small';

type Detector = typeof eld;

let detector: Detector | null = null;

/** The detector, restricted to `subset` when it is first loaded. */
export function languageStatistics(subset: string[]): Detector {
  if (detector === null) {
    // eld exports its entries to `import` alone, which cannot wait for a need in code that does not wait.
    const manifest = findPackageJSON('eld', import.meta.url);
    if (manifest === undefined) throw new Error('the package eld is not installed');
    const loaded = createRequire(manifest)('./src/entries/static.small.js') as { readonly eld: Detector };
    detector = loaded.eld;
    detector.setLanguageSubset(subset);
  }
  return detector;
}
