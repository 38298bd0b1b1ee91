// Promises of the mail channel, against a real SMTP server on loopback and against servers that break.
import { generateKeyPairSync } from 'node:crypto';
import type { Socket } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import { openEmail } from '../../../src/deliver/email.ts';
import { composeMail } from '../../../src/deliver/mime.ts';
import { Secret } from '../../../src/lib/secret.ts';
import type { DeliveryOutcome, EmailBody } from '../../../src/model/message.ts';
import type { EmailChannel } from '../../../src/model/settings.ts';
import { message, openSocketServer } from './receiver.ts';

const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

const BODY: EmailBody = {
  subject: '[Pactwatch daily] 2 new: 국정원 "북한군 파병" — Wed 25 Nov',
  text: 'plain 본문\n',
  html: '<p>본문 <b>html</b></p>',
  messageId: 'digest.daily.0123456789ab.ba9876543210@example.org',
  threadId: 'digest.daily@example.org',
  dateAt: Date.UTC(2026, 10, 24, 22, 0),
  list: { id: 'daily.pactwatch.example.org', name: 'Pactwatch daily' },
  unsubscribeUrl: 'https://watch.example.org/unsubscribe/u1.token',
  headers: { 'X-Pactwatch-Digest-Id': 'daily/2026-11-25T07:00', 'X-Pactwatch-Items': '7' },
};

function channelTo(url: string, overrides: Partial<EmailChannel> = {}) {
  const channel = openEmail(
    'mail',
    {
      type: 'email',
      smtp: new Secret(url),
      from: 'Watch <watch@example.org>',
      to: ['desk@example.org'],
      replyTo: 'owner@example.org',
      bounce: 'bounce@example.org',
      dkim: null,
      ...overrides,
    },
    { connectMs: 1000, greetingMs: 300, socketMs: 500, wholeMs: 1500 },
  );
  open.push(channel);
  return channel;
}

async function deliver(url: string, overrides: Partial<EmailChannel> = {}): Promise<DeliveryOutcome> {
  return channelTo(url, overrides).deliver(message({ recipient: 'Desk <desk@example.org>', body: BODY }), {
    now: 0,
    signal: new AbortController().signal,
  });
}

async function smtp(options: SMTPServerOptions = {}) {
  const mails: { readonly raw: Buffer; readonly from: string; readonly to: string[] }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    logger: false,
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({
          raw: Buffer.concat(chunks),
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
        });
        callback(null, 'queued as 42');
      });
    },
    ...options,
  });
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  server.on('error', () => {});
  open.push({ close: async () => new Promise<void>((done) => server.close(done)) });
  const { port } = server.server.address() as { port: number };
  return { mails, port, url: `smtp://127.0.0.1:${port}?tls=none` };
}

function refusal(code: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode: code });
}

