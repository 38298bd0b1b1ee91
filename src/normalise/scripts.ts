// Counts the letters of a text by script, in one pass over its UTF-16 units.

export interface ScriptCounts {
  readonly hangul: number;
  readonly kana: number;
  readonly han: number;
  readonly latin: number;
  readonly cyrillic: number;
  /** Letters of any other script. */
  readonly other: number;
}

/** How many letters of each script the text has. */
export function countScripts(text: string): ScriptCounts {
  const counts = { hangul: 0, kana: 0, han: 0, latin: 0, cyrillic: 0, other: 0 };
  for (let i = 0; i < text.length; i++) {
    const script = scriptOf(text.charCodeAt(i));
    if (script !== null) counts[script]++;
  }
  return counts;
}

function scriptOf(unit: number): keyof ScriptCounts | null {
  if (unit < 0x41) return null;
  if (unit < 0x250) return isLatin(unit) ? 'latin' : null;
  if (unit < 0x370) return null;
  if (unit >= 0x400 && unit <= 0x52f) return 'cyrillic';
  if (unit < 0x1e00) return unit >= 0x1100 && unit <= 0x11ff ? 'hangul' : 'other';
  if (unit <= 0x1eff) return 'latin';
  if (unit <= 0x1fff) return 'other';
  if (unit >= 0xac00 && unit <= 0xd7a3) return 'hangul';
  if (unit >= 0x3041 && unit <= 0x30ff) return unit === 0x30fb ? null : 'kana';
  if (unit >= 0xff66 && unit <= 0xff9d) return 'kana';
  if (unit >= 0x3400 && unit <= 0x9fff) return 'han';
  if (unit >= 0xf900 && unit <= 0xfaff) return 'han';
  return unit >= 0xfb1d && unit <= 0xfefc ? 'other' : null;
}

function isLatin(unit: number): boolean {
  return (unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a
    ? unit < 0x7b
    : unit >= 0xc0 && unit !== 0xd7 && unit !== 0xf7;
}
