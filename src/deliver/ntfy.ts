// ntfy: published as JSON, because its headers take no Unicode; a daily limit is waited out, not hammered.
import type { NtfyChannel } from '../model/settings.ts';
import type { DeliveryOutcome, JsonBody } from '../model/message.ts';
import type { Channel } from './channel.ts';
import {
  type Answer,
  answerJson,
  outcomeOfStatus,
  postJson,
  quote,
  type Requester,
  retry,
  retryAfter,
} from './post.ts';

const PAUSE_MS = 1_100;

/** Opens a topic of an ntfy server; `url` is the server's address. */
export function openNtfy(name: string, settings: NtfyChannel, net: Requester): Channel {
  return {
    name,
    type: 'ntfy',
    deliver: async (message, context) => {
      const body = message.body as JsonBody;
      const posted = await postJson(net, {
        url: settings.url.reveal(),
        body: JSON.stringify({
          topic: settings.topic,
          ...body,
          ...(body['priority'] === undefined && settings.priority !== 3
            ? { priority: settings.priority }
            : {}),
        }),
        headers: settings.token === null ? {} : { authorization: `Bearer ${settings.token.reveal()}` },
        signal: context.signal,
      });
      return posted.ok ? readNtfy(posted.answer, context.now) : posted.outcome;
    },
    close: async () => net.close(),
  };
}

// Error codes of ntfy: 42901 too many requests, 42903 and above daily limits, which an hour does not lift sooner.
function readNtfy(answer: Answer, now: number): DeliveryOutcome {
  const json = answerJson(answer);
  if (answer.status === 200) {
    const id = json?.['id'];
    if (typeof id !== 'string')
      return retry('server-error', `answered 200 without an id${quote(answer.text)}`, null);
    return { kind: 'sent', receipt: `message ${id}`, pauseMs: PAUSE_MS };
  }
  if (answer.status === 429) {
    const code = Number(json?.['code']);
    const wish = retryAfter(answer, now) ?? (code >= 42903 ? 3_600_000 : 10_000);
    return retry('rate-limited', `answered 429${quote(answer.text)}`, wish);
  }
  return outcomeOfStatus(answer, now);
}