describe('an e-mail', () => {
  it('arrives with text first, html second, and every header a digest should bear', async () => {
    const { mails, url } = await smtp();
    expect(await deliver(url)).toMatchObject({
      kind: 'sent',
      receipt: expect.stringContaining('queued as 42'),
    });
    const [mail] = mails;
    expect(mail?.from).toBe('bounce@example.org');
    expect(mail?.to).toEqual(['desk@example.org']);
    const parsed = await simpleParser(mail?.raw ?? Buffer.alloc(0));
    expect(parsed.subject).toBe(BODY.subject);
    expect(parsed.text).toBe('plain 본문\n');
    expect(parsed.html).toContain('본문 <b>html</b>');
    expect(parsed.messageId).toBe(`<${BODY.messageId}>`);
    expect(parsed.inReplyTo).toBe('<digest.daily@example.org>');
    expect(parsed.references).toBe('<digest.daily@example.org>');
    expect(parsed.date?.getTime()).toBe(BODY.dateAt);
    expect(parsed.replyTo?.text).toBe('owner@example.org');
    const raw = mail?.raw.toString().replaceAll(/\r\n[ \t]+/g, ' ') ?? '';
    for (const header of [
      'List-ID: "Pactwatch daily" <daily.pactwatch.example.org>',
      'List-Unsubscribe: <https://watch.example.org/unsubscribe/u1.token>, <mailto:owner@example.org?subject=unsubscribe%20daily.pactwatch.example.org>',
      'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
      'Auto-Submitted: auto-generated',
      'X-Auto-Response-Suppress: All',
      'Precedence: bulk',
      'Content-Language: en',
      'X-Pactwatch-Digest-Id: daily/2026-11-25T07:00',
    ])
      expect(raw.toLowerCase()).toContain(header.toLowerCase());
    expect(raw.indexOf('text/plain')).toBeLessThan(raw.indexOf('text/html'));
    expect(raw).not.toMatch(/quoted-printable/i);
  });

  it('promises one click only where a https page answers it', async () => {
    const sender = { from: 'a@example.org', to: 'b@example.org', replyTo: null, bounce: null, dkim: null };
    for (const unsubscribeUrl of [null, 'http://intranet/unsubscribe/x']) {
      const raw = Buffer.from(await composeMail({ ...BODY, unsubscribeUrl }, sender)).toString();
      expect(raw).not.toContain('One-Click');
      expect(raw).toContain('mailto:a@example.org');
    }
  });

  it('is the same to the byte on every attempt', async () => {
    const sender = { from: 'a@example.org', to: 'b@example.org', replyTo: null, bounce: null, dkim: null };
    const [first, second] = await Promise.all([composeMail(BODY, sender), composeMail(BODY, sender)]);
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true);
  });

  it('is signed with DKIM over every header, the one-click one too', async () => {
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 1024,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    const { mails, url } = await smtp();
    await deliver(url, {
      dkim: { domain: 'example.org', selector: 's1', privateKey: new Secret(privateKey) },
    });
    const raw = mails[0]?.raw.toString().replaceAll(/\r\n[ \t]+/g, '') ?? '';
    const signed = /DKIM-Signature:[^\n]*?\bh=([^;]*);/.exec(raw)?.[1] ?? '';
    const names = signed.split(':').map((name) => name.trim().toLowerCase());
    const borne = (raw.split('\r\n\r\n')[0] ?? '')
      .split('\r\n')
      .map((line) => line.split(':')[0]?.toLowerCase() ?? '');
    expect(borne).toContain('list-unsubscribe-post');
    expect(borne.filter((name) => !names.includes(name))).toEqual(['dkim-signature']);
    expect(raw).toContain('d=example.org');
  });

  it('folds no line of a feed into a header', async () => {
    const evil = { ...BODY, subject: 'a\r\nBcc: victim@example.org\r\n\r\nbody' };
    const sender = { from: 'a@example.org', to: 'b@example.org', replyTo: null, bounce: null, dkim: null };
    const parsed = await simpleParser(Buffer.from(await composeMail(evil, sender)));
    expect(parsed.bcc).toBeUndefined();
    expect(parsed.subject).toContain('Bcc: victim');
  });
});

