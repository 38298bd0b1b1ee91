// Turns what the schema found into complaints that name the line, the key and the nearest known key.
import { z } from 'zod';
import { type Complaint, nearestWord } from './complaint.ts';
import type { KeyPath, PositionedYaml } from './yaml.ts';

type Issue = z.core.$ZodIssue;

/** All complaints of one failed check, in the order of the file's lines. */
export function complaintsOf(error: z.ZodError, yaml: PositionedYaml, schema: z.ZodType): Complaint[] {
  const found = error.issues.flatMap((issue) => fromIssue(issue, [], yaml, schema));
  return found.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

function fromIssue(issue: Issue, base: KeyPath, yaml: PositionedYaml, schema: z.ZodType): Complaint[] {
  const path = [...base, ...issue.path.filter((key) => typeof key !== 'symbol')];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownKey([...path, key], yaml, knownKeys(schema, path, yaml.value)));
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const branch = nearestBranch(issue.errors);
    if (branch.some((inner) => inner.path.length > 0 || inner.code === 'unrecognized_keys')) {
      return branch.flatMap((inner) => fromIssue(inner, path, yaml, schema));
    }
    const own = branch.find((inner) => inner.code === 'custom');
    return [complaint(path, yaml, own?.message ?? describeChoice(issue))];
  }
  if (issue.code === 'invalid_key') return [complaint(path, yaml, issue.issues[0]?.message ?? issue.message)];
  return [complaint(path, yaml, describe(issue))];
}

// The alternative that got furthest is the one its author meant.
function nearestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  const depth = (issues: readonly Issue[]): number =>
    Math.max(...issues.map((issue) => issue.path.length * 10 + (issue.code === 'invalid_type' ? 0 : 5))) -
    issues.length / 100;
  return [...branches].sort((a, b) => depth(b) - depth(a))[0] ?? [];
}

// What the schema says of the choice, else what every alternative asks for; a value that is not there is missing, whatever it may be.
function describeChoice({ errors, message }: Extract<Issue, { code: 'invalid_union' }>): string {
  const own = errors.flat().filter(({ path }) => path.length === 0);
  const texts = [...new Set(own.map(describe))];
  if (message !== 'Invalid input' || texts.length === 0) return message;
  return texts.includes('is missing') ? 'is missing' : texts.join(', or ');
}

function describe(issue: Issue): string {
  if (issue.code === 'invalid_value' && issue.message.startsWith('Invalid'))
    return `expects one of ${issue.values.map((value) => `\`${String(value)}\``).join(', ')}`;
  if (issue.code !== 'invalid_type') return issue.message;
  if (issue.input === undefined && /received undefined/.test(issue.message)) return 'is missing';
  return issue.message.replace('Invalid input: ', '');
}

function complaint(path: KeyPath, yaml: PositionedYaml, message: string): Complaint {
  return { file: yaml.file, line: yaml.lineOf(path), path: path.join('.'), message };
}

function unknownKey(path: KeyPath, yaml: PositionedYaml, known: readonly string[]): Complaint {
  const nearest = nearestWord(String(path.at(-1)), known);
  const hint = nearest === null ? `known here: ${known.join(', ')}` : `did you mean \`${nearest}\`?`;
  return {
    file: yaml.file,
    line: yaml.lineOfKey(path),
    path: path.join('.'),
    message: `is not a key of the configuration; ${hint}`,
  };
}

/** Keys the schema knows at `path`; for a choice between shapes, those of the shape the value's `type` names. */
export function knownKeys(schema: z.core.$ZodType, path: KeyPath, value: unknown): string[] {
  const node = unwrap(schema);
  const [head, ...rest] = path;
  if (node instanceof z.ZodUnion)
    return [...new Set(pickOptions(node, value).flatMap((option) => knownKeys(option, path, value)))];
  if (head === undefined) return node instanceof z.ZodObject ? Object.keys(node.shape) : [];
  const inner =
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[head] : undefined;
  if (node instanceof z.ZodObject) {
    const next = (node.shape as Record<string, z.core.$ZodType>)[head];
    return next === undefined ? [] : knownKeys(next, rest, inner);
  }
  if (node instanceof z.ZodArray) return knownKeys(node.element, rest, inner);
  if (node instanceof z.ZodRecord) return knownKeys(node.valueType, rest, inner);
  return [];
}

function pickOptions(union: z.ZodUnion, value: unknown): readonly z.core.$ZodType[] {
  const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined;
  if (!(union instanceof z.ZodDiscriminatedUnion) || type === undefined) return union.options;
  const matching = union.options.filter((option) => {
    const literal =
      option instanceof z.ZodObject ? (option.shape as Record<string, unknown>)['type'] : undefined;
    return literal instanceof z.ZodLiteral && literal.value === type;
  });
  return matching.length > 0 ? matching : union.options;
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  if (
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable
  ) {
    return unwrap(schema.unwrap());
  }
  return schema instanceof z.ZodPipe ? unwrap(schema.in) : schema;
}
