// An alert says its news once: as the title where it tells one story, as cards where it sums several up.
import { describe, expect, it } from 'vitest';
import { composeAlert } from '../../../src/digest/alert.ts';
import { renderHtml } from '../../../src/digest/render-html.ts';
import { renderText } from '../../../src/digest/render-text.ts';
import { packDocument } from '../../../src/flows/sending/plan-messages.ts';
import { card, NOW } from './sample.ts';

const HEADLINE = 'North Korean engineers arrive in Kursk to clear mines';

function alertOf(...headlines: readonly string[]) {
  return composeAlert({
    id: 'alert-urgent/1',
    ruleId: 'urgent',
    cards: headlines.map((headline, index) => card({ headline, itemIds: [index], storyIds: [index] })),
    reasons: headlines.map(() => 'evidence 11 (8 needed)'),
    summary: headlines.length > 1,
    at: NOW,
    timeZone: 'Asia/Seoul',
    topics: [],
  });
}

const times = (text: string, part: string): number => text.split(part).length - 1;

describe('an alert', () => {
  it('of one story has its headline as the one title, linked, and nowhere again', () => {
    const alert = alertOf(HEADLINE);
    const [, body = ''] = renderHtml(alert, { maxBytes: null, unsubscribeUrl: null }).split('<body');
    expect(body).toMatch(new RegExp(`<h1 [^>]*lang="en"[^>]*><a [^>]*>${HEADLINE}</a></h1>`));
    expect(times(body, HEADLINE)).toBe(1);
    expect(times(renderText(alert, { unsubscribeUrl: null }), HEADLINE)).toBe(1);
    for (const type of ['discord', 'teams', 'mattermost', 'telegram'] as const)
      expect(times(JSON.stringify(packDocument(alert, type)), HEADLINE)).toBe(1);
    // These two show their title apart from the message.
    for (const type of ['slack', 'ntfy'] as const)
      expect(times(JSON.stringify(packDocument(alert, type)), HEADLINE)).toBe(2);
  });

  it('of several stories is a list with a title of its own', () => {
    const html = renderHtml(alertOf(HEADLINE, 'Another story'), { maxBytes: null, unsubscribeUrl: null });
    expect(html).toContain('2 stories crossed the threshold of “urgent”.');
    expect(html.match(/<h3 /g)).toHaveLength(2);
  });
});
