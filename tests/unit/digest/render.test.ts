// Promises of the renderings: size and overflow, contrast, columns, languages, hostile text shown harmlessly.
import { describe, expect, it } from 'vitest';
import { renderHtml } from '../../../src/digest/render-html.ts';
import { renderText } from '../../../src/digest/render-text.ts';
import { displayWidth, wrap } from '../../../src/digest/width.ts';
import { localKey, longDate, shortTime, span } from '../../../src/digest/wording.ts';
import { composeMail } from '../../../src/deliver/mime.ts';
import { packDocument, planMessages } from '../../../src/flows/sending/plan-messages.ts';
import { Secret } from '../../../src/lib/secret.ts';
import type { EmailBody } from '../../../src/model/message.ts';
import { card, fullDocument, HOSTILE_TEXTS, largeDocument } from './sample.ts';

const NO_LIMIT = { maxBytes: null, unsubscribeUrl: null };

function mailOf(stories: number): EmailBody {
  const [message] = planMessages({
    document: largeDocument(stories),
    digestId: 1,
    alertId: null,
    channels: [
      {
        name: 'mail',
        settings: {
          type: 'email',
          smtp: new Secret('smtp://mail.example'),
          from: 'watch@example.org',
          to: ['desk@example.org'],
          replyTo: null,
          bounce: null,
          dkim: null,
        },
      },
    ],
    unsubscribed: new Set(),
    now: 0,
    web: { baseUrl: 'https://watch.example.org', secret: 'x' },
  });
  if (message === undefined) throw new Error('no message');
  return message.body as EmailBody;
}

