// Telegram Bot API: sendMessage with HTML, its retry_after obeyed, a chat that moved named for the operator.
import type { TelegramChannel } from '../model/settings.ts';
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

/** One message a second for each chat, twenty a minute in a group. */
const PAUSE_MS = 3_100;

/** Opens a Telegram chat. The token is part of the address, so the address is never told. */
export function openTelegram(name: string, settings: TelegramChannel, net: Requester): Channel {
  return {
    name,
    type: 'telegram',
    deliver: async (message, context) => {
      const posted = await postJson(net, {
        url: `${settings.api.replace(/\/$/, '')}/bot${settings.token.reveal()}/sendMessage`,
        body: JSON.stringify({ chat_id: settings.chat, ...(message.body as JsonBody) }),
        signal: context.signal,
      });
      return posted.ok ? readTelegram(posted.answer, context.now) : posted.outcome;
    },
    close: async () => net.close(),
  };
}

function readTelegram(answer: Answer, now: number): DeliveryOutcome {
  const json = answerJson(answer);
  const description = typeof json?.['description'] === 'string' ? json['description'] : answer.text;
  const detail = `answered ${answer.status}${quote(description)}`;
  const parameters = json?.['parameters'] as Readonly<Record<string, unknown>> | undefined;
  if (json?.['ok'] === true) {
    const id = (json['result'] as Readonly<Record<string, unknown>> | undefined)?.['message_id'];
    return {
      kind: 'sent',
      receipt: typeof id === 'number' ? `message ${id}` : 'accepted',
      pauseMs: PAUSE_MS,
    };
  }
  if (answer.status === 200) return retry('server-error', `${detail}: not an answer of the Bot API`, null);
  if (answer.status === 429) {
    const seconds = parameters?.['retry_after'];
    return retry(
      'rate-limited',
      detail,
      typeof seconds === 'number' ? seconds * 1000 : retryAfter(answer, now),
    );
  }
  const moved = parameters?.['migrate_to_chat_id'];
  if (typeof moved === 'number')
    return { kind: 'suspend', code: 'moved', detail: `the chat has moved: set \`chat: ${String(moved)}\`` };
  if (answer.status === 401 || answer.status === 404) return { kind: 'suspend', code: 'auth', detail };
  if (answer.status === 403 || /chat not found|user is deactivated/i.test(description))
    return { kind: 'suspend', code: 'gone', detail };
  return outcomeOfStatus(answer, now);
}
