// Everything one demo run needs, opened and closed together: outlets, receivers, configuration, clock and the app.
import { randomBytes } from 'node:crypto';
import { openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type App, openApp } from '../app.ts';
import { loadSettings } from '../config/load.ts';
import { MINUTE_MS } from '../lib/clock.ts';
import { VERSION } from '../lib/version.ts';
import { Events } from '../observe/events.ts';
import { Metrics } from '../observe/metrics.ts';
import { openLog } from '../observe/log.ts';
import type { Observation } from '../observe/open.ts';
import { openRedaction } from '../observe/redact.ts';
import { MovableClock } from './clock.ts';
import { type FeedServer, openFeedServer } from './feed-server.ts';
import { type MailReceiver, openMailReceiver } from './mail-receiver.ts';
import { loadOutlets, type RoundTimes } from './outlet.ts';
import { openWebhookReceiver, type WebhookReceiver } from './webhook-receiver.ts';
import { makeWorkspace, type Workspace, writeConfig } from './workspace.ts';

const OUTLETS = fileURLToPath(new URL('../../config/demo/outlets', import.meta.url));
const TOPIC = fileURLToPath(new URL('../../config/topics/dprk-russia.yaml', import.meta.url));

export interface Stage {
  readonly workspace: Workspace;
  readonly app: App;
  readonly clock: MovableClock;
  readonly feeds: FeedServer;
  readonly mail: MailReceiver;
  readonly hook: WebhookReceiver;
  /** Shared by the webhook channel and its receiver. */
  readonly secret: string;
  readonly times: RoundTimes;
  readonly digestAt: number;
  close(): Promise<void>;
}

/** Opens the stage in a folder of its own, with the clock at the first round. */
export async function openStage(out: string | null): Promise<Stage> {
  const digestAt = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
  const times = { 1: digestAt - 22 * MINUTE_MS, 2: digestAt - 2 * MINUTE_MS };
  const workspace = makeWorkspace(out);
  const outlets = loadOutlets(OUTLETS);
  const secret = `whsec_${randomBytes(24).toString('base64')}`;
  const clock = new MovableClock();
  clock.set(times[1]);
  const closing: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const step of closing.splice(0).toReversed()) await step();
  };
  const opened = <T extends { close(): Promise<void> }>(resource: T): T => {
    closing.push(() => resource.close());
    return resource;
  };
  try {
    const feeds = opened(await openFeedServer(outlets, times));
    const mail = opened(await openMailReceiver());
    const hook = opened(await openWebhookReceiver(secret));
    writeConfig(workspace, { outlets, feeds, hookPort: hook.port, topicFile: TOPIC, digestAt });
    const settings = loadSettings(workspace.config, {
      SMTP_URL: `smtp://127.0.0.1:${mail.port}?tls=none`,
      HOOK_URL: `http://127.0.0.1:${hook.port}/hook`,
      HOOK_SECRET: secret,
    });
    const app = opened(await openApp(settings, { ...openObservation(workspace, secret), clock }));
    // The first look at a subscription takes it up; from then on its due times are kept.
    app.writeDigests();
    return { workspace, app, clock, feeds, mail, hook, secret, times, digestAt, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function openObservation(workspace: Workspace, secret: string): Omit<Observation, 'log'> {
  const fd = openSync(workspace.log, 'w');
  const log = openLog({ level: 'debug', format: 'json', fd, version: VERSION });
  const metrics = new Metrics({ version: VERSION, node: process.version });
  const redact = openRedaction([secret]);
  return { metrics, redact, events: new Events(log, metrics, redact) };
}
