// Promises of plain text: markup gone, words kept apart, entities decoded as often as the feed escaped them.
import { describe, expect, it } from 'vitest';
import { htmlToText } from '../../../src/normalise/html.ts';
import { plainText } from '../../../src/normalise/text.ts';

const HTML: [string, string][] = [
  ['<p>One</p><p>two</p>', 'One two'],
  ['one<br>two<br/>three', 'one two three'],
  ['<ul><li>a</li><li>b</li></ul>', 'a b'],
  ['<td>a</td><td>b</td>', 'a b'],
  ['in<b>sepa</b>rable', 'inseparable'],
  ['a<script>alert("<p>x</p>")</script>b', 'a b'],
  ['a<STYLE type=x>p{}</style >b', 'a b'],
  ['a<!-- <p>hidden</p> -->b', 'ab'],
  ['a<!-- never closed', 'a'],
  ['5 < 6 and 7 > 2', '5 < 6 and 7 > 2'],
  ['x <y', 'x <y'],
  ['if a<b then', 'if a<b then'],
  ['cut off <a hre', 'cut off'],
  ['cut off <a href="https://example.org/lon', 'cut off'],
  ['<a title="a > b">link</a>', 'link'],
  ['write to <me@example.org> now', 'write to <me@example.org> now'],
  ['AT&amp;T &copy &#8212; &#x41; &#150;', 'AT&T © — A –'],
  ['a&nbsp;&nbsp; b\n\t c　d', 'a b c d'],
  ['<![CDATA[inner]]> text', 'inner text'],
  ['so\u00adft and in\u200bvisible\u0007', 'soft and invisible'],
  ['half a sign \ud83d', 'half a sign \ufffd'],
  ['<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>', '漢(かん)'],
  ['&lt;b&gt;', '<b>'],
];

describe('htmlToText', () => {
  it.each(HTML)('reads %s as %s', (html, text) => {
    expect(htmlToText(html)).toBe(text);
  });

  it('reads a hundred thousand nested elements', () => {
    expect(htmlToText(`${'<div>'.repeat(100_000)}deep${'</div>'.repeat(100_000)}`)).toBe('deep');
  });
});

describe('plainText', () => {
  it('takes plain text literally', () => {
    expect(plainText({ value: ' a  <b>\n&amp; ', type: 'text' }, 100)).toBe('a <b> &amp;');
  });

  it('decodes typographic and numeric references even in plain text: no writer means them', () => {
    expect(plainText({ value: 'Kim&#8217;s&nbsp;&quot;visit&quot; &lt;b&gt;', type: 'text' }, 100)).toBe(
      'Kim’s "visit" &lt;b&gt;',
    );
  });

  it.each([
    ['&lt;p&gt;Escaped &amp;amp; escaped again&lt;/p&gt;', 'Escaped & escaped again'],
    ['Smith &amp;amp; Sons', 'Smith & Sons'],
    ['Kim&amp;#39;s visit', "Kim's visit"],
    ['How to use the &lt;b&gt; element', 'How to use the <b> element'],
    ['<p>Write &amp;amp; for an ampersand</p>', 'Write &amp; for an ampersand'],
  ])('reads %s as %s', (value, text) => {
    expect(plainText({ value, type: 'html' }, 100)).toBe(text);
  });

  it('is bounded', () => {
    expect(plainText({ value: 'word '.repeat(1000), type: 'html' }, 50)).toBe(`${'word '.repeat(9)}word…`);
  });
});
