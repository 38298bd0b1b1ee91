// Packs what a channel shows into as few messages as its limits allow. Nothing is dropped and the order is kept.

export interface PackLimits<U> {
  /** Largest sum of sizes in one part. */
  readonly maxSize: number;
  /** Most blocks, embeds or cards in one part. */
  readonly maxUnits: number;
  readonly sizeOf: (unit: U) => number;
  /** How many of `maxUnits` a unit takes; one where not given. */
  readonly slotsOf?: (unit: U) => number;
}

/**
 * Greedy packing: the parts joined are the units. A unit larger than a part stands alone in one, so whoever makes
 * units keeps them within the limit.
 */
export function packUnits<U>(units: readonly U[], limits: PackLimits<U>): U[][] {
  const parts: U[][] = [];
  let part: U[] = [];
  let size = 0;
  let slots = 0;
  for (const unit of units) {
    const unitSize = limits.sizeOf(unit);
    const unitSlots = limits.slotsOf?.(unit) ?? 1;
    if (part.length > 0 && (slots + unitSlots > limits.maxUnits || size + unitSize > limits.maxSize)) {
      parts.push(part);
      part = [];
      size = 0;
      slots = 0;
    }
    part.push(unit);
    size += unitSize;
    slots += unitSlots;
  }
  if (part.length > 0 || parts.length === 0) parts.push(part);
  return parts;
}
