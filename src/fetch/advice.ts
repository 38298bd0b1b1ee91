// What to do about each way a feed can fail. docs/failures.md is made from this table and tested against it.
import type { FetchFailureCode, ParseFailureCode } from '../model/failure.ts';

export interface Advice {
  readonly meaning: string;
  readonly advice: string;
}

export const ADVICE: Readonly<Record<FetchFailureCode | ParseFailureCode, Advice>> = {
  dns: {
    meaning: 'The host name cannot be resolved.',
    advice: 'Check the spelling of the address and the name server of this machine.',
  },
  refused: {
    meaning: 'The host refuses the connection.',
    advice: 'Wait; if it lasts, check the port and whether the site has moved.',
  },
  reset: {
    meaning: 'The connection was cut off before the answer was whole.',
    advice: 'Wait; if it lasts, set a browser-like `user_agent` or poll from another network.',
  },
  unreachable: {
    meaning: 'No route to the host from this network.',
    advice:
      'Keep the feed: some sites answer only from some countries. Poll from another network if it matters.',
  },
  tls: {
    meaning: 'The certificate is not valid, or the handshake failed.',
    advice: 'Tell the publisher. Verification is never switched off; a plain http address may exist.',
  },
  timeout: {
    meaning: 'The whole answer did not come in time.',
    advice: 'Raise `poll.timeout`, or poll the feed less often.',
  },
  network: {
    meaning: 'The exchange failed in another way; the detail says how.',
    advice: 'Read the detail; `pactwatch probe URL` shows more.',
  },
  'too-large': {
    meaning: 'The document is larger than `poll.max_bytes`.',
    advice: 'Raise `poll.max_bytes`, or ask for a feed with fewer items.',
  },
  'bad-encoding': {
    meaning: 'The body is not compressed the way its header says.',
    advice: 'Tell the publisher; the feed is tried again.',
  },
  'address-blocked': {
    meaning: 'The address is private or special and is not fetched.',
    advice: 'If it is meant, list its network under `poll.allow_private`.',
  },
  'redirect-loop': {
    meaning: 'The redirects do not end.',
    advice: 'Open the address in a browser and configure the one it ends at.',
  },
  'redirect-invalid': {
    meaning: 'A redirect leads nowhere that can be fetched.',
    advice: 'Open the address in a browser and configure the one it ends at.',
  },
  unauthorised: {
    meaning: 'The site asks for credentials (401).',
    advice: 'Give them under `headers`, from a secret: `authorization: "${FEED_AUTH}"`.',
  },
  forbidden: {
    meaning: 'The site refuses (403).',
    advice: 'Set a browser-like `user_agent` for the feed; some sites refuse whole networks.',
  },
  'not-found': {
    meaning: 'There is nothing at this address (404).',
    advice: 'Find the feed’s address anew: `pactwatch probe SITE`.',
  },
  gone: {
    meaning: 'The publisher says the feed is gone for good (410).',
    advice: 'Remove the feed or configure its successor; it is asked once a week.',
  },
  'rate-limited': {
    meaning: 'The site asks to come less often (429).',
    advice: 'Nothing to do: the wait it asks for is kept. Raise `every` if it repeats.',
  },
  'client-error': {
    meaning: 'The site calls the request wrong (another 4xx).',
    advice: 'Check address and headers with `pactwatch probe URL`.',
  },
  'server-error': {
    meaning: 'The site has trouble of its own (5xx).',
    advice: 'Wait; it is tried again, less and less often up to once a day.',
  },
  'bot-challenge': {
    meaning: 'A protection page stands in for the feed.',
    advice:
      'Set a browser-like `user_agent`, poll from another network, or ask the publisher to let feed readers in.',
  },
  'login-wall': {
    meaning: 'A sign-in page stands in for the feed.',
    advice: 'The feed is no longer public: give credentials under `headers`, or find another.',
  },
  'captive-portal': {
    meaning: 'This network answers in place of the site.',
    advice: 'Sign in to the network; the feed itself is fine.',
  },
  'file-missing': {
    meaning: 'There is no such file.',
    advice: 'Check the path; it is relative to the feed file.',
  },
  'file-unreadable': {
    meaning: 'The file may not or cannot be read.',
    advice: 'Check the permissions of the file for the user that runs Pactwatch.',
  },
  empty: {
    meaning: 'The answer has no content.',
    advice: 'Wait; if it lasts, the publisher has dropped the feed.',
  },
  html: {
    meaning: 'A web page came in place of a feed.',
    advice: 'Find the feed’s address: `pactwatch probe SITE` looks for it in the page.',
  },
  'not-a-feed': {
    meaning: 'The document is of no known feed format.',
    advice: 'Check the address with `pactwatch probe URL`.',
  },
  hostile: {
    meaning: 'The document is made to exhaust its reader and is refused.',
    advice: 'Remove the feed unless you know why it is so.',
  },
  'too-slow': {
    meaning: 'Reading the document took too long and was stopped.',
    advice: 'Look at it with `pactwatch probe URL`; report it with the document.',
  },
};

/** The advice for a failure code, or an empty text for a code of another seam. */
export function explainFailure(code: string): string {
  return Object.hasOwn(ADVICE, code) ? ADVICE[code as keyof typeof ADVICE].advice : '';
}
