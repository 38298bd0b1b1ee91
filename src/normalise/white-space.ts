// White space as readers see it: every run of it is one space, and signs that cannot be seen are gone.

// C0 and C1 controls, soft hyphen, zero-width space, word joiner, byte order mark, bidirectional overrides, signs for
// annotations and objects.
const INVISIBLE =
  /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u200b\u2060-\u2064\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffc]+/g;
const SPACES = /[\s\u0085\u180e]{2,}|[^\S ]|[\u0085\u180e]/g;

/** Trims, and makes every run of white space (no-break and ideographic spaces included) one space. Linear. */
export function foldSpace(text: string): string {
  return text.replaceAll(INVISIBLE, '').replaceAll(SPACES, ' ').trim();
}
