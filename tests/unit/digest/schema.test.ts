// The published schema says what the JSON is, and the page on delivery names every outcome and failure code.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { digestJson } from '../../../src/digest/render-json.ts';
import { packDocument } from '../../../src/flows/sending/plan-messages.ts';
import type { DeliveryFailureCode } from '../../../src/model/failure.ts';
import type { DeliveryOutcome } from '../../../src/model/message.ts';
import { briefDocument, fullDocument, largeDocument } from './sample.ts';

const read = (name: string): string =>
  readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8');
const schema = z.fromJSONSchema(
  JSON.parse(read('digest.schema.json')) as Parameters<typeof z.fromJSONSchema>[0],
);

describe('docs/digest.schema.json', () => {
  it('accepts what is rendered', () => {
    for (const document of [fullDocument(), briefDocument(), largeDocument(300)]) {
      expect(schema.safeParse(digestJson(document)).error).toBeUndefined();
      for (const body of packDocument(document, 'webhook'))
        expect(schema.safeParse(body['data']).error).toBeUndefined();
    }
  });

  it('refuses a field it does not know, a missing one, and a link that is no web address', () => {
    const json = digestJson(fullDocument());
    expect(schema.safeParse({ ...json, extra: 1 }).success).toBe(false);
    expect(schema.safeParse({ ...json, coverage: undefined }).success).toBe(false);
    const evil = JSON.parse(
      JSON.stringify(json).replace('https://tass.example/6', 'javascript:x'),
    ) as unknown;
    expect(schema.safeParse(evil).success).toBe(false);
  });
});

const CODES: Record<DeliveryFailureCode, true> = {
  network: true,
  timeout: true,
  tls: true,
  'rate-limited': true,
  'server-error': true,
  rejected: true,
  moved: true,
  auth: true,
  gone: true,
  'address-blocked': true,
  'too-large': true,
  disk: true,
};
const OUTCOMES: Record<DeliveryOutcome['kind'], true> = {
  sent: true,
  retry: true,
  dead: true,
  suspend: true,
};

describe('docs/delivery.md', () => {
  it('has a row for every outcome and every failure code', () => {
    const page = read('delivery.md');
    for (const word of [...Object.keys(CODES), ...Object.keys(OUTCOMES)])
      expect(page).toMatch(new RegExp(`^\\| \`${word}\` \\| .+ \\|$`, 'm'));
  });
});
