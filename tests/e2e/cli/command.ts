// Runs the real command line in a process of its own, and makes the small world that commands look at.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const LAUNCH = join(process.cwd(), 'src/launch.mjs');
export const TOPIC = join(process.cwd(), 'config/topics/dprk-russia.yaml');
const LIMIT_MS = 60_000;

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs `pactwatch` with these arguments to its end. */
export async function pactwatch(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const child = start(args, options);
  let out = '';
  let err = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (err += text));
  child.stdin?.on('error', () => {}); // a command that refuses its options reads no input
  child.stdin?.end(options.input ?? '');
  const timer = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  clearTimeout(timer);
  return { code, out, err };
}

/** Starts `pactwatch` and leaves it running. */
export function start(args: readonly string[], options: RunOptions = {}): ChildProcess {
  const kept = Object.entries(process.env).filter(([name]) => !/^(?:PACTWATCH_|LOG_|VITEST)/.test(name));
  return spawn(process.execPath, [LAUNCH, ...args], {
    cwd: options.cwd ?? tmpdir(),
    env: { ...Object.fromEntries(kept), LOG_FORMAT: 'json', ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

/** The JSON objects of a text, one a line. */
export function jsonLines(text: string): Record<string, unknown>[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

export interface World {
  readonly folder: string;
  readonly config: string;
  /** Address of the feed server. */
  readonly base: string;
  readonly server: Server;
  /** Writes the configuration with these feeds and whatever else; returns its path. */
  configure(more?: { readonly feeds?: string; readonly poll?: string; readonly rest?: string }): string;
  close(): void;
}

/** A folder with a configuration, and a loopback server with two feeds: one good, one gone. */
export async function openCommandWorld(): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'pactwatch-command-'));
  const server = createServer((request, response) => {
    if (request.url === '/news.xml')
      response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(news());
    else if (request.url === '/titles.xml')
      response
        .writeHead(200, { 'content-type': 'application/rss+xml' })
        .end(titles(request.headers.host ?? ''));
    else if (request.url === '/story.html')
      response.writeHead(200, { 'content-type': 'text/html' }).end(STORY);
    else response.writeHead(410).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const config = join(folder, 'pactwatch.yaml');
  const configure: World['configure'] = ({ feeds, poll = '', rest = '' } = {}) => {
    writeFileSync(
      config,
      `data: data
topic: "${TOPIC}"
poll: { allow_private: [127.0.0.1], spacing: 0s${poll} }
feeds: ${feeds ?? `[{ id: news, name: The News, url: "${base}/news.xml", lang: en }, { id: gone, url: "${base}/gone.xml" }]`}
channels: { files: { type: folder, path: data/digests } }
digests:
  - { id: daily, name: Daily, schedule: "0 7 * * *", timezone: Asia/Seoul, channels: [files] }
${rest}`,
    );
    return config;
  };
  configure();
  const close = (): void => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { folder, config, base, server, configure, close };
}

const STORY = `<!doctype html><html><body><nav><a href="/">Home</a></nav><article><h1>A convoy leaves</h1><p>${'North Korean troops boarded trains to Russia, where they are to fight in Kursk, the spy agency said. '.repeat(4)}</p></article></body></html>`;

/** A feed of a title that says little; the article page says more. */
function titles(host: string): string {
  return `<rss version="2.0"><channel><title>Titles</title><item><title>A convoy leaves at dawn</title>
<guid>http://${host}/story.html</guid><pubDate>${new Date().toUTCString()}</pubDate></item></channel></rss>`;
}

let served = 0;

/** A feed with one item on the subject and one that is not. */
export function news(): string {
  // Another document each time, also within one second.
  const now = Date.now() + ++served * 1_000;
  const at = (hoursAgo: number): string => new Date(now - hoursAgo * 3_600_000).toUTCString();
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>The News</title><link>https://news.example/</link>
<item><title>North Korea sends more troops to Russia, says Seoul</title><guid isPermaLink="false">n1</guid>
<link>https://news.example/troops</link><pubDate>${at(2)}</pubDate>
<description>North Korean soldiers were deployed to Kursk to fight for Russia, the spy agency told lawmakers.</description></item>
<item><title>Rain over the coast on Thursday</title><guid isPermaLink="false">n2</guid>
<link>https://news.example/rain</link><pubDate>${at(1)}</pubDate><description>Umbrellas are advised.</description></item>
</channel></rss>`;
}
