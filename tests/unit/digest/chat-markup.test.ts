// What a feed writes is read as it is written in every chat: no picture, quotation, call or emphasis comes of it.
import { describe, expect, it } from 'vitest';
import { MARKDOWN, markLine, SLACK, TEAMS, TELEGRAM } from '../../../src/digest/chat-markup.ts';

const PAUSE = '\u200b';

describe('a headline in chat', () => {
  it.each([
    ['Slack', SLACK],
    ['Discord and Mattermost', MARKDOWN],
  ])('makes no picture of a name between colons: %s', (_name, markup) => {
    for (const text of ['Kim :smile: Putin', 'a :100: b', ':skull_and_crossbones::north-korea:'])
      expect(markup.escape(text).replaceAll('\\', '')).not.toMatch(/:[\w+'-]+:/);
    expect(markup.escape('Report: 3 killed')).toBe('Report: 3 killed');
  });

  it('begins no quotation in Slack, where an escaped > would', () => {
    expect(SLACK.escape('> Kim said')).toBe(`${PAUSE}&gt; Kim said`);
    expect(SLACK.escape('3 > 2')).toBe('3 &gt; 2');
  });

  it('calls nobody and opens no tag', () => {
    const hostile = '<!channel> <@U123> @everyone @here <t:0> [a](http://b.example) **x**';
    expect(SLACK.escape(hostile)).not.toMatch(/<|@\w/);
    expect(MARKDOWN.escape(hostile)).not.toMatch(/<[@!t]|@\w|(?<!\\)[[*]/);
    expect(TEAMS.escape(hostile)).not.toMatch(/<[@!t]|(?<!\\)[[*]/);
    expect(TELEGRAM.escape(hostile)).not.toMatch(/<|@\w/);
  });

  it('cannot leave its link', () => {
    const line = [{ text: 'a|b>c](d', url: 'https://a.example/x|y>(z)"\\' }];
    expect(markLine(line, SLACK)).toBe('<https://a.example/x%7Cy%3E(z)"\\|a¦b&gt;c](d>');
    expect(markLine(line, MARKDOWN)).toBe('[a\\|b\\>c\\](d](https://a.example/x%7Cy%3E%28z%29"%5C)');
    expect(markLine(line, TELEGRAM)).toBe('<a href="https://a.example/x|y%3E(z)%22\\">a|b&gt;c](d</a>');
  });
});
