// Whether an answer is what was asked for: a status that refuses, or a wall in place of the document. Pure.
import type { FetchFailure, FetchFailureCode } from '../model/failure.ts';
import type { NetResponse } from '../net/request.ts';
import { recogniseWall } from './challenge.ts';

const HEAD_BYTES = 16_384;

/** The wall that stands in for the document; null: none is recognised. */
export function wallOf(answer: NetResponse, requestUrl: string): FetchFailure | null {
  const { body } = answer;
  const size = Math.min(body.byteLength, HEAD_BYTES);
  const head = Buffer.from(body.buffer, body.byteOffset, size).toString('latin1');
  return recogniseWall({ ...answer, requestUrl, head });
}

/** What the status refuses; null where a document or "not modified" came (RFC 9110 section 15). */
export function refusalOf(answer: NetResponse): FetchFailure | null {
  const code = codeOf(answer.status);
  if (code === null) return null;
  const lost = code === 'redirect-invalid' ? ', which names no other address' : '';
  const detail = `${new URL(answer.finalUrl).host} answered with status ${answer.status}${lost}`;
  return { code, detail, status: answer.status };
}

function codeOf(status: number): FetchFailureCode | null {
  if (status === 200 || status === 203 || status === 206 || status === 226 || status === 304) return null;
  if (status === 401 || status === 407) return 'unauthorised';
  if (status === 403 || status === 451) return 'forbidden';
  if (status === 404) return 'not-found';
  if (status === 410) return 'gone';
  if (status === 429) return 'rate-limited';
  if (status >= 500) return 'server-error';
  if (status >= 300 && status < 400) return 'redirect-invalid';
  return status >= 200 && status < 300 ? null : 'client-error';
}
