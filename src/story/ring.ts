// Rings in flat arrays: the entry of document n lies at n modulo the size, a power of two.

/** Copies the entries `start` to `end` of one ring into a larger one. Sizes are powers of two. */
export function regrow<T extends Int32Array | Float64Array | Uint8Array>(
  from: T,
  to: T,
  start: number,
  end: number,
): T {
  for (let at = start; at < end; at++) to[at & (to.length - 1)] = from[at & (from.length - 1)] ?? 0;
  return to;
}
