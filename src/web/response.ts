// Answers as values, and their way out: security headers on every one, validators where a body may be cached.
import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { WebRequest } from './request.ts';

export interface WebResponse {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  /** Added to, and overruling, the headers every answer bears. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Of the newest thing in the body; gives Last-Modified. */
  readonly modifiedAt?: number | null;
}

export const HTML_TYPE = 'text/html; charset=utf-8';
export const JSON_TYPE = 'application/json; charset=utf-8';
export const TEXT_TYPE = 'text/plain; charset=utf-8';

const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const SECURITY: Readonly<Record<string, string>> = {
  'content-security-policy': PAGE_POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), interest-cohort=()',
  'x-robots-tag': 'noindex, nofollow',
  'cache-control': 'private, no-cache',
};

/** An indented JSON answer. */
export function jsonResponse(value: unknown, status = 200): WebResponse {
  return { status, type: JSON_TYPE, body: `${JSON.stringify(value, null, 2)}\n` };
}

export function textResponse(body: string, status = 200): WebResponse {
  return { status, type: TEXT_TYPE, body: `${body}\n` };
}

/** To another address of this server. */
export function redirectResponse(location: string, status: 301 | 303 = 301): WebResponse {
  return { ...textResponse(`See ${location}`, status), headers: { location } };
}

/** A policy for a document with styles of its own: each is allowed by its hash, nothing else is. */
export function policyForStyles(styles: readonly string[]): string {
  const hashes = [...new Set(styles)].map((style) => `'sha256-${sha256(style)}'`);
  return `default-src 'none'; style-src 'unsafe-hashes' ${hashes.join(' ')}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
}

/** Writes the answer; a GET that has it already (If-None-Match, If-Modified-Since; RFC 9110 §13) gets 304. */
export function sendResponse(request: WebRequest | null, answer: WebResponse, out: ServerResponse): void {
  const headers: Record<string, string> = { ...SECURITY, 'content-type': answer.type, ...answer.headers };
  const body = Buffer.from(answer.body, 'utf8');
  if (answer.status === 200 && request?.method !== 'POST') {
    headers['etag'] = `"${sha256(body).slice(0, 27)}"`;
    if (answer.modifiedAt != null) headers['last-modified'] = new Date(answer.modifiedAt).toUTCString();
    if (request !== null && isKnown(request, headers['etag'], answer.modifiedAt ?? null)) {
      delete headers['content-type'];
      out.writeHead(304, headers).end();
      return;
    }
  }
  headers['content-length'] = String(body.length);
  out.writeHead(answer.status, headers);
  out.end(request?.method === 'HEAD' ? undefined : body);
}

function isKnown(request: WebRequest, etag: string, modifiedAt: number | null): boolean {
  const tags = request.header('if-none-match');
  if (tags !== null) {
    return tags.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')));
  }
  const since = Date.parse(request.header('if-modified-since') ?? '');
  return modifiedAt !== null && !Number.isNaN(since) && Math.floor(modifiedAt / 1000) * 1000 <= since;
}

function sha256(input: string | Buffer): string {
  return createHash('sha256').update(input).digest('base64');
}
