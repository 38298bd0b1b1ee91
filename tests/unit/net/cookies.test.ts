import { describe, expect, it } from 'vitest';
import { CookieJar } from '../../../src/net/cookies.ts';

const url = (host: string): URL => new URL(`https://${host}/`);

describe('cookies of an exchange', () => {
  it('go back to the host that set them, and to the domain they are for', () => {
    const jar = new CookieJar();
    jar.take(url('news.example.org'), 'own=1; Path=/; HttpOnly\nall=2; Domain=.example.org');
    expect(jar.header(url('news.example.org'))).toBe('own=1; all=2');
    expect(jar.header(url('www.example.org'))).toBe('all=2');
    expect(jar.header(url('badexample.org'))).toBe('');
  });

  it('are not believed for foreign or whole domains', () => {
    const jar = new CookieJar();
    jar.take(url('a.example.org'), 'x=1; Domain=other.org\ny=2; domain=org');
    expect(jar.header(url('other.org'))).toBe('');
    expect(jar.header(url('b.example.org'))).toBe('');
    expect(jar.header(url('a.example.org'))).toBe('x=1; y=2');
  });

  it('are changed and taken back', () => {
    const jar = new CookieJar();
    jar.take(url('a.example.org'), 'x=1');
    jar.take(url('a.example.org'), 'x=2\nz=3');
    jar.take(url('a.example.org'), 'z=; Max-Age=0');
    expect(jar.header(url('a.example.org'))).toBe('x=2');
  });
});
