// Promises about SMTP addresses: the way to the server is explicit, what cannot be meant is refused.
import { describe, expect, it } from 'vitest';
import { parseSmtpUrl } from '../../../src/deliver/smtp.ts';

describe('parseSmtpUrl', () => {
  it('reads the way to the server, TLS stated', () => {
    expect(parseSmtpUrl('smtp://u%40x:p%2Fw@mail.example.org')).toEqual({
      host: 'mail.example.org',
      port: 587,
      secure: false,
      requireTLS: true,
      ignoreTLS: false,
      auth: { user: 'u@x', pass: 'p/w' },
    });
    expect(parseSmtpUrl('smtps://mail.example.org')).toMatchObject({ port: 465, secure: true, auth: null });
    expect(parseSmtpUrl('smtp://[::1]:25?tls=none')).toMatchObject({
      host: '::1',
      port: 25,
      ignoreTLS: true,
    });
  });

  it('refuses what cannot be meant', () => {
    for (const url of [
      'http://mail.example.org',
      'smtps://mail.example.org?tls=none',
      'smtp://m?tls=perhaps',
    ])
      expect(() => parseSmtpUrl(url)).toThrow();
  });
});
