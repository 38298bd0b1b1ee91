// Nothing of a feed becomes markup, an address that acts, or a broken document.
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { html } from '../../../src/lib/html.ts';
import type { Reason } from '../../../src/model/verdict.ts';
import { columnChart } from '../../../src/web/chart.ts';
import { rfc822 } from '../../../src/web/feeds/rss.ts';
import { encodeAddress } from '../../../src/web/feeds/atom.ts';
import { outsideLink } from '../../../src/web/marks.ts';
import { maskRecipient } from '../../../src/web/pages/digests.ts';
import { markedText, reasonTable, shortWhy } from '../../../src/web/reasons.ts';

const reason = (text: string, span: [number, number], weight = 1): Reason => ({
  rule: 'r',
  field: 'title',
  span,
  text,
  weight,
});

describe('html', () => {
  it('escapes every value but its own markup', () => {
    expect(
      html`<a title="${'"><b>\''}">${html`<i>${'<&>'}</i>`}${null}${['<', html`<br>`]}</a>`.toString(),
    ).toBe('<a title="&quot;&gt;&lt;b&gt;&#39;"><i>&lt;&amp;&gt;</i>&lt;<br></a>');
  });

  it('leaves no character that XML forbids', () => {
    expect(html`${'a\u0000b\u000bc\ufffed\ud800e\tf\n'}`.toString()).toBe('a b c d\ufffde\tf\n');
  });
});

describe('outsideLink', () => {
  it.each([
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    '/local',
    'vbscript:x',
  ])('does not link to %s', (url) => {
    expect(outsideLink('t', url, 'en').toString()).not.toContain('href');
  });

  it('tells nobody where the reader came from', () => {
    expect(outsideLink('t', 'https://a.example/"x', 'ko').toString()).toBe(
      '<a href="https://a.example/&quot;x" rel="noopener noreferrer nofollow external" lang="ko" dir="auto">t</a>',
    );
  });
});

describe('markedText', () => {
  it('marks the words reasons point at, once, and escapes around them', () => {
    const reasons = [
      reason('Kursk', [3, 8]),
      reason('Kur', [3, 6]),
      reason('beyond', [90, 99]),
      reason('back', [5, 2]),
    ];
    expect(markedText('<> Kursk &', 'title', reasons).toString()).toBe('&lt;&gt; <mark>Kursk</mark> &amp;');
    expect(markedText('Kursk', 'summary', reasons).toString()).toBe('Kursk');
  });
});

describe('shortWhy', () => {
  it('names each word once, strongest first, and nothing that speaks against', () => {
    const reasons = [
      reason('Kursk', [0, 5], 2),
      reason('북한군', [0, 3], 3.5),
      reason('kursk', [9, 14], 1),
      reason('football', [0, 1], -2),
    ];
    expect(shortWhy(reasons)).toBe('«북한군» in the title, «Kursk» in the title');
  });
});

describe('reasonTable', () => {
  it('gives each rule its whole weight, and keeps evidence for topics apart', () => {
    const topic = { ...reason('Kursk', [0, 5], 0.5), rule: 'topic/logistics' };
    const text = reasonTable([
      reason('Kursk', [0, 5], 0.31),
      reason('Kursk', [9, 14], 0.31),
      topic,
    ]).toString();
    expect(text).toContain('+0.62');
    expect(text.indexOf('<details>')).toBeLessThan(text.indexOf('topic/logistics'));
    expect(text.match(/<tr>/g)).toHaveLength(4);
  });
});

describe('columnChart', () => {
  it('draws one column per day that has something, within its height', () => {
    const chart = columnChart({
      values: [0, 5, 10],
      scale: 0,
      height: 20,
      label: 'a "label"',
      kind: 'spark',
    }).toString();
    const { document } = parseHTML(`<html><body>${chart}</body></html>`);
    const bars = [...(document.querySelector('path')?.getAttribute('d') ?? '').matchAll(/v([\d.]+)/g)];
    expect(bars.map(([, length]) => Number(length))).toEqual([9.5, 19]);
    expect(document.querySelector('svg')?.getAttribute('aria-label')).toBe('a "label"');
  });

  it('says each column by name where it has names', () => {
    const chart = columnChart({
      values: [0, 5],
      scale: 0,
      height: 20,
      label: '',
      kind: 'timeline',
      names: ['1 Nov', '2 Nov'],
    });
    const { document } = parseHTML(`<html><body>${chart.toString()}</body></html>`);
    expect([...document.querySelectorAll('rect title')].map((one) => one.textContent)).toEqual(['2 Nov: 5']);
  });

  it('stands for nothing at all without dividing by it', () => {
    expect(
      columnChart({ values: [0, 0], scale: 0, height: 20, label: 'x', kind: 'spark' }).toString(),
    ).not.toContain('NaN');
    expect(
      columnChart({ values: [], scale: 0, height: 20, label: 'x', kind: 'spark' }).toString(),
    ).not.toContain('Infinity');
  });
});

describe('small forms', () => {
  it('dates after RFC 822', () => {
    expect(rfc822(Date.UTC(2026, 10, 5, 7, 3, 9))).toBe('Thu, 05 Nov 2026 07:03:09 +0000');
  });

  it('encodes what an address may not hold', () => {
    expect(encodeAddress('https://a.example/뉴스 1?q=<x>')).toBe(
      'https://a.example/%EB%89%B4%EC%8A%A4%201?q=%3Cx%3E',
    );
    expect(encodeAddress('https://бел.example/')).toMatch(/^https:\/\/xn--[a-z0-9]+\.example\/$/);
  });

  it.each([
    ['desk@example.org', 'd…@example.org'],
    ['Desk <desk@example.org>', 'D…@example.org'],
    ['https://chat.example/hooks/secret', '…'],
    ['files', 'files'],
    ['-1001234567890', '-1001234567890'],
  ])('shows %s as %s', (recipient, shown) => {
    expect(maskRecipient(recipient)).toBe(shown);
  });
});
