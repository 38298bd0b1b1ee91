// For any text a feed can send: no channel's limit is broken, no story is lost, nothing becomes markup.
import * as fc from 'fast-check';
import { Parser } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { renderHtml } from '../../src/digest/render-html.ts';
import { renderText } from '../../src/digest/render-text.ts';
import { clip, firstSentences, flatten, safeUrl } from '../../src/digest/excerpt.ts';
import { packDocument } from '../../src/flows/sending/plan-messages.ts';
import type { DigestDocument } from '../../src/model/digest.ts';
import { card, fullDocument, HOSTILE_TEXTS, source } from '../unit/digest/sample.ts';

const ELEMENTS = 'html head meta title style body div table tbody tr td h1 h2 h3 p br a b span del ins'.split(
  ' ',
);
// Without shrinking: digests are large, and a failure must not take minutes to be told.
const RUNS = { numRuns: 200, seed: 20261125, endOnFailure: true };

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
    type Text = { readonly text: string };
    const blocks = body['blocks'] as { readonly text?: Text; readonly elements?: readonly Text[] }[];
    expect(blocks.length).toBeLessThanOrEqual(50);
    const texts = blocks.map(({ text: own, elements }) => own?.text ?? elements?.[0]?.text ?? '');
    for (const one of texts) expect(one.length).toBeLessThanOrEqual(3000);
    expect(texts.join('').length).toBeLessThanOrEqual(13_000);
    for (const one of texts) expect(one).not.toMatch(/<[!@#]/);
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
    expect(html.replaceAll(/href="[^"]*"/g, '')).not.toMatch(/@\w/);
    expectValidTelegram(html);
  },
  ntfy: (body) => {
    expect(Buffer.byteLength(String(body['message']))).toBeLessThanOrEqual(4096);
  },
  webhook: (body) => {
    expect(Buffer.byteLength(JSON.stringify(body))).toBeLessThanOrEqual(100_000);
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

/** A full day of two hundred stories in CJK, each as long as a story may be. */
function longDay(): DigestDocument {
  const full = fullDocument();
  const cards = Array.from({ length: 200 }, (_, index) =>
    card({
      storyIds: [index],
      itemIds: [index],
      headline: clip(`N${1000 + index} ${'朝鮮の砲弾がロシアへ輸送された。'.repeat(20)}`, 300),
      lang: 'ja',
      summary: clip('북한이 러시아로 포탄을 수송했다고 한국 정부가 밝혔다. '.repeat(20), 420),
      why: clip('「砲弾」が見出しに、「朝鮮」が本文に。'.repeat(20), 300),
      sources: Array.from({ length: 6 }, (_s, at) =>
        source({ itemId: index * 10 + at, family: `f${at}`, title: '俄罗斯收到朝鲜炮弹'.repeat(10) }),
      ),
    }),
  );
  return { ...full, sections: [{ topic: 't', name: '무기와 탄약', cards }] };
}

describe.each(Object.keys(LIMITS))('two hundred long stories in CJK by %s', (type) => {
  it('come in numbered parts, each within the limits, none lost, all in order', () => {
    const day = longDay();
    const bodies = packDocument(day, type as 'slack');
    expect(bodies.length).toBeGreaterThan(1);
    for (const body of bodies) LIMITS[type]?.(body);
    const all = JSON.stringify(bodies);
    expectAll(all, day);
    expect(new Set(all.match(/N1\d{3}(?= )/g)).size).toBe(200);
    if (type === 'webhook') return;
    for (const [index, body] of bodies.entries())
      expect(JSON.stringify(body)).toContain(`(${index + 1}/${bodies.length})`);
  });
});

describe('a receipt with three hundred feeds in trouble', () => {
  it('leaves room for itself in the first part of a webhook, and comes whole', () => {
    const day = longDay();
    const failing = Array.from({ length: 300 }, (_, index) => ({
      feedId: `feed-${index}`,
      name: `An outlet with a long name, number ${index}`,
      sinceAt: day.createdAt,
      detail: 'unreachable',
    }));
    if (day.receipt === null) throw new Error('the day has no receipt');
    const receipt = { ...day.receipt, feeds: { ...day.receipt.feeds, failing } };
    const bodies = packDocument({ ...day, receipt }, 'webhook');
    for (const body of bodies) LIMITS['webhook']?.(body);
    expect(JSON.stringify(bodies[0]).match(/"feed":"feed-\d+"/g)).toHaveLength(300);
    expectAll(JSON.stringify(bodies), day);
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
        if (missing.length > 0) {
          expect(html).toMatch(/not shown here/);
          expect(html).toContain('Read all of it on the web');
        }
      }),
      { ...RUNS, numRuns: 60 },
    );
  });
});

describe('text', () => {
  it('fits its size and says what it left out', () => {
    fc.assert(
      fc.property(anyDigest, fc.integer({ min: 8_000, max: 60_000 }), (digest, maxBytes) => {
        const plain = renderText(digest, { maxBytes, unsubscribeUrl: null });
        expect(Buffer.byteLength(plain)).toBeLessThanOrEqual(maxBytes);
        const missing = markers(digest).filter((marker) => !plain.includes(marker));
        if (missing.length > 0)
          expect(plain.replaceAll(/\s+/g, ' ')).toMatch(/not shown here.* All of it: http/);
      }),
      { ...RUNS, numRuns: 60 },
    );
  });

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
