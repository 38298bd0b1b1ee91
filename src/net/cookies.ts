// Cookies of one exchange only: some sites redirect to themselves until the cookie they set comes back.

interface Cookie {
  readonly name: string;
  readonly value: string;
  /** The host that set it, or the domain it set it for. */
  readonly domain: string;
  readonly isShared: boolean;
}

const MOST_COOKIES = 50;

/** Keeps cookies per host or domain for the redirects of one request; nothing is kept afterwards. */
export class CookieJar {
  readonly #cookies = new Map<string, Cookie>();

  /** Takes Set-Cookie header lines (RFC 6265 section 5.2), separated by line feeds, of an answer from `url`. */
  take(url: URL, setCookie: string): void {
    for (const line of setCookie.split('\n')) {
      const match = /^\s*([^=;\s]+)\s*=\s*([^;]*)/.exec(line);
      if (match?.[1] === undefined) continue;
      const asked = /;\s*domain\s*=\s*\.?([^;\s]+)/i.exec(line)?.[1]?.toLowerCase() ?? '';
      // A domain of one label, or one that the host is no part of, is not believed.
      const isShared = asked.includes('.') && isWithin(url.hostname, asked);
      const domain = isShared ? asked : url.hostname;
      const key = `${domain} ${match[1]}`;
      if (/;\s*max-age\s*=\s*(?:0|-\d+)\s*(?:;|$)/i.test(line)) this.#cookies.delete(key);
      else if (this.#cookies.has(key) || this.#cookies.size < MOST_COOKIES)
        this.#cookies.set(key, { name: match[1], value: (match[2] ?? '').trim(), domain, isShared });
    }
  }

  /** The Cookie header for `url`, empty where there is none. */
  header(url: URL): string {
    return [...this.#cookies.values()]
      .filter(({ domain, isShared }) => (isShared ? isWithin(url.hostname, domain) : url.hostname === domain))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
  }
}

function isWithin(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}
