// Discord webhooks: asks for a real answer (wait=true), obeys the bucket, and stops at once where asking on would ban us.
import type { ChatChannel } from '../model/settings.ts';
import type { DeliveryOutcome } from '../model/message.ts';
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

/** Opens a Discord channel. */
export function openDiscord(name: string, settings: ChatChannel, net: Requester): Channel {
  return {
    name,
    type: 'discord',
    deliver: async (message, context) => {
      const url = new URL(settings.url.reveal());
      url.searchParams.set('wait', 'true');
      const posted = await postJson(net, {
        url: url.href,
        body: JSON.stringify(message.body),
        signal: context.signal,
      });
      return posted.ok ? readDiscord(posted.answer, context.now) : posted.outcome;
    },
    close: async () => net.close(),
  };
}

function readDiscord(answer: Answer, now: number): DeliveryOutcome {
  const json = answerJson(answer);
  if (answer.status === 200) {
    const id = json?.['id'];
    if (typeof id !== 'string')
      return retry('server-error', `answered 200 without a message id${quote(answer.text)}`, null);
    return { kind: 'sent', receipt: `message ${id}`, pauseMs: pauseOf(answer) };
  }
  if (answer.status === 429) {
    const seconds = json?.['retry_after'];
    const wish = typeof seconds === 'number' ? Math.ceil(seconds * 1000) : retryAfter(answer, now);
    return retry('rate-limited', `answered 429${quote(answer.text)}`, wish);
  }
  // 404: the webhook was deleted, never to be used again; 10 000 such answers in ten minutes ban the address.
  if (answer.status === 404)
    return { kind: 'suspend', code: 'gone', detail: `answered 404${quote(answer.text)}` };
  return outcomeOfStatus(answer, now);
}

function pauseOf(answer: Answer): number {
  const remaining = answer.headers['x-ratelimit-remaining'];
  const reset = Number(answer.headers['x-ratelimit-reset-after']);
  if (remaining !== '0' || !Number.isFinite(reset)) return PAUSE_MS;
  return Math.max(PAUSE_MS, Math.ceil(reset * 1000));
}
