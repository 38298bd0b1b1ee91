// What a visitor is told when a page cannot be shown.
import { html } from '../../lib/html.ts';
import { messageResponse } from '../layout.ts';
import type { WebResponse } from '../response.ts';

/** The address asks for something that cannot be: every complaint at once. */
export function complaintResponse(complaints: readonly string[]): WebResponse {
  const list = html`This address cannot be shown: ${complaints.join('; ')}.`;
  return messageResponse('That does not work', 400, [list]);
}

export function missingResponse(what: string): WebResponse {
  return messageResponse('Not found', 404, [html`${what} Go to the <a href="/">overview</a>.`]);
}
