// Posts JSON to a receiver and turns what came back into an outcome. Redirects are never followed.
import type { Result } from '../lib/result.ts';
import type { FetchFailure } from '../model/failure.ts';
import type { DeliveryOutcome } from '../model/message.ts';
import type { NetRequest, NetResponse } from '../net/request.ts';

/** The part of the internet a channel needs. */
export interface Requester {
  request(request: NetRequest): Promise<Result<NetResponse, FetchFailure>>;
  close(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export type Posted =
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false; readonly outcome: DeliveryOutcome };

const TIMEOUT_MS = 20_000;
const MAX_ANSWER_BYTES = 64_000;
const MAX_RETRY_AFTER_MS = 24 * 3_600_000;

export interface Post {
  readonly url: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly timeoutMs?: number;
}

/** Sends `body` as application/json. Where no answer came, the outcome is ready; an answer is for the channel to read. */
export async function postJson(net: Requester, post: Post): Promise<Posted> {
  const result = await net.request({
    url: post.url,
    method: 'POST',
    headers: {
      'content-type': 'application/json; charset=utf-8',
      accept: 'application/json, text/plain;q=0.5, */*;q=0.1',
      'user-agent': 'Pactwatch/0.1',
      ...post.headers,
    },
    body: post.body,
    timeoutMs: post.timeoutMs ?? TIMEOUT_MS,
    maxBytes: MAX_ANSWER_BYTES,
    truncate: true,
    // The status is the answer: a body that never ends must not have the message sent again.
    keepCut: true,
    redirect: 'never',
    signal: post.signal,
  });
  if (!result.ok) return { ok: false, outcome: outcomeOfFailure(result.failure) };
  const { status, headers, body } = result.value;
  return { ok: true, answer: { status, headers, text: new TextDecoder().decode(body) } };
}

/** The rule of HTTP for webhooks: what each status means where the receiver's own manual says nothing else. */
export function outcomeOfStatus(answer: Answer, now: number): DeliveryOutcome {
  const { status } = answer;
  const detail = `answered ${status}${quote(answer.text)}`;
  if (status >= 200 && status < 300) return { kind: 'sent', receipt: `${status}${quote(answer.text)}` };
  if (status === 301 || status === 308) {
    return { kind: 'suspend', code: 'moved', detail: `${detail}: it has moved; redirects are not followed` };
  }
  if (status === 401 || status === 403) return { kind: 'suspend', code: 'auth', detail };
  if (status === 410) return { kind: 'suspend', code: 'gone', detail };
  if (status === 429) return retry('rate-limited', detail, retryAfter(answer, now));
  if (status === 413) return { kind: 'dead', code: 'too-large', detail };
  if (status === 408 || status === 425 || status >= 500)
    return retry('server-error', detail, retryAfter(answer, now));
  if (status < 400 || status === 404) return retry('rejected', detail, null);
  return { kind: 'dead', code: 'rejected', detail };
}

/** Retry-After (RFC 9110 section 10.2.3): seconds, also fractional, or an HTTP-date. Null where it says nothing usable. */
export function retryAfter(answer: Answer, now: number): number | null {
  const value = answer.headers['retry-after']?.trim();
  if (value === undefined || value === '') return null;
  if (/^\d+(\.\d+)?$/.test(value)) return Math.min(MAX_RETRY_AFTER_MS, Math.ceil(Number(value) * 1000));
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.min(MAX_RETRY_AFTER_MS, Math.max(0, at - now));
}

/** A retry outcome with the receiver's wish, where it has one. */
export function retry(
  code: 'rate-limited' | 'server-error' | 'rejected',
  detail: string,
  retryAfterMs: number | null,
): DeliveryOutcome {
  return retryAfterMs === null
    ? { kind: 'retry', code, detail }
    : { kind: 'retry', code, detail, retryAfterMs };
}

/** The answer as JSON; null where it is something else. */
export function answerJson(answer: Answer): Readonly<Record<string, unknown>> | null {
  try {
    const parsed: unknown = JSON.parse(answer.text);
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** What the receiver said, short, on one line and in quotes. */
export function quote(text: string): string {
  const flat = text.replaceAll(/[\u0000-\u001f\u007f\s]+/g, ' ').trim();
  if (flat === '') return '';
  return ` "${flat.length > 160 ? `${flat.slice(0, 159)}…` : flat}"`;
}

function outcomeOfFailure(failure: FetchFailure): DeliveryOutcome {
  const { code, detail } = failure;
  if (code === 'address-blocked') return { kind: 'suspend', code, detail };
  if (code === 'tls') return { kind: 'retry', code, detail };
  if (code === 'timeout') return { kind: 'retry', code, detail, uncertain: true };
  const unsent = code === 'dns' || code === 'refused' || code === 'unreachable';
  return unsent
    ? { kind: 'retry', code: 'network', detail }
    : { kind: 'retry', code: 'network', detail, uncertain: true };
}
