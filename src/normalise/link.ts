// Makes the addresses in a feed absolute, and refuses those that are no place to read.

/** Where relative addresses may be resolved, nearest first; each may itself be relative to the next. */
export type BaseChain = readonly (string | null | undefined)[];

const READABLE = new Set(['http:', 'https:', 'ftp:', 'ftps:', 'gopher:', 'magnet:']);
const MAX_LENGTH = 8_192;

/**
 * The absolute form of a feed's address (RFC 3986 section 5), or null where it is empty, cannot be resolved or leads to
 * no page (`mailto:`, `javascript:`, `data:`). An address that is absolute already keeps its spelling.
 */
export function absoluteUrl(reference: string | null, bases: BaseChain): string | null {
  if (reference === null || reference.length > MAX_LENGTH) return null;
  const tidy = tidyReference(reference);
  if (tidy === '') return null;
  if (/^[a-z][a-z0-9+.-]*:/i.test(tidy)) {
    const url = URL.parse(tidy);
    if (url === null || !READABLE.has(url.protocol)) return null;
    return tidy.includes('://') || url.protocol === 'magnet:' ? tidy : url.href;
  }
  const base = effectiveBase(bases);
  if (tidy.startsWith('//')) return URL.parse(tidy, base ?? 'https://host.invalid')?.href ?? null;
  if (/^www\.[a-z0-9-]+\.[a-z]/i.test(tidy)) return URL.parse(`http://${tidy}`)?.href ?? null;
  const url = base === null ? null : URL.parse(tidy, base);
  return url !== null && READABLE.has(url.protocol) ? url.href : null;
}

/** A relative address as it stands, less white space; null where the text is empty or has a scheme. */
export function relativeReference(reference: string | null): string | null {
  if (reference === null || reference.length > MAX_LENGTH || /\s/.test(reference.trim())) return null;
  const tidy = tidyReference(reference);
  return tidy === '' || /^[a-z][a-z0-9+.-]*:|[<>"]/i.test(tidy) ? null : tidy;
}

/** Resolves a chain of bases from the outermost to the nearest; links inside a document keep its own spelling. */
export function effectiveBase(bases: BaseChain): string | null {
  let base: string | null = null;
  for (const candidate of bases.toReversed()) {
    const tidy = candidate == null ? '' : tidyReference(candidate);
    if (tidy === '') continue;
    const url: URL | null = base === null ? URL.parse(tidy) : URL.parse(tidy, base);
    if (url !== null && READABLE.has(url.protocol)) base = url.href;
  }
  return base;
}

/** Line ends and tabs inside go, blanks are escaped, `&amp;` escaped once too often is `&`. */
function tidyReference(reference: string): string {
  const trimmed = reference.replaceAll(/[\u0000-\u001f\u007f\ufeff\u200b]+/g, '').trim();
  const decoded = trimmed.includes('&') ? trimmed.replaceAll(/&(?:amp|#0*38|#x0*26);/gi, '&') : trimmed;
  return decoded.includes(' ') ? decoded.replaceAll(' ', '%20') : decoded;
}
