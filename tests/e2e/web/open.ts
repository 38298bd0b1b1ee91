// Opens real pages over a real database file for a test, and closes both.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { openJoinExplainer } from '../../../src/flows/judging/explain-joins.ts';
import type { WebSettings } from '../../../src/model/settings.ts';
import { Events } from '../../../src/observe/events.ts';
import { Metrics } from '../../../src/observe/metrics.ts';
import { openRedaction } from '../../../src/observe/redact.ts';
import { type Database, openDatabase } from '../../../src/store/database.ts';
import type { WebDeps } from '../../../src/web/context.ts';
import { openWeb } from '../../../src/web/server.ts';
import { NOW, seed } from './seed.ts';
import { TOPICS } from './seed-items.ts';

export interface OpenedPages extends AsyncDisposable {
  readonly address: string;
  readonly db: Database;
  readonly left: { readonly subscriptionId: string; readonly recipient: string }[];
  readonly logged: string[];
}

export const LOOPBACK: WebSettings = {
  host: '127.0.0.1',
  port: 0,
  baseUrl: null,
  token: null,
  password: null,
};

export interface OpenPagesOptions {
  readonly settings?: Partial<WebSettings>;
  readonly deps?: Partial<WebDeps>;
  readonly fill?: (db: Database) => void | Promise<void>;
}

export async function openPages(options: OpenPagesOptions = {}): Promise<OpenedPages> {
  const folder = mkdtempSync(join(tmpdir(), 'pactwatch-web-'));
  const opened = openDatabase(join(folder, 'pactwatch.db'), { exclusive: true });
  if (options.fill === undefined) seed(opened.db);
  else await options.fill(opened.db);
  const logged: string[] = [];
  const left: OpenedPages['left'] = [];
  const metrics = new Metrics({ version: '1', node: 'v24' });
  const events = new Events(
    pino({}, { write: (line: string) => logged.push(line) }),
    metrics,
    openRedaction([]),
  );
  const deps: WebDeps = {
    db: opened.db,
    events,
    metrics,
    clock: { now: () => NOW },
    health: () => ({ healthy: true, problems: [] }),
    liveness: () => ({ healthy: true, problems: [] }),
    readiness: () => ({ healthy: true, problems: [] }),
    unsubscribe: {
      verify: (token) =>
        token === 'u1.good.token' ? { subscriptionId: 'daily', recipient: 'desk@example.org' } : null,
      hasLeft: ({ recipient }) => left.some((leaver) => leaver.recipient === recipient),
      record: (leaver) => left.push(leaver),
    },
    describeFeedFailure: (code) => `Advice for ${code}: try the address in a browser.`,
    joins: openJoinExplainer(TOPICS.map(([id, name]) => ({ id, name }))),
    topicNames: TOPICS.map(([id, name]) => ({ id, name })),
    redact: openRedaction([]),
    timeZone: 'Asia/Seoul',
    ...options.deps,
  };
  const web = await openWeb({ ...LOOPBACK, ...options.settings }, deps);
  return {
    address: web.address,
    db: opened.db,
    left,
    logged,
    [Symbol.asyncDispose]: async () => {
      await web.close();
      opened.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
