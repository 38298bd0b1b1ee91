import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { describe, expect, it } from 'vitest';
import { channel } from '../../../src/config/channel-schema.ts';
import { configFile, feed } from '../../../src/config/schema.ts';

const page = readFileSync('docs/configuration.md', 'utf8');

function unwrap(schema: unknown): unknown {
  if (
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable
  )
    return unwrap(schema.unwrap());
  return schema instanceof z.ZodPipe ? unwrap(schema.in) : schema;
}

function keysOf(schema: unknown): string[] {
  const node = unwrap(schema);
  return node instanceof z.ZodObject ? Object.keys(node.shape) : [];
}

function elementOf(schema: unknown): unknown {
  const node = unwrap(schema);
  return node instanceof z.ZodArray ? node.element : node;
}

const shape = configFile.shape;
const SECTIONS = {
  poll: shape.poll,
  retention: shape.retention,
  backup: shape.backup,
  web: shape.web,
  health: shape.health,
  log: shape.log,
};

describe('docs/configuration.md', () => {
  it('names every key at the top level', () => {
    expect(keysOf(configFile).filter((key) => !page.includes(`| \`${key}\` |`))).toEqual([]);
  });
  it.each(Object.entries(SECTIONS))('names every key of %s', (name, schema) => {
    const keys = keysOf(schema);
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.filter((key) => !page.includes(`\`${name}.${key}\``))).toEqual([]);
  });
  it('names every key of a feed, a digest, an alert and every channel', () => {
    const channels = channel.options.flatMap(keysOf);
    const keys = [
      ...keysOf(feed),
      ...keysOf(elementOf(shape.digests)),
      ...keysOf(elementOf(shape.alerts)),
      ...channels,
    ];
    expect(keys.length).toBeGreaterThan(40);
    expect(keys.filter((key) => !page.includes(key))).toEqual([]);
  });
});
