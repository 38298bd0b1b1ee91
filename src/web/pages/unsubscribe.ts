// Leaving a digest: GET only asks, POST records, whether from the page or from a mail program (RFC 8058).
import { html } from '../../lib/html.ts';
import type { WebContext } from '../context.ts';
import { messageResponse } from '../layout.ts';
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
    return messageResponse('This link does not work', 404, [
      'It may have been cut off by a mail program. Open it from the message again, or answer the message and ask to be taken off.',
    ]);
  }
  const who = html`<strong>${maskRecipient(leaver.recipient)}</strong>`;
  const what = html`<strong>${leaver.subscriptionId}</strong>`;
  if (request.method === 'POST') {
    deps.unsubscribe.record(leaver);
    if (isOneClick(form)) return textResponse('Unsubscribed.');
    return messageResponse('You are off the list', 200, [
      html`${who} will not get the digest ${what} any more. Messages already on their way may still arrive.`,
    ]);
  }
  return messageResponse('Leave this digest?', 200, [
    html`${who} gets the digest ${what}.`,
    html`<form method="post"><button type="submit">Unsubscribe</button></form>`,
  ]);
}

// Mail programs send the one field as a urlencoded or as a multipart form.
function isOneClick(form: string): boolean {
  return (
    /(?:^|&)List-Unsubscribe=One-Click(?:&|$)/i.test(form.trim()) ||
    /name="List-Unsubscribe"\s+One-Click\s/i.test(form)
  );
}
