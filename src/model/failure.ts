// What can be expected to go wrong, one closed union per seam. Each code is a metric label and is documented.
import type { RedirectHop } from './response.ts';

/** Why a feed could not be fetched. */
export type FetchFailureCode =
  | 'dns'
  | 'refused'
  | 'reset'
  | 'unreachable'
  | 'tls'
  | 'timeout'
  | 'network'
  | 'too-large'
  | 'bad-encoding'
  | 'address-blocked'
  | 'redirect-loop'
  | 'redirect-invalid'
  | 'unauthorised'
  | 'forbidden'
  | 'not-found'
  | 'gone'
  | 'rate-limited'
  | 'client-error'
  | 'server-error'
  | 'bot-challenge'
  | 'login-wall'
  | 'captive-portal'
  | 'file-missing'
  | 'file-unreadable';

/** Why fetched bytes are not a feed. */
export type ParseFailureCode = 'empty' | 'html' | 'not-a-feed' | 'hostile' | 'too-slow';

/** How a channel's attempt to deliver a message ended when it did not succeed. */
export type DeliveryFailureCode =
  | 'network'
  | 'timeout'
  | 'tls'
  | 'rate-limited'
  | 'server-error'
  | 'rejected'
  | 'moved'
  | 'auth'
  | 'gone'
  | 'address-blocked'
  | 'too-large'
  | 'disk';

/** What came back where an answer was refused, for who looks into it. */
export interface RefusedAnswer {
  readonly finalUrl: string;
  readonly redirects: readonly RedirectHop[];
  /** Null where no answer came in the end. */
  readonly headers: Readonly<Record<string, string>> | null;
  readonly bytes: number;
}

export interface FetchFailure {
  readonly code: FetchFailureCode;
  /** One sentence: what was sent, what came back. Never a secret. */
  readonly detail: string;
  readonly status?: number;
  /** The server's own wish, from Retry-After. */
  readonly retryAfterMs?: number;
  readonly answer?: RefusedAnswer;
}

export interface ParseFailure {
  readonly code: ParseFailureCode;
  readonly detail: string;
}

/** Why an article page gave no text. */
export type PageFailureCode = FetchFailureCode | 'not-a-page' | 'unreadable' | 'hostile' | 'too-slow';

export interface PageFailure {
  readonly code: PageFailureCode;
  readonly detail: string;
  readonly retryAfterMs?: number;
}

export type FeedFailure = FetchFailure | ParseFailure;
