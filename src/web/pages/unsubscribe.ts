// Leaving a digest: GET only asks, POST records, whether from the page or from a mail program (RFC 8058).
import { html, type Markup } from '../../lib/html.ts';
import type { Leaver, WebContext } from '../context.ts';
import { bareResponse } from '../layout.ts';
import type { WebRequest } from '../request.ts';
import { textResponse, type WebResponse } from '../response.ts';
import { maskRecipient } from './digests.ts';

/** `/unsubscribe/TOKEN`. Needs no login: the token is signed. `form` is the body of a POST. */
export function unsubscribePage(
  request: WebRequest,
  { deps }: WebContext,
  token: string,
  form: string,
): WebResponse {
  const leaver = deps.unsubscribe.verify(token);
  if (leaver === null) {
    return bareResponse('This link does not work', 404, [
      'It may have been cut off by a mail program. Open it from the message again, or answer the message and ask to be taken off.',
    ]);
  }
  const who = html`<strong>${maskRecipient(leaver.recipient)}</strong>`;
  if (request.method === 'POST') {
    deps.unsubscribe.record(leaver);
    if (isOneClick(form)) return textResponse('Unsubscribed.');
    return bareResponse('You are off the list', 200, [
      html`${who} will not get ${what(leaver)} any more. A message already on its way may still arrive.`,
      'Was it a slip? Answer any of the messages and ask to be put back.',
    ]);
  }
  if (deps.unsubscribe.hasLeft(leaver)) {
    return bareResponse('You are off the list', 200, [
      html`${who} does not get ${what(leaver)}. To be put back, answer any of the messages and ask.`,
    ]);
  }
  return bareResponse('Stop these messages?', 200, [
    html`${who} gets ${what(leaver)}.`,
    html`<form method="post"><button type="submit">Unsubscribe</button></form>`,
  ]);
}

// Alerts are a list of their own, under the name of their rule.
function what({ subscriptionId }: Leaver): Markup {
  return subscriptionId.startsWith('alert-')
    ? html`the alerts <strong>${subscriptionId.slice('alert-'.length)}</strong>`
    : html`the digest <strong>${subscriptionId}</strong>`;
}

// Mail programs send the one field as a urlencoded or as a multipart form.
function isOneClick(form: string): boolean {
  return (
    /(?:^|&)List-Unsubscribe=One-Click(?:&|$)/i.test(form.trim()) ||
    /name="List-Unsubscribe"\s+One-Click\s/i.test(form)
  );
}
