// No secret reaches a log: whatever an event is given, in whatever field, and however the secret is dressed.
import { inspect } from 'node:util';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/lib/secret.ts';
import { EVENTS, type EventName } from '../../../src/observe/catalogue.ts';
import { Events } from '../../../src/observe/events.ts';
import { renderLine } from '../../../src/observe/log.ts';
import { secretsIn } from '../../../src/observe/open.ts';
import { openRedaction } from '../../../src/observe/redact.ts';

const SETTINGS = {
  channels: {
    mail: { smtp: new Secret('smtps://watch:Sm7p%21pass@mail.example.org:465') },
    hook: {
      url: new Secret('https://receiver.example.org/in/9f8e7d6c5b'),
      secrets: [new Secret('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')],
    },
  },
  feeds: [{ id: 'a', headers: { Cookie: 'session=c0okieValue', Accept: 'text/html' } }],
  web: { token: new Secret('a token / with signs & spaces') },
};

/** What must never be seen, with a text that carries it. */
const DRESSED: readonly (readonly [string, string])[] = [
  ['Sm7p%21pass', 'connect smtps://watch:Sm7p%21pass@mail.example.org:465 failed'],
  ['Sm7p!pass', 'auth failed for watch with Sm7p!pass'],
  ['9f8e7d6c5b', 'POST https://receiver.example.org/in/9f8e7d6c5b answered 500'],
  ['MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'signed with whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
  ['a token / with signs & spaces', 'wrong token: a token / with signs & spaces'],
  ['a%20token%20%2F%20with%20signs%20%26%20spaces', 'GET /?t=a%20token%20%2F%20with%20signs%20%26%20spaces'],
  ['c0okieValue', 'sent Cookie: session=c0okieValue'],
  ['hunter2', 'https://reader:hunter2@feeds.example.org/rss'],
  [
    'T0AAAAAAA/B0BBBBBBB/cccccccccccccccccccccccc',
    'https://hooks.slack.com/services/T0AAAAAAA/B0BBBBBBB/cccccccccccccccccccccccc',
  ],
  ['discordtokendiscordtoken', 'https://discord.com/api/webhooks/123456789/discordtokendiscordtoken'],
  [
    '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw',
    'https://api.telegram.org/bot110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/sendMessage',
  ],
  ['s1gnature', 'https://prod.example.org/workflows/x?api-version=1&sig=s1gnature'],
  ['tk_AgQdq7mVBoFD37zQVN29RhuMzNIz2', 'header Authorization: Bearer tk_AgQdq7mVBoFD37zQVN29RhuMzNIz2'],
];

function capture(): { readonly events: Events; readonly lines: string[] } {
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  return { events: new Events(log, null, openRedaction(secretsIn(SETTINGS))), lines };
}

describe('the log', () => {
  it.each(Object.keys(EVENTS) as EventName[])('%s shows no secret in any field', (name) => {
    const { events, lines } = capture();
    for (const [, text] of DRESSED) {
      events.emit(name, Object.fromEntries(Object.keys(EVENTS[name].fields).map((field) => [field, text])));
    }
    expect(lines).toHaveLength(DRESSED.length);
    const shown = [...lines, ...lines.map((line) => renderLine(line, false))].join('');
    for (const [secret] of DRESSED) expect(shown).not.toContain(secret);
    expect(shown).toContain('[secret]');
  });

  it('keeps what is no secret', () => {
    const redact = openRedaction(secretsIn(SETTINGS));
    for (const text of [
      'https://www.yna.co.kr/rss/northkorea.xml?page=2 answered 403',
      'basic training and bearer bonds',
      'the answer is text/html',
      'Kim Jong Un: 600 killed, says lawmaker; see https://example.org/a@b',
      'digest daily was due at 2026-11-25T07:00:00Z',
    ])
      expect(redact(text)).toBe(text);
  });

  it('prints a Secret by no means', () => {
    const secret = new Secret('hunter2hunter2');
    expect(`${String(secret)} ${JSON.stringify({ secret })} ${inspect(secret)}`).not.toContain('hunter2');
  });
});