describe('what a mail server answers', () => {
  it('4xx at any stage: come back', async () => {
    const rcpt = await smtp({ onRcptTo: (_a, _s, done) => done(refusal(450, 'greylisted')) });
    expect(await deliver(rcpt.url)).toMatchObject({ kind: 'retry', code: 'rate-limited' });
    const data = await smtp({
      onData(stream, _session, done) {
        stream.on('end', () => done(refusal(452, 'disk full')));
        stream.resume();
      },
    });
    expect(await deliver(data.url)).toMatchObject({ kind: 'retry', code: 'server-error' });
  });

  it('5xx for recipient or content: this message is given up, the channel lives', async () => {
    const rcpt = await smtp({ onRcptTo: (_a, _s, done) => done(refusal(550, 'no such user')) });
    expect(await deliver(rcpt.url)).toMatchObject({
      kind: 'dead',
      code: 'rejected',
      detail: expect.stringContaining('no such user'),
    });
    const data = await smtp({
      onData(stream, _session, done) {
        stream.on('end', () => done(refusal(552, 'too big')));
        stream.resume();
      },
    });
    expect(await deliver(data.url)).toMatchObject({ kind: 'dead', code: 'too-large' });
  });

  it('a refused sender suspends the channel: every other message would be refused as well', async () => {
    const from = await smtp({ onMailFrom: (_a, _s, done) => done(refusal(550, '5.7.1 sender refused')) });
    expect(await deliver(from.url)).toMatchObject({ kind: 'suspend', code: 'auth' });
    const large = await smtp({ onMailFrom: (_a, _s, done) => done(refusal(552, 'too large')) });
    expect(await deliver(large.url)).toMatchObject({ kind: 'dead', code: 'too-large' });
  });

  it('a refused login suspends the channel, and tells no password', async () => {
    const server = await smtp({
      authOptional: false,
      onAuth: (_auth, _session, done) => done(refusal(535, 'bad credentials')),
    });
    const outcome = await deliver(`smtp://user:hunter2@127.0.0.1:${server.port}?tls=none`);
    expect(outcome).toMatchObject({ kind: 'suspend', code: 'auth' });
    expect(JSON.stringify(outcome)).not.toContain('hunter2');
  });

  it('a server without STARTTLS gets nothing in the clear', async () => {
    const server = await smtp({ hideSTARTTLS: true, disabledCommands: ['STARTTLS'] });
    const outcome = await deliver(`smtp://127.0.0.1:${server.port}`);
    expect(outcome).toMatchObject({ kind: 'retry', code: 'tls' });
    expect(server.mails).toEqual([]);
  });
});

describe('mail servers that break', () => {
  async function broken(talk: (socket: Socket) => void): Promise<DeliveryOutcome> {
    const server = await openSocketServer(talk);
    open.push(server);
    return deliver(`smtp://127.0.0.1:${server.port}?tls=none`);
  }
  /** Speaks enough SMTP to reach DATA, then does `atEnd` when the final dot arrives. */
  function untilDot(atEnd: (socket: Socket) => void) {
    return (socket: Socket): void => {
      socket.write('220 test\r\n');
      let data = false;
      let tail = '';
      socket.on('data', (chunk: Buffer) => {
        const text = chunk.toString();
        if (data) {
          tail = (tail + text).slice(-5);
          if (tail === '\r\n.\r\n') atEnd(socket);
          return;
        }
        if (/^DATA/im.test(text)) {
          data = true;
          socket.write('354 go on\r\n');
        } else socket.write('250 ok\r\n');
      });
    };
  }

  it('greets too late: a timeout, nothing was taken', async () => {
    const outcome = await broken(() => {});
    expect(outcome).toMatchObject({ kind: 'retry', code: 'timeout' });
    expect(outcome).not.toHaveProperty('uncertain');
  });

  it('drops the connection after DATA: uncertain', async () => {
    expect(await broken(untilDot((socket) => socket.destroy()))).toMatchObject({
      kind: 'retry',
      uncertain: true,
    });
  });

  it('half-closes after DATA: uncertain', async () => {
    expect(await broken(untilDot((socket) => socket.end()))).toMatchObject({
      kind: 'retry',
      uncertain: true,
    });
  });

  it('falls silent after DATA: a timeout, uncertain', async () => {
    expect(await broken(untilDot(() => {}))).toMatchObject({
      kind: 'retry',
      code: 'timeout',
      uncertain: true,
    });
  });

  it('drips an answer to DATA that never ends: a timeout of the whole, uncertain', async () => {
    const drip = (socket: Socket): void => {
      const timer = setInterval(() => socket.write('250-still at it\r\n'), 100);
      socket.on('close', () => clearInterval(timer)).on('error', () => {});
    };
    expect(await broken(untilDot(drip))).toEqual({
      kind: 'retry',
      code: 'timeout',
      detail: 'no end within 1.5 s',
      uncertain: true,
    });
  });

  it('refuses the connection with 554 or 421: come back', async () => {
    expect(await broken((socket) => socket.end('554 no service\r\n'))).toMatchObject({ kind: 'retry' });
    expect(await broken((socket) => socket.end('421 busy\r\n'))).toMatchObject({ kind: 'retry' });
  });

  it('speaks no SMTP at all: come back', async () => {
    expect(await broken((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))).toMatchObject({
      kind: 'retry',
    });
  });
});
