// The internet of the demo: one loopback server that serves every outlet's feed, well or badly as the outlet does it.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { shortHash } from '../lib/hash.ts';
import { encodeText } from './encode.ts';
import { renderFeed } from './feed-text.ts';
import { listenOnLoopback } from './loopback.ts';
import { type Outlet, publishedIn, type Round, type RoundTimes } from './outlet.ts';

const CONTENT_TYPES: Readonly<Record<Outlet['format'], string>> = {
  rss: 'application/rss+xml',
  rdf: 'application/rdf+xml',
  atom: 'application/atom+xml',
  'json-feed': 'application/feed+json',
};

export interface FeedServer {
  readonly port: number;
  /** The address a feed is configured under. */
  urlOf(source: Outlet): string;
  /** From now on outlets show what they have in this round. */
  enterRound(round: Round): void;
  close(): Promise<void>;
}

/** Opens the server on a free port of 127.0.0.1, in the first round. */
export async function openFeedServer(outlets: readonly Outlet[], times: RoundTimes): Promise<FeedServer> {
  let round: Round = 1;
  const byPath = new Map(outlets.map((source) => [pathOf(source), source]));
  const moved = new Map(
    outlets.filter(({ behaviour }) => behaviour === 'moved').map((source) => [newPathOf(source), source]),
  );
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    const source = byPath.get(path);
    const atNewPath = moved.get(path);
    if (atNewPath !== undefined) serveFeed(atNewPath, round, times, request, response);
    else if (source === undefined) answer(response, 404);
    else if (source.behaviour === 'gone') answer(response, 410);
    else if (source.behaviour === 'down' && round === 2) answer(response, 503, { 'retry-after': '1800' });
    else if (source.behaviour === 'moved') answer(response, 301, { location: newPathOf(source) });
    else serveFeed(source, round, times, request, response);
  });
  const listening = await listenOnLoopback(server);
  return {
    ...listening,
    urlOf: (source) => `http://127.0.0.1:${listening.port}${pathOf(source)}`,
    enterRound: (next) => {
      round = next;
    },
  };
}

function pathOf(source: Outlet): string {
  return `/${source.id}/feed.${source.format === 'json-feed' ? 'json' : 'xml'}`;
}

function newPathOf(source: Outlet): string {
  return `/${source.id}/news/latest.xml`;
}

function serveFeed(
  source: Outlet,
  round: Round,
  times: RoundTimes,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const body = encodeText(renderFeed(source, publishedIn(source, round, times)), source.charset);
  const etag = `"${shortHash(body)}"`;
  if (request.headers['if-none-match'] === etag) return answer(response, 304, { etag });
  const declared = source.declare === 'header' || source.declare === 'both';
  const charset = declared ? `; charset=${source.charset}` : '';
  response.writeHead(200, {
    'content-type': `${CONTENT_TYPES[source.format]}${charset}`,
    'content-length': body.byteLength,
    etag,
  });
  response.end(body);
}

function answer(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  response.writeHead(status, headers);
  response.end();
}
