// A real Postfix takes a digest over STARTTLS and stores it: what it wrote into the mailbox is what we sent.
// Needs Postfix, openssl and root; skipped with the reason where one is missing.
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEmail } from '../../src/deliver/email.ts';
import { planMessages } from '../../src/flows/sending/plan-messages.ts';
import { Secret } from '../../src/lib/secret.ts';
import type { EmailChannel } from '../../src/model/settings.ts';
import { fullDocument } from '../unit/digest/sample.ts';

const POSTFIX = ['/usr/sbin/postfix', '/usr/local/sbin/postfix'].find((path) => existsSync(path));
const reason = missing();
if (reason !== null) process.stderr.write(`skipped: a real Postfix as receiver (${reason})\n`);

function missing(): string | null {
  if (POSTFIX === undefined) return 'postfix is not installed';
  if (process.getuid?.() !== 0) return 'postfix needs root';
  if (spawnSync('openssl', ['version']).status !== 0) return 'openssl is not installed';
  if (spawnSync('id', ['postfix']).status !== 0) return 'there is no user postfix';
  return null;
}

const folder = reason === null ? mkdtempSync(join(tmpdir(), 'pactwatch-postfix-')) : '';
const control = (command: string) =>
  spawnSync(POSTFIX ?? '', ['-c', join(folder, 'etc'), command], { encoding: 'utf8' });
const logged = () =>
  existsSync(join(folder, 'mail.log')) ? readFileSync(join(folder, 'mail.log'), 'utf8') : '';
let port = 0;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  const { port: free } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return free;
}

/** A private instance: its own configuration, queue and mailboxes, one listener on loopback. */
async function startPostfix(): Promise<void> {
  port = await freePort();
  chmodSync(folder, 0o755);
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postfix'], { encoding: 'utf8' }));
  for (const part of ['etc', 'queue', 'data', 'mail']) mkdirSync(join(folder, part));
  chownSync(join(folder, 'data'), id('-u'), id('-g'));
  chownSync(join(folder, 'mail'), id('-u'), id('-g'));
  execFileSync(
    'openssl',
    `req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout ${folder}/key.pem -out ${folder}/cert.pem`.split(
      ' ',
    ),
    { stdio: 'ignore' },
  );
  writeFileSync(
    join(folder, 'etc/main.cf'),
    `compatibility_level = 3.6
queue_directory = ${folder}/queue
data_directory = ${folder}/data
maillog_file = ${folder}/mail.log
maillog_file_prefixes = ${folder}
inet_interfaces = loopback-only
inet_protocols = ipv4
myhostname = mail.example.test
mydestination =
virtual_mailbox_domains = example.test
virtual_mailbox_base = ${folder}/mail
virtual_mailbox_maps = inline:{ desk@example.test=desk/ }
virtual_uid_maps = static:${id('-u')}
virtual_gid_maps = static:${id('-g')}
virtual_minimum_uid = 1
smtpd_tls_cert_file = ${folder}/cert.pem
smtpd_tls_key_file = ${folder}/key.pem
smtpd_tls_security_level = may
smtpd_relay_restrictions = reject_unauth_destination
`,
  );
  // These are reached by other programs; the rest lie in a private folder.
  const open = ['smtpd', 'pickup', 'cleanup', 'qmgr', 'postlogd'];
  const service = (name: string, type: string, wake: string, limit: string, program: string): string =>
    `${name} ${type} ${open.includes(program) ? 'n' : '-'} ${program === 'virtual' ? 'n' : '-'} n ${wake} ${limit} ${program}`;
  writeFileSync(
    join(folder, 'etc/master.cf'),
    `${[
      service(`127.0.0.1:${port}`, 'inet', '-', '-', 'smtpd'),
      service('pickup', 'unix', '60', '1', 'pickup'),
      service('cleanup', 'unix', '-', '0', 'cleanup'),
      service('qmgr', 'unix', '300', '1', 'qmgr'),
      service('tlsmgr', 'unix', '1000?', '1', 'tlsmgr'),
      service('rewrite', 'unix', '-', '-', 'trivial-rewrite'),
      ...['bounce', 'defer', 'trace'].map((name) => service(name, 'unix', '-', '0', 'bounce')),
      service('proxymap', 'unix', '-', '-', 'proxymap'),
      service('error', 'unix', '-', '-', 'error'),
      service('retry', 'unix', '-', '-', 'error'),
      service('virtual', 'unix', '-', '-', 'virtual'),
      service('anvil', 'unix', '-', '1', 'anvil'),
      service('postlog', 'unix-dgram', '-', '1', 'postlogd'),
    ].join('\n')}\n`,
  );
  control('check');
  const { status, stderr, stdout } = control('start');
  if (status !== 0) throw new Error(`postfix did not start: ${stdout}${stderr}${logged()}`);
}

describe.skipIf(reason !== null)('a real Postfix', () => {
  beforeAll(startPostfix, 60_000);
  afterAll(() => {
    control('stop');
    rmSync(folder, { recursive: true, force: true });
  });

  const settings = (): EmailChannel => ({
    type: 'email',
    smtp: new Secret(`smtp://127.0.0.1:${port}?tls=none`),
    from: 'Watch <watch@example.org>',
    to: ['Desk <desk@example.test>', 'nobody@example.test'],
    replyTo: null,
    bounce: null,
    dkim: null,
  });

  function messages() {
    return planMessages({
      document: fullDocument(),
      digestId: 1,
      alertId: null,
      channels: [{ name: 'mail', settings: settings() }],
      unsubscribed: new Set(),
      now: Date.UTC(2026, 10, 24, 22, 0),
      web: null,
    }).map((message) => ({ ...message, attempts: 1, possibleDuplicate: false }));
  }

  const context = () => ({ now: 0, signal: AbortSignal.timeout(20_000) });

  it('stores the digest as it was composed, and knows no such recipient as nobody', async () => {
    const channel = openEmail('mail', settings());
    const [desk, nobody] = messages();
    if (desk === undefined || nobody === undefined) throw new Error('two messages');
    expect(await channel.deliver(desk, context())).toMatchObject({
      kind: 'sent',
      receipt: expect.stringMatching(/^250 2\.0\.0 Ok: queued as /),
    });
    expect(await channel.deliver(nobody, context())).toMatchObject({ kind: 'dead', code: 'rejected' });
    await channel.close();
    const box = join(folder, 'mail/desk/new');
    await expect.poll(() => (existsSync(box) ? readdirSync(box).length : 0), { timeout: 15_000 }).toBe(1);
    const mail = await simpleParser(readFileSync(join(box, readdirSync(box)[0] ?? '')));
    expect(mail.subject).toBe(fullDocument().subject);
    expect(mail.text).toContain('국가정보원은 북한이');
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
  }, 60_000);

  it('is not trusted with an unknown certificate: STARTTLS fails and nothing is sent', async () => {
    const channel = openEmail('mail', { ...settings(), smtp: new Secret(`smtp://127.0.0.1:${port}`) });
    const [desk] = messages();
    if (desk === undefined) throw new Error('a message');
    expect(await channel.deliver(desk, context())).toMatchObject({ kind: 'retry', code: 'tls' });
    await channel.close();
  }, 60_000);
});
