// Slack, Mattermost and Microsoft Teams incoming webhooks: what each says when it took a message and when it did not.
import type { ChatChannel } from '../model/settings.ts';
import type { DeliveryOutcome } from '../model/message.ts';
import type { Channel } from './channel.ts';
import { type Answer, outcomeOfStatus, postJson, quote, type Requester, retry, retryAfter } from './post.ts';

/** Slack and Mattermost take about one message a second. */
const PAUSE_MS = 1_100;

/** Opens one of the channels whose address is its only credential. */
export function openChat(
  name: string,
  settings: ChatChannel & { readonly type: 'slack' | 'mattermost' | 'teams' },
  net: Requester,
): Channel {
  const read = { slack: readSlack, mattermost: readSlack, teams: readTeams }[settings.type];
  return {
    name,
    type: settings.type,
    deliver: async (message, context) => {
      const posted = await postJson(net, {
        url: settings.url.reveal(),
        body: JSON.stringify(message.body),
        signal: context.signal,
      });
      return posted.ok ? read(posted.answer, context.now) : posted.outcome;
    },
    close: async () => net.close(),
  };
}

// Both answer 200 with the word `ok`; errors are plain text with 4xx. Another 200 came from something in between.
function readSlack(answer: Answer, now: number): DeliveryOutcome {
  const text = answer.text.trim();
  if (answer.status === 200) {
    if (text === 'ok') return { kind: 'sent', receipt: '200 "ok"', pauseMs: PAUSE_MS };
    return retry('server-error', `answered 200 but not "ok":${quote(text)}`, null);
  }
  const detail = `answered ${answer.status}${quote(text)}`;
  if (
    /^(?:channel_is_archived|channel_not_found|no_service|no_team|team_disabled|user_not_found)$/.test(text)
  )
    return { kind: 'suspend', code: 'gone', detail };
  if (/^(?:action_prohibited|posting_to_general_channel_denied|invalid_token|no_active_hooks)$/.test(text))
    return { kind: 'suspend', code: 'auth', detail };
  if (answer.status === 404) return { kind: 'suspend', code: 'gone', detail };
  if (text === 'rollup_error') return retry('server-error', detail, null);
  return outcomeOfStatus(answer, now);
}

// 202: the flow took it (the card may still fail inside the flow). The former connectors hid a 429 in a 200.
function readTeams(answer: Answer, now: number): DeliveryOutcome {
  const hidden = /HTTP error (\d{3})/i.exec(answer.text)?.[1];
  if (answer.status === 200 && hidden !== undefined) {
    const detail = `answered 200${quote(answer.text)}`;
    return hidden === '429'
      ? retry('rate-limited', detail, retryAfter(answer, now) ?? 60_000)
      : retry('server-error', detail, null);
  }
  if (answer.status === 202)
    return { kind: 'sent', receipt: '202: the flow took it; whether the card appears is seen in Teams' };
  if (answer.status === 404)
    return { kind: 'suspend', code: 'gone', detail: `answered 404${quote(answer.text)}` };
  return outcomeOfStatus(answer, now);
}
