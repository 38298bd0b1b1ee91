// A process that gathers, alerts, writes and delivers over three days, and is killed at the n-th step it reaches.
import { pino } from 'pino';
import type { Channel } from '../../../src/deliver/channel.ts';
import { openChannel } from '../../../src/deliver/open.ts';
import { drainOutbox, recoverOutbox } from '../../../src/flows/sending/drain-outbox.ts';
import { raiseAlerts } from '../../../src/flows/sending/raise-alert.ts';
import { writeDigest } from '../../../src/flows/sending/write-digest.ts';
import { Secret } from '../../../src/lib/secret.ts';
import type { AlertSettings, ChannelSettings, DigestSettings } from '../../../src/model/settings.ts';
import { Events } from '../../../src/observe/events.ts';
import { inTransaction } from '../../../src/store/database.ts';
import { MetaTable } from '../../../src/store/meta.ts';
import { DAILY, explain, HOUR, openWorld, seed, T0, TOPICS } from '../../unit/flows/seed.ts';

export const DAYS = 3;
const [path = '', url = '', killAt = ''] = process.argv.slice(2);

let steps = 0;
const hooks = {
  at: (step: string): void => {
    steps += 1;
    if (steps !== Number(killAt)) return;
    process.stdout.write(`killed at ${step}\n`);
    process.kill(process.pid, 'SIGKILL');
  },
};

const hook = (name: string): ChannelSettings => ({
  type: 'webhook',
  url: new Secret(`${url}/${name}`),
  secrets: [new Secret('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')],
  headers: {},
  allowPrivate: ['127.0.0.1'],
});
const settings = { one: hook('one'), two: hook('two') };
const digest: DigestSettings = { ...DAILY, channels: ['one', 'two'] };
const alert: AlertSettings = {
  id: 'urgent',
  timeZone: 'UTC',
  minScore: 8,
  topics: [],
  languages: [],
  minOutlets: 2,
  waitMs: 0,
  channels: ['one'],
  maxPerHour: 6,
  quietHours: null,
};

const db = openWorld(path);
const meta = new MetaTable(db);
const events = new Events(pino({ level: 'silent' }), null, (text) => text);
let now = T0 - HOUR;
const channels = new Map<string, Channel>(
  Object.entries(settings).map(([name, entry]) => [name, openChannel(name, entry)]),
);
const deps = { db, topics: TOPICS, baseUrl: null, explain, channels: settings, events, hooks };
const drain = {
  db,
  channels,
  settings,
  clock: { now: () => now },
  random: () => 0,
  events,
  hooks,
};

recoverOutbox(drain);
writeDigest(deps, digest, now);
raiseAlerts(deps, alert, now);
for (let day = 0; day < DAYS; day += 1) {
  now = T0 + day * 24 * HOUR - HOUR / 2;
  inTransaction(db, () => {
    if (Number(meta.get('seeded') ?? -1) >= day) return;
    const at = now;
    seed(db, [
      { id: day * 10 + 1, feed: 'nknews', title: `Story of day ${day}`, story: day + 1, at },
      { id: day * 10 + 2, feed: 'yonhap', title: `둘째 날 ${day}`, story: day + 1, at },
      { id: day * 10 + 3, feed: 'tass', title: `Другое ${day}`, story: day + 100, at },
    ]);
    meta.set('seeded', String(day));
  });
  raiseAlerts(deps, alert, now + 1000);
  now = T0 + day * 24 * HOUR;
  writeDigest(deps, digest, now);
  await drainOutbox(drain, new AbortController().signal);
}
for (const channel of channels.values()) await channel.close();
process.stdout.write(`done after ${steps} steps\n`);
