// The receivers speak with real senders: nodemailer delivers whole mails, a signed call verifies and a forged one not.
import { connect } from 'node:net';
import { createTransport } from 'nodemailer';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { openMailReceiver } from '../../../src/demo/mail-receiver.ts';
import { openWebhookReceiver, verifyCall } from '../../../src/demo/webhook-receiver.ts';

describe('the mail receiver', () => {
  it('takes a mail from nodemailer, dots unstuffed', async () => {
    const receiver = await openMailReceiver();
    const transport = createTransport({ host: '127.0.0.1', port: receiver.port, ignoreTLS: true });
    const text = '.a line with a dot\n..and two\nend';
    const sent = await transport.sendMail({
      from: 'a@demo.example',
      to: ['b@demo.example', 'c@demo.example'],
      subject: 'Привет, 세계',
      text,
      textEncoding: 'quoted-printable',
    });
    transport.close();
    await receiver.close();
    expect(sent.response).toMatch(/^250 /);
    expect(receiver.mails).toHaveLength(1);
    expect(receiver.mails[0]).toMatchObject({
      from: 'a@demo.example',
      to: ['b@demo.example', 'c@demo.example'],
    });
    expect(receiver.mails[0]?.data).toContain('\r\n.a line with a dot\r\n..and two\r\nend');
  });

  it('takes commands that arrive in pieces and refuses what comes out of order', async () => {
    const receiver = await openMailReceiver();
    const socket = connect(receiver.port, '127.0.0.1');
    let heard = '';
    socket.on('data', (chunk) => {
      heard += chunk.toString();
    });
    const closed = new Promise((done) => socket.once('close', done));
    for (const piece of ['HE', 'LO x\r', '\nDATA\r\nRCPT TO:<a@x>\r\nNONSENSE\r\nQUIT\r\n']) {
      socket.write(piece);
      await new Promise((done) => setTimeout(done, 5));
    }
    await closed;
    await receiver.close();
    expect(heard.split('\r\n').map((line) => line.slice(0, 3))).toEqual([
      '220',
      '250',
      '503',
      '503',
      '502',
      '221',
      '',
    ]);
  });
});

describe('the webhook receiver', () => {
  const secret = `whsec_${Buffer.from('a secret of the demo, long enough').toString('base64')}`;
  const body = JSON.stringify({ title: 'Пример 예' });
  const headersFor = (id: string): Record<string, string> => ({
    'webhook-id': id,
    'webhook-timestamp': '1764072000',
    'webhook-signature': new Webhook(secret).sign(id, new Date(1_764_072_000_000), body),
  });

  it('verifies what the reference library signed and refuses a changed body', async () => {
    const receiver = await openWebhookReceiver(secret);
    const post = (sent: string) =>
      fetch(`http://127.0.0.1:${receiver.port}/`, { method: 'POST', headers: headersFor('m1'), body: sent });
    expect((await post(body)).status).toBe(204);
    expect((await post(`${body} `)).status).toBe(401);
    await receiver.close();
    expect(receiver.calls.map(({ verified }) => verified)).toEqual([true, false]);
  });

  it('accepts any one of several signatures', () => {
    const headers = headersFor('m2');
    const call = { id: 'm2', timestamp: '1764072000', body };
    const signature = `v1,${Buffer.alloc(32).toString('base64')} ${headers['webhook-signature']}`;
    expect(verifyCall({ ...call, signature }, secret)).toBe(true);
    expect(verifyCall({ ...call, signature: '' }, secret)).toBe(false);
  });
});
