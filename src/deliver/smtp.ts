// What an smtp:// or smtps:// address says about the way to the server, and what an SMTP error means.
import type { DeliveryFailureCode } from '../model/failure.ts';
import type { DeliveryOutcome } from '../model/message.ts';

export interface SmtpRoute {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (RFC 8314); else STARTTLS is required or, with `?tls=none`, never used. */
  readonly secure: boolean;
  readonly requireTLS: boolean;
  readonly ignoreTLS: boolean;
  readonly auth: { readonly user: string; readonly pass: string } | null;
}

/**
 * `smtp://user:pass@host:587` requires STARTTLS; `smtp://host:25?tls=none` sends in the clear, for this machine or a
 * network that is trusted; `smtps://host` speaks TLS at once. Throws on an address that is none of these.
 */
export function parseSmtpUrl(text: string): SmtpRoute {
  const url = new URL(text);
  const secure = url.protocol === 'smtps:';
  if (!secure && url.protocol !== 'smtp:') throw new Error('an SMTP address begins with smtp:// or smtps://');
  const tls = url.searchParams.get('tls') ?? (secure ? 'implicit' : 'starttls');
  if (!['starttls', 'none', 'implicit'].includes(tls) || (secure && tls === 'none'))
    throw new Error('`tls` of an smtp:// address is `starttls` or `none`');
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure: secure || tls === 'implicit',
    requireTLS: !secure && tls === 'starttls',
    ignoreTLS: tls === 'none',
    auth:
      url.username === ''
        ? null
        : { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
  };
}

const NEVER_STOOD: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'CONNECT_TIMEOUT',
  'GREETING_TIMEOUT',
  'UPGRADE_TIMEOUT',
]);

/** What nodemailer puts on its errors. */
export interface SmtpError {
  readonly code: string;
  readonly responseCode: number | null;
  readonly command: string;
  readonly response: string;
  /** What the operating system or the mailer's clock said, such as `ECONNREFUSED` or `GREETING_TIMEOUT`. */
  readonly cause: string;
}

/** Reads an error of the mailer; null where it is a bug and not a matter of delivery. */
export function readSmtpError(error: unknown): SmtpError | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  const { code } = error;
  if (!/^E[A-Z0-9]+$/.test(code)) return null;
  return {
    code,
    responseCode:
      'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : null,
    command: textOf(error, 'command'),
    response: textOf(error, 'response') || bareReason(error.message),
    cause: textOf(error, 'timeoutType') || textOf(error, 'originalCode'),
  };
}

/**
 * RFC 5321 section 4.2: 4xx asks to come back, 5xx refuses for good. A refusal of the login or the sender concerns the
 * channel, a refusal of the recipient or the content only this message.
 */
export function outcomeOfSmtpError(error: SmtpError): DeliveryOutcome {
  const { code, responseCode: status } = error;
  const detail = describe(error);
  const untrusted = /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|ERR_OSSL/.test(error.cause);
  // Unless the connection never stood, a loss leaves open whether the server took the text (RFC 5321 section 4.5.3.2.6).
  const lost =
    status === null && !untrusted && ['ECONNECTION', 'ESOCKET', 'ETIMEDOUT', 'EABORT'].includes(code);
  const uncertain = lost && !NEVER_STOOD.has(error.cause);
  const retry = (failure: DeliveryFailureCode): DeliveryOutcome => ({
    kind: 'retry',
    code: failure,
    detail,
    ...(uncertain ? { uncertain } : {}),
  });
  if (status !== null && status >= 400 && status < 500)
    return retry(status === 421 || status === 450 || status === 451 ? 'rate-limited' : 'server-error');
  if (code === 'EAUTH' || code === 'ENOAUTH' || status === 530 || status === 535)
    return { kind: 'suspend', code: 'auth', detail };
  if (code === 'ETLS' || code === 'EREQUIRETLS' || untrusted) return retry('tls');
  if (code === 'ETIMEDOUT') return retry('timeout');
  if (status !== null && status >= 500) {
    if (status === 503 || /^(?:CONN|EHLO|HELO)?$/.test(error.command)) return retry('server-error');
    if (status === 552 || status === 523) return { kind: 'dead', code: 'too-large', detail };
    // Whom the server does not let send, it lets send nothing: no message is burnt over it.
    if (error.command.startsWith('MAIL')) return { kind: 'suspend', code: 'auth', detail };
    return { kind: 'dead', code: 'rejected', detail };
  }
  if (code === 'EENVELOPE') return { kind: 'dead', code: 'rejected', detail };
  return retry('network');
}

function describe(error: SmtpError): string {
  const stage = error.command === '' ? '' : ` at ${error.command.split(/\s/)[0]}`;
  return `${error.response.replaceAll(/\s+/g, ' ').slice(0, 240)} (${error.code}${stage})`;
}

function textOf(error: Error, key: string): string {
  const value: unknown = Reflect.get(error, key);
  return typeof value === 'string' ? value : '';
}

// Node's socket errors repeat address and port, which is all they add; they hold no credential.
function bareReason(message: string): string {
  return message.replaceAll(/\/\/[^\s@/]*@/g, '//');
}
