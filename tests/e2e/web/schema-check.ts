// A small JSON Schema check for the words docs/openapi.json uses; a word it does not know is an error.

export interface Schema {
  readonly [word: string]: unknown;
}

const KNOWN = new Set([
  '$ref',
  'type',
  'properties',
  'required',
  'additionalProperties',
  'items',
  'enum',
  'anyOf',
  'format',
  'minItems',
  'maxItems',
  'description',
]);

/** Every way in which `value` departs from `schema`, with its place. */
export function departures(value: unknown, schema: Schema, root: Schema, place = '$'): string[] {
  const unknown = Object.keys(schema).filter((word) => !KNOWN.has(word));
  if (unknown.length > 0) throw new Error(`${place}: the check does not know ${unknown.join(', ')}`);
  if (typeof schema['$ref'] === 'string') return departures(value, follow(schema['$ref'], root), root, place);
  if (Array.isArray(schema['anyOf'])) {
    const tries = (schema['anyOf'] as Schema[]).map((one) => departures(value, one, root, place));
    return tries.some((found) => found.length === 0) ? [] : (tries[0] ?? []);
  }
  const types = [schema['type']].flat();
  if (!types.some((type) => isOfType(value, type)))
    return [`${place} is ${JSON.stringify(value)}, expected ${types.join(' or ')}`];
  if (Array.isArray(schema['enum']) && !schema['enum'].includes(value))
    return [`${place} is not one of ${schema['enum'].join(', ')}`];
  if (
    schema['format'] === 'date-time' &&
    typeof value === 'string' &&
    !/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)
  )
    return [`${place} is no instant`];
  if (Array.isArray(value)) return arrayDepartures(value, schema, root, place);
  if (typeof value === 'object' && value !== null)
    return objectDepartures(value as Schema, schema, root, place);
  return [];
}

/** The schema behind `#/components/...`. */
export function follow(ref: string, root: Schema): Schema {
  return ref
    .slice(2)
    .split('/')
    .reduce<Schema>((node, part) => node[part] as Schema, root);
}

function arrayDepartures(value: readonly unknown[], schema: Schema, root: Schema, place: string): string[] {
  const short =
    value.length < Number(schema['minItems'] ?? 0) || value.length > Number(schema['maxItems'] ?? Infinity);
  const inside = value.flatMap((entry, index) =>
    departures(entry, schema['items'] as Schema, root, `${place}[${index}]`),
  );
  return short ? [`${place} has ${value.length} entries`, ...inside] : inside;
}

function objectDepartures(value: Schema, schema: Schema, root: Schema, place: string): string[] {
  const properties = schema['properties'] as Readonly<Record<string, Schema>> | undefined;
  if (properties === undefined) return [];
  const missing = ((schema['required'] ?? []) as string[])
    .filter((name) => !(name in value))
    .map((name) => `${place}.${name} is missing`);
  const extra = Object.keys(value)
    .filter((name) => !(name in properties))
    .map((name) => `${place}.${name} is not described`);
  const inside = Object.entries(properties)
    .filter(([name]) => name in value)
    .flatMap(([name, one]) => departures(value[name], one, root, `${place}.${name}`));
  return [...missing, ...extra, ...inside];
}

function isOfType(value: unknown, type: unknown): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === type;
}
