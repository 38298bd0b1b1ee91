// For any text a feed can send: no channel's limit is broken, no story is lost, nothing becomes markup.
import * as fc from 'fast-check';
import { Parser } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { renderHtml } from '../../src/digest/render-html.ts';
import { renderText } from '../../src/digest/render-text.ts';
import { clip, firstSentences, flatten, safeUrl } from '../../src/digest/excerpt.ts';
import { packDocument } from '../../src/flows/plan-messages.ts';
import type { DigestDocument } from '../../src/model/digest.ts';
import { card, fullDocument, HOSTILE_TEXTS, source } from '../unit/digest/sample.ts';

const ELEMENTS = 'html head meta title style body div table tbody tr td h1 h2 h3 p br a span del'.split(' ');
const RUNS = { numRuns: 200, seed: 20261125 };

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 400 }),
  fc.constantFrom(...HOSTILE_TEXTS),
  fc
    .tuple(fc.constantFrom(...HOSTILE_TEXTS), fc.string({ unit: 'binary', maxLength: 60 }))
    .map((two) => two.join(' ')),
);
const url = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.constantFrom(
    'javascript:alert(1)',
    'https://a.example/x"onmouseover="alert(1)',
    'https://a.example/(paren)|pipe>end_under*star?x=1&y=2',
    `https://a.example/${'long/'.repeat(800)}`,
    'https://user:pass@a.example/',
  ),
);

/** A digest of any size whose stories bear their number at the start of the headline. */
const anyDigest: fc.Arbitrary<DigestDocument> = fc
  .array(fc.record({ title: text, summary: text, why: text, outlet: text, url, more: url }), {
    maxLength: 40,
  })
  .map((stories) => {
    const cards = stories.map((story, index) => {
      const clean = (value: string, limit: number): string => clip(flatten(value), limit);
      const lead = source({ itemId: index, url: safeUrl(story.url), outlet: clean(story.outlet, 80) });
      const other = source({
        itemId: 500 + index,
        family: 'other',
        url: safeUrl(story.more),
        outlet: 'Other',
      });
      return card({
        storyIds: [index],
        itemIds: [index],
        headline: clean(`N${1000 + index} ${story.title}`, 300),
        summary: firstSentences(story.summary, 2, 420, 'en'),
        why: clean(story.why, 300),
        outlet: clean(story.outlet, 80),
        url: safeUrl(story.url),
        sources: [lead, other],
      });
    });
    const full = fullDocument();
    return { ...full, sections: [{ topic: 't', name: 'Topic', cards }], updates: full.updates };
  });

function markers(document: DigestDocument): string[] {
  return document.sections.flatMap(({ cards }) => cards.map(({ headline }) => headline.slice(0, 5)));
}

/** Each marker stands in the output, in order. */
function expectAll(output: string, document: DigestDocument): void {
  let from = 0;
  for (const marker of markers(document)) {
    const at = output.indexOf(marker, from);
    expect(at, marker).toBeGreaterThanOrEqual(from);
    from = at;
  }
}

type Json = Readonly<Record<string, unknown>>;
const LIMITS: Readonly<Record<string, (body: Json) => void>> = {
  slack: (body) => {
    const blocks = body['blocks'] as { readonly text: { readonly text: string } }[];
    expect(blocks.length).toBeLessThanOrEqual(50);
    for (const block of blocks) expect(block.text.text.length).toBeLessThanOrEqual(3000);
    expect(blocks.reduce((sum, block) => sum + block.text.text.length, 0)).toBeLessThanOrEqual(13_000);
    for (const block of blocks) expect(block.text.text).not.toMatch(/<[!@#]/);
  },
  discord: (body) => {
    const embeds = body['embeds'] as { readonly description: string }[];
    expect(embeds.length).toBeLessThanOrEqual(10);
    expect(embeds.reduce((sum, embed) => sum + embed.description.length, 0)).toBeLessThanOrEqual(6000);
    for (const embed of embeds) expect(embed.description.length).toBeLessThanOrEqual(4096);
    expect(JSON.stringify(body['content'] ?? '').length).toBeLessThanOrEqual(2000);
    expect(body['allowed_mentions']).toEqual({ parse: [] });
    expect(JSON.stringify(body)).not.toMatch(/@everyone|@here/);
  },
  teams: (body) => {
    expect(Buffer.byteLength(JSON.stringify(body))).toBeLessThanOrEqual(28_000);
  },
  mattermost: (body) => {
    expect(String(body['text']).length).toBeLessThanOrEqual(16_383);
    expect(String(body['text'])).not.toMatch(/@(?:channel|all|here)/);
  },
  telegram: (body) => {
    const html = String(body['text']);
    expect(html.length).toBeLessThanOrEqual(4096);
    expectValidTelegram(html);
  },
  ntfy: (body) => {
    expect(Buffer.byteLength(String(body['message']))).toBeLessThanOrEqual(4096);
  },
  webhook: (body) => {
    expect(Buffer.byteLength(JSON.stringify(body))).toBeLessThanOrEqual(400_000);
  },
};

function expectValidTelegram(html: string): void {
  const stack: string[] = [];
  for (const [tag, closing, name] of html.matchAll(/<(\/?)(\w+)[^>]*>/g)) {
    expect(['b', 'a']).toContain(name);
    if (closing === '/') expect(stack.pop()).toBe(name);
    else stack.push(name ?? tag);
  }
  expect(stack).toEqual([]);
  expect(html.replaceAll(/<\/?[ab](?: href="https?:[^"<>]*")?>/g, '')).not.toMatch(/[<>]/);
}

describe.each(Object.keys(LIMITS))('%s', (type) => {
  it('keeps every limit and every story, whatever the feeds say', () => {
    fc.assert(
      fc.property(anyDigest, (digest) => {
        const bodies = packDocument(digest, type as 'slack');
        for (const body of bodies) LIMITS[type]?.(body);
        expectAll(JSON.stringify(bodies), digest);
      }),
      RUNS,
    );
  });
});

describe('HTML', () => {
  it('holds nothing but its own elements, and links only to http and https', () => {
    fc.assert(
      fc.property(anyDigest, (digest) => {
        const html = renderHtml(digest, { maxBytes: null, unsubscribeUrl: null });
        const parser = new Parser({
          onopentag(name, attributes) {
            expect(ELEMENTS).toContain(name);
            for (const [key, value] of Object.entries(attributes)) {
              expect(key).not.toMatch(/^on/);
              if (key === 'href') expect(value).toMatch(/^https?:\/\//);
              if (key === 'style') expect(value).not.toMatch(/url\(|expression/i);
            }
          },
        });
        parser.end(html);
        expectAll(html, digest);
      }),
      RUNS,
    );
  });

  it('fits its size and says what it left out', () => {
    fc.assert(
      fc.property(anyDigest, fc.integer({ min: 16_000, max: 60_000 }), (digest, maxBytes) => {
        const html = renderHtml(digest, { maxBytes, unsubscribeUrl: null });
        expect(Buffer.byteLength(html)).toBeLessThanOrEqual(maxBytes);
        const missing = markers(digest).filter((marker) => !html.includes(marker));
        if (missing.length > 0) expect(html).toMatch(/not shown here\. The plain-text part has everything/);
      }),
      { ...RUNS, numRuns: 60 },
    );
  });
});

describe('text', () => {
  it('has every story and no control character', () => {
    fc.assert(
      fc.property(anyDigest, (digest) => {
        const plain = renderText(digest, { unsubscribeUrl: null });
        expectAll(plain, digest);
        expect(plain).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
      }),
      RUNS,
    );
  });
});
