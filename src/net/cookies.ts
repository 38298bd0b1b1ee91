// Cookies of one exchange only: some sites redirect to themselves until the cookie they set comes back.

/** Keeps name and value per host for the redirects of one request; nothing is kept afterwards. */
export class CookieJar {
  readonly #byHost = new Map<string, Map<string, string>>();

  /** Takes Set-Cookie header lines (RFC 6265 section 5.2), separated by line feeds, of an answer from `url`. */
  take(url: URL, setCookie: string): void {
    for (const line of setCookie.split('\n')) {
      const match = /^\s*([^=;\s]+)\s*=\s*([^;]*)/.exec(line);
      if (match?.[1] === undefined) continue;
      const cookies = this.#byHost.get(url.hostname) ?? new Map<string, string>();
      if (cookies.size < 50) cookies.set(match[1], (match[2] ?? '').trim());
      this.#byHost.set(url.hostname, cookies);
    }
  }

  /** The Cookie header for `url`, empty where there is none. */
  header(url: URL): string {
    return [...(this.#byHost.get(url.hostname) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}