describe('HTML', () => {
  it('stays below 80 KB encoded with any number of stories, and says what it shortened', () => {
    for (const stories of [10, 60, 400, 2_000]) {
      const { html } = mailOf(stories);
      expect(Math.ceil(Buffer.byteLength(html) / 57) * 78).toBeLessThan(80 * 1024);
      expect(/given by headline only|not shown here/.test(html)).toBe(stories > 10);
      expect(html.includes('Read all of it on the web')).toBe(stories > 10);
    }
  });

  it('names the language of every story and isolates its direction', () => {
    const html = renderHtml(fullDocument(), NO_LIMIT);
    for (const lang of ['ko', 'ru', 'en', 'he'])
      expect(html).toMatch(new RegExp(`<h3 class="ink" lang="${lang}" dir="auto"`));
  });

  it('has one h1, a heading for every section and story, and no image, script, form or remote style', () => {
    const html = renderHtml(fullDocument(), NO_LIMIT);
    expect(html.match(/<h1 /g)).toHaveLength(1);
    expect(html.match(/<h2 /g)).toHaveLength(6);
    expect(html.match(/<h3 /g)).toHaveLength(5);
    expect(html).not.toMatch(/<(?:img|script|form|link|iframe|object|svg)\b|url\(|@import/);
  });

  it('spaces by table cells and margins: Outlook knows no padding of other blocks', () => {
    for (const document of [fullDocument(), largeDocument(300)]) {
      const html = renderHtml(document, { maxBytes: 58_000, unsubscribeUrl: 'https://a.example/u' });
      const padded = [...html.matchAll(/<(\w+)[^>]*style="[^"]*padding(?:-\w+)?:(?!0;)[^"]*"/g)].map(
        ([, tag]) => tag,
      );
      expect(new Set(padded.filter((tag) => tag !== 'span'))).toEqual(new Set(['td']));
    }
  });

  it('uses no type smaller than 16 px', () => {
    const sizes = [...renderHtml(fullDocument(), NO_LIMIT).matchAll(/font-size:(\d+)px/g)].map(([, px]) =>
      Number(px),
    );
    expect(Math.min(...sizes)).toBe(16);
  });

  it('keeps a contrast of 4.5 to 1 for every colour of text, light and dark', () => {
    const html = renderHtml(fullDocument(), NO_LIMIT);
    const [sheet = '', body = ''] = html.split('</style>');
    const inline = new Set([...body.matchAll(/[;"]color:(#\w{6})/g)].map(([, colour]) => colour ?? ''));
    const dark = new Set([...sheet.matchAll(/[{]color:(#\w{6})/g)].map(([, colour]) => colour ?? ''));
    expect(inline.size).toBeGreaterThan(3);
    expect(dark.size).toBeGreaterThan(3);
    for (const colour of inline) expect(contrast(colour, '#faf8f3')).toBeGreaterThanOrEqual(4.5);
    for (const colour of dark) expect(contrast(colour, '#15181b')).toBeGreaterThanOrEqual(4.5);
  });
});

describe('hostile text', () => {
  it.each(HOSTILE_TEXTS.map((text, number) => [number, text] as const))(
    'number %i is shown harmlessly everywhere',
    async (_, text) => {
      const base = fullDocument();
      const cards = [
        card({ headline: text.slice(0, 300), summary: text.slice(0, 420), outlet: text.slice(0, 60) }),
      ];
      const hostile = { ...base, subject: text, sections: [{ topic: 't', name: text.slice(0, 60), cards }] };
      const html = renderHtml(hostile, NO_LIMIT);
      expect(html).not.toMatch(/<script|<svg|<img|onerror=alert\(1\)>/);
      expect(renderText(hostile, { unsubscribeUrl: null })).not.toMatch(/\u001b|\u0007/);
      for (const type of ['slack', 'discord', 'mattermost'] as const)
        expect(JSON.stringify(packDocument(hostile, type))).not.toMatch(
          /<!channel>|<@U|@everyone|@here|<script>/,
        );
      for (const type of ['teams', 'telegram'] as const)
        expect(JSON.stringify(packDocument(hostile, type))).not.toMatch(/<(?:script|img|svg)/);
      const mail = await composeMail(
        { ...mailOf(1), subject: text },
        { from: 'a@example.org', to: 'b@example.org', replyTo: null, bounce: null, dkim: null },
      );
      expect(Buffer.from(mail).toString().split('\r\n\r\n')[0]).not.toMatch(/^Bcc:/m);
    },
  );
});

describe('text', () => {
  it('keeps to 72 columns but for addresses', () => {
    for (const line of renderText(fullDocument(), { unsubscribeUrl: null }).split('\n'))
      if (!line.includes('://')) expect(displayWidth(line)).toBeLessThanOrEqual(72);
  });

  it('of a mail is bounded: stories whole, then by headline, then counted, and it says where all of it is', () => {
    const shown = (text: string) => text.match(/#1\d{3}|#[2-9]\d{3}/g)?.length ?? 0;
    expect(shown(mailOf(60).text)).toBe(60);
    expect(mailOf(60).text).not.toContain('cut this message off');
    const many = mailOf(250).text;
    expect(shown(many)).toBe(250);
    expect(flat(many)).toMatch(/\d+ stories are given by headline only/);
    const endless = mailOf(2_000).text;
    expect(Buffer.byteLength(endless)).toBeLessThan(100_000);
    expect(shown(endless)).toBeGreaterThan(200);
    expect(flat(endless)).toMatch(/more stories are not shown here/);
    expect(endless).toContain('All of it:\nhttps://watch.example.org/digests/daily/2026-11-25T07:00\n');
  });

  it('marks state media also where only the headline is left', () => {
    const cards = Array.from({ length: 90 }, (_, id) =>
      card({ itemIds: [id], storyIds: [id], stateMedia: 'only' }),
    );
    const document = { ...largeDocument(1), sections: [{ topic: 't', name: 'T', cards }] };
    for (const rendered of [
      renderHtml(document, { maxBytes: 60_000, unsubscribeUrl: null }),
      renderText(document, { maxBytes: 25_000, unsubscribeUrl: null }),
    ]) {
      expect(flat(rendered)).toContain('given by headline only');
      expect(flat(rendered).match(/State media only/g)).toHaveLength(90);
    }
  });

  it('names the digest where there is no archive, and leaves room for stories among many updates', () => {
    const [update] = fullDocument().updates;
    if (update === undefined) throw new Error('an update');
    const updates = Array.from({ length: 900 }, (_, index) => ({ ...update, itemId: 9000 + index }));
    const document = { ...largeDocument(100), updates, archiveUrl: null };
    const text = renderText(document, { unsubscribeUrl: null, maxBytes: 60_000 });
    expect(flat(text)).toMatch(
      /more updates are not shown here\. All of it is in the digest daily\/2026-11-25T07:00/,
    );
    expect(text.match(/#1\d{3}/g)).toHaveLength(100);
  });

  it('counts CJK as two columns, combining marks as none', () => {
    expect(displayWidth('북한 ab')).toBe(7);
    expect(displayWidth('ミサイル、')).toBe(10);
    expect(displayWidth('e\u0301')).toBe(1);
    expect(displayWidth('🇰🇵')).toBe(2);
    for (const sign of ['⚡', '❗', '⛔', '✅', '🚀', '❗️']) expect(displayWidth(sign), sign).toBe(2);
    for (const sign of ['✓', '★', '№']) expect(displayWidth(sign), sign).toBe(1);
  });

  it('breaks Japanese between characters, Korean between words, and leaves no closing mark at the start', () => {
    expect(wrap('北朝鮮が、ミサイル', 8)).toEqual(['北朝鮮', 'が、ミサ', 'イル']);
    expect(wrap('북한군 쿠르스크 파병', 9)).toEqual(['북한군', '쿠르스크', '파병']);
  });
});

describe('times', () => {
  const at = Date.UTC(2026, 10, 24, 22, 5);
  it('are the reader’s', () => {
    expect(shortTime(at, 'Asia/Seoul')).toBe('25 Nov 07:05');
    expect(longDate(at, 'America/New_York')).toBe('Tuesday 24 November 2026');
    expect(localKey(at, 'Asia/Kathmandu')).toBe('2026-11-25T03:50');
    expect([span(40 * 60_000), span(5 * 3_600_000), span(72 * 3_600_000)]).toEqual(['40 min', '5 h', '3 d']);
  });
});

function flat(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

// WCAG 2 relative luminance.
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe('a batch held back', () => {
  it('is one line of the receipt, with the commands that settle it', () => {
    const document = fullDocument();
    const { receipt } = document;
    if (receipt === null) throw new Error('the sample has a receipt');
    const held = {
      ...document,
      receipt: { ...receipt, heldBatches: [{ batch: 3, outlet: 'Atlas Courier', items: 30 }] },
    };
    const line = renderText(held, { unsubscribeUrl: null })
      .split('\n')
      .find((one) => one.startsWith('Held back'));
    expect(line).toContain('30 items that came from Atlas Courier at once');
    expect(renderText(held, { unsubscribeUrl: null }).replaceAll(/\s+/g, ' ')).toContain(
      '(pactwatch held release 3, or drop 3)',
    );
    expect(renderText(document, { unsubscribeUrl: null })).not.toContain('pactwatch held');
  });
});
