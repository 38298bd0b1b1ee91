// Reads a feed from a file, with its time and size standing in for the validators of HTTP.
import { constants, open } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { fail, ok, type Result } from '../lib/result.ts';
import type { FetchFailure } from '../model/failure.ts';
import type { FeedState } from '../model/feed.ts';
import type { Fetched } from './fetched.ts';

interface FileOptions {
  readonly clock: { now(): number };
  readonly maxBytes: number;
  readonly state: FeedState;
  readonly full: boolean;
}

// A pipe that nobody writes to would keep the poll waiting for ever. (Windows knows no such flag.)
const AT_ONCE = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Reads `url` (file:); unchanged time and size count as not modified. */
export async function readFeedFile(
  url: string,
  options: FileOptions,
): Promise<Result<Fetched, FetchFailure>> {
  const startedAt = options.clock.now();
  try {
    await using file = await open(fileURLToPath(url), AT_ONCE);
    const { mtimeMs, size, isFile } = await describeFile(file);
    if (!isFile) return fail({ code: 'file-unreadable', detail: 'is not a regular file' });
    if (size > options.maxBytes)
      return fail({ code: 'too-large', detail: `the file has ${size} bytes, more than ${options.maxBytes}` });
    const etag = `"${mtimeMs}-${size}"`;
    const modified = options.full || etag !== options.state.etag;
    const body = modified ? await file.readFile() : new Uint8Array();
    const finishedAt = options.clock.now();
    const elapsedMs = finishedAt - startedAt;
    return ok({
      kind: modified ? 'fetched' : 'not-modified',
      response: modified
        ? {
            requestUrl: url,
            finalUrl: url,
            status: 200,
            headers: {},
            body,
            redirects: [],
            fetchedAt: finishedAt,
            elapsedMs,
          }
        : null,
      status: modified ? 200 : 304,
      etag,
      lastModified: null,
      movedTo: null,
      cut: null,
      full: options.full,
      caching: { freshMs: null, retryAfterMs: null },
      elapsedMs,
    });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return fail({
      code: code === 'ENOENT' ? 'file-missing' : 'file-unreadable',
      detail: code === 'ENOENT' ? 'there is no such file' : `cannot be read (${code})`,
    });
  }
}

async function describeFile(
  file: Awaited<ReturnType<typeof open>>,
): Promise<{ mtimeMs: number; size: number; isFile: boolean }> {
  const stat = await file.stat();
  return { mtimeMs: stat.mtimeMs, size: stat.size, isFile: stat.isFile() };
}
