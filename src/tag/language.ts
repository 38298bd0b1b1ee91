// Tells which languages' forms apply to a text: by its scripts, by what the feed says, and by its commonest words.
import type { TagInput } from '../model/verdict.ts';
import { guessLatin } from './latin-words.ts';

/** The language of a text and the codes of all languages whose forms may occur in it; null: any. */
export interface Languages {
  readonly lang: string;
  readonly active: readonly string[] | null;
}

/**
 * Decides the language. A declared one is believed unless the script speaks against it; but feeds declare the wrong one,
 * so a Latin text whose commonest words do not agree is searched for the forms of every language. Looks at the first 2,000
 * units.
 */
export function decideLanguages(input: TagInput): Languages {
  const sample =
    `${input.title}\n${input.summary === '' ? input.content.slice(0, 1500) : input.summary.slice(0, 1500)}`.slice(
      0,
      2000,
    );
  const script = countScripts(sample);
  const declared = declaredCode(input.lang);
  const active = new Set<string>();
  if (declared !== null) active.add(declared);
  let byScript: string | null = null;
  if (script.hangul > 0 && script.hangul * 3 >= script.latin + script.cyrillic) byScript = 'ko';
  else if (script.kana > 0) byScript = 'ja';
  else if (script.han > 0 && script.han * 3 >= script.latin) byScript = declared === 'ja' ? 'ja' : 'zh';
  else if (script.cyrillic > script.latin) byScript = script.ukrainian > 0 ? 'uk' : 'ru';
  if (byScript !== null) active.add(byScript);
  if (byScript === 'ru' || byScript === 'uk') for (const code of ['ru', 'uk']) active.add(code);
  if (script.latin === 0 || byScript !== null) return { lang: pick(declared, byScript), active: [...active] };
  const { guess, lead } = guessLatin(sample);
  const sure = guess !== null && (guess === declared || lead >= SURE_LEAD);
  return { lang: declared ?? guess ?? 'und', active: sure ? [...active.add(guess)] : null };
}

/** By how many words a language must lead to be believed against a declaration, or without one. */
const SURE_LEAD = 3;
const SAME_SCRIPT: ReadonlySet<string> = new Set(['ru uk', 'uk ru', 'zh ja', 'ja zh']);

function pick(declared: string | null, byScript: string | null): string {
  if (declared === null) return byScript ?? 'und';
  if (byScript === null || declared === byScript || SAME_SCRIPT.has(`${declared} ${byScript}`))
    return declared;
  return byScript;
}

function declaredCode(lang: string | null): string | null {
  const code = lang?.toLowerCase().split(/[-_]/u)[0] ?? '';
  return code === '' || code === 'und' ? null : code;
}

function countScripts(text: string): {
  hangul: number;
  kana: number;
  han: number;
  cyrillic: number;
  ukrainian: number;
  latin: number;
} {
  const count = { hangul: 0, kana: 0, han: 0, cyrillic: 0, ukrainian: 0, latin: 0 };
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if ((unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a) || (unit >= 0xc0 && unit < 0x250))
      count.latin++;
    else if (unit < 0x250) continue;
    else if (unit >= 0xac00 && unit <= 0xd7a3) count.hangul++;
    else if (unit >= 0x3041 && unit <= 0x30ff && unit !== 0x30fb) count.kana++;
    else if (unit >= 0x3400 && unit <= 0x9fff) count.han++;
    else if (unit >= 0x400 && unit <= 0x4ff) {
      count.cyrillic++;
      if (
        unit === 0x456 ||
        unit === 0x457 ||
        unit === 0x454 ||
        unit === 0x491 ||
        unit === 0x406 ||
        unit === 0x407 ||
        unit === 0x404
      )
        count.ukrainian++;
    }
  }
  return count;
}
