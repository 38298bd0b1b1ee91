// One spelling for percent-escapes, so that `%c3%a9`, `%C3%A9` and `é` are one address.

const KEPT_IN_PATH = new Set(['%2F', '%3F', '%23', '%25', '%5C']);
const KEPT_IN_QUERY = new Set(['%26', '%3D', '%23', '%25', '%2B']);

/** Decodes what an escape need not hide in a path, writes the rest in upper case. */
export function tidyPath(path: string): string {
  return path.includes('%') ? tidy(path, KEPT_IN_PATH) : path;
}

/** The same for one name or one value of a query; `+` is a space there. */
export function tidyQueryPart(part: string): string {
  const spaced = part.includes('+') ? part.replaceAll('+', '%20') : part;
  return spaced.includes('%') ? tidy(spaced, KEPT_IN_QUERY) : spaced;
}

function tidy(text: string, kept: ReadonlySet<string>): string {
  return text.replaceAll(/%[0-9a-f]{2}/gi, (escape) => {
    const upper = escape.toUpperCase();
    const unit = Number.parseInt(upper.slice(1), 16);
    if (unit <= 0x20 || unit >= 0x7f || kept.has(upper)) return upper;
    return String.fromCharCode(unit);
  });
}
