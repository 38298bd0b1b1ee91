// A digest that is sent again is the same: the same messages, the same bodies, the same ids, to those who are still on.
import { SMTPServer } from 'smtp-server';
import { describe, expect, it } from 'vitest';
import { openEmail } from '../../../src/deliver/email.ts';
import { drainOutbox } from '../../../src/flows/sending/drain-outbox.ts';
import { resendDigest } from '../../../src/flows/sending/resend-digest.ts';
import { Secret } from '../../../src/lib/secret.ts';
import type { ChannelSettings, EmailChannel, Settings } from '../../../src/model/settings.ts';
import type { Database } from '../../../src/store/database.ts';
import { DigestTable } from '../../../src/store/digests.ts';
import { OutboxTable } from '../../../src/store/outbox.ts';
import { RetentionTable } from '../../../src/store/retention.ts';
import { digestWorld } from './digest-world.ts';
import { DAILY, HOUR, seed, T0 } from './seed.ts';

const MAIL: EmailChannel = {
  type: 'email',
  smtp: new Secret('smtp://mail.example'),
  from: 'Watch <watch@example.org>',
  to: ['Desk <desk@example.org>', 'b@example.org'],
  replyTo: null,
  bounce: null,
  dkim: null,
};
const FOLDER: ChannelSettings = { type: 'folder', path: '/nowhere' };
const BASE = 'https://watch.example.org';

function settingsOf(channels: Settings['channels'], own: readonly string[]): Settings {
  return { channels, digests: [{ ...DAILY, channels: own }], web: { baseUrl: BASE } } as unknown as Settings;
}

function world(channels: Settings['channels'] = { mail: MAIL }) {
  const made = digestWorld({ channels, baseUrl: BASE });
  const own = Object.keys(channels);
  seed(made.db, [{ id: 1, feed: 'yonhap', title: '북한 포탄, 나진항 떠나', at: T0 - 2 * HOUR }]);
  const digest = { ...DAILY, channels: own };
  made.write(made.start, digest);
  made.write(T0, digest);
  return made;
}

interface Row {
  readonly id: string;
  readonly body: string;
  readonly state: string;
}

const rows = (db: Database): Row[] =>
  db.prepare<[], Row>('SELECT id, body, state FROM message ORDER BY id').all();
const finish = (db: Database): void => {
  for (const { id } of rows(db)) new OutboxTable(db).settleSent(id, T0, 'ok');
};
const again = (db: Database, settings = settingsOf({ mail: MAIL }, ['mail']), now = T0 + 9 * HOUR) =>
  resendDigest(db, settings, { id: '1', channels: null, now });

describe('digest resend', () => {
  it('queues the very messages that were sent, and once only while they wait', () => {
    const { db } = world();
    const first = rows(db);
    finish(db);
    expect(again(db)).toEqual({ queued: 2, waiting: 0 });
    expect(rows(db)).toEqual(first);
    const waiting = new OutboxTable(db).list({ limit: 9 });
    expect(waiting.every((one) => one.possibleDuplicate)).toBe(true);
    // It waits from now on, not since it was first written: nothing is late.
    expect(waiting.every((one) => one.createdAt === T0 + 9 * HOUR)).toBe(true);
    expect(again(db)).toEqual({ queued: 0, waiting: 2 });
  });

  it('makes the same bodies anew where retention emptied them', () => {
    const { db } = world();
    const first = rows(db);
    finish(db);
    new RetentionTable(db).emptyMessages(T0 + HOUR, 99);
    expect(rows(db).every(({ body }) => body === 'null')).toBe(true);
    expect(again(db, undefined, T0 + 900 * HOUR)).toEqual({ queued: 2, waiting: 0 });
    expect(rows(db)).toEqual(first);
  });

  it('reaches a channel and a recipient that are new, and nobody who left', () => {
    const { db } = world();
    finish(db);
    new DigestTable(db).unsubscribe('daily', 'b@example.org', T0);
    const more = { mail: { ...MAIL, to: [...MAIL.to, 'c@example.org'] }, files: FOLDER };
    expect(again(db, settingsOf(more, ['mail', 'files']))).toEqual({ queued: 3, waiting: 0 });
    const waiting = new OutboxTable(db).list({ states: ['pending'], limit: 9 });
    expect(waiting.map(({ channel, recipient }) => `${channel} ${recipient}`).sort()).toEqual([
      'files ',
      'mail Desk <desk@example.org>',
      'mail c@example.org',
    ]);
  });

  it('gives a mail server the same bytes', async () => {
    const received: string[] = [];
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      logger: false,
      onData: (stream, _session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          received.push(Buffer.concat(chunks).toString('latin1'));
          done();
        });
      },
    });
    await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
    const { port } = server.server.address() as { readonly port: number };
    const mail = { ...MAIL, to: ['desk@example.org'], smtp: new Secret(`smtp://127.0.0.1:${port}?tls=none`) };
    const { db, deps } = world({ mail });
    let now = T0;
    const channels = new Map([['mail', openEmail('mail', mail)]]);
    const drain = async () =>
      drainOutbox(
        {
          db,
          channels,
          settings: { mail },
          clock: { now: () => now },
          random: () => 0.5,
          events: deps.events,
        },
        new AbortController().signal,
      );
    await drain();
    now += 50 * HOUR;
    again(db, settingsOf({ mail }, ['mail']), now);
    await drain();
    await channels.get('mail')?.close();
    await new Promise<void>((done) => server.close(() => done()));
    expect(received).toHaveLength(2);
    expect(received[1]).toBe(received[0]);
    expect(received[0]).toMatch(/^Date: Tue, 24 Nov 2026 07:00:00 \+0000\r$/m);
  });

  it('writes the same files to a folder', () => {
    const { db } = world({ files: FOLDER });
    const first = rows(db);
    finish(db);
    again(db, settingsOf({ files: FOLDER }, ['files']));
    expect(rows(db)).toEqual(first);
  });
});
