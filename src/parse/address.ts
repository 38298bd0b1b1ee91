// Relative addresses against xml:base, as far as the document itself tells.
import { MAX_BASE_CHARS } from './limits.ts';

/** With a scheme, or a host's name that lacks one: the latter is no path, whatever RFC 3986 says. */
const ABSOLUTE = /^(?:[a-z][a-z0-9+.-]*:|www\.[a-z0-9-]+\.[a-z])/i;

/** Resolves `reference` against `base`; as it is where there is no base or it cannot be resolved. */
export function resolveAddress(reference: string, base: string | null): string {
  const trimmed = reference.trim();
  if (base === null || trimmed === '' || trimmed.startsWith('<') || ABSOLUTE.test(trimmed)) return trimmed;
  try {
    return new URL(trimmed, base).href;
  } catch {
    return trimmed;
  }
}

/** The base in force below an element of these attributes; null while no absolute one is known. */
export function baseBelow(attributes: ReadonlyMap<string, string>, outer: string | null): string | null {
  const declared = attributes.get('xml:base');
  if (declared === undefined) return outer;
  const resolved = resolveAddress(declared, outer);
  return resolved.length <= MAX_BASE_CHARS && /^https?:\/\/[^/]/i.test(resolved) ? resolved : outer;
}

/** Whether the text is an http(s) address. */
export function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s/]/i.test(text);
}
