// White space as readers see it: every run of it is one space, and signs that cannot be seen are gone.

// C0/C1 controls, zero-width space, word joiner, byte order mark, bidirectional overrides, interlinear and object signs.
const INVISIBLE =
  /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u200b\u2060-\u2064\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffc]+/g;
const SPACES = /[\s\u0085\u180e]+/g;
const UNTIDY =
  /[^\u0021-\u007e\u00a1-\u00ac\u00ae-\u167f\u1681-\u180d\u180f-\u1fff\u2010-\u2027\u2030-\u205e\u3001-\ud7ff\ue000-\ufefe\uff00-\ufff8]/;

/** Trims, and makes every run of white space (no-break and ideographic spaces included) one space. Linear. */
export function foldSpace(text: string): string {
  if (!UNTIDY.test(text)) return text;
  return text.replaceAll(INVISIBLE, '').replaceAll(SPACES, ' ').trim();
}
