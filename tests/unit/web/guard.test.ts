// Only names of this machine are answered on loopback; credentials are compared whole.
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/lib/secret.ts';
import type { WebSettings } from '../../../src/model/settings.ts';
import { isAuthorised, isHostAllowed, isLoopback } from '../../../src/web/guard.ts';

const settings = (overrides: Partial<WebSettings> = {}): WebSettings => ({
  host: '127.0.0.1',
  port: 8080,
  baseUrl: null,
  token: null,
  password: null,
  ...overrides,
});

describe('isLoopback', () => {
  it.each([
    ['127.0.0.1', true],
    ['127.8.9.1', true],
    ['::1', true],
    ['localhost', true],
    ['0.0.0.0', false],
    ['::', false],
    ['127.0.0.1.example', false],
    ['10.0.0.1', false],
  ])('%s: %s', (host, expected) => {
    expect(isLoopback(host)).toBe(expected);
  });
});

describe('isHostAllowed', () => {
  it('takes any port and case, with or without a final dot', () => {
    for (const host of ['localhost', 'LOCALHOST:8080', 'localhost.', '127.0.0.1:1', '[::1]:9'])
      expect(isHostAllowed(host, settings())).toBe(true);
  });

  it('refuses foreign names on loopback and leaves them to the credential elsewhere', () => {
    expect(isHostAllowed('evil.example', settings())).toBe(false);
    expect(isHostAllowed('evil.example', settings({ host: '0.0.0.0' }))).toBe(true);
    expect(isHostAllowed('watch.example:443', settings({ baseUrl: 'https://watch.example' }))).toBe(true);
  });
});

describe('isAuthorised', () => {
  it('lets all in where nothing is configured, and no one without the credential where it is', () => {
    expect(isAuthorised(null, settings())).toBe(true);
    const guarded = settings({ password: new Secret('pass') });
    expect(isAuthorised(null, guarded)).toBe(false);
    expect(isAuthorised(`Basic ${Buffer.from('a:pass').toString('base64')}`, guarded)).toBe(true);
    expect(isAuthorised(`Basic ${Buffer.from('pass').toString('base64')}`, guarded)).toBe(false);
    expect(isAuthorised('Bearer pass', guarded)).toBe(true);
    expect(isAuthorised('Bearer passs', guarded)).toBe(false);
  });
});
