// The listening socket: checks who asks and for what, answers with a page, closes without cutting an answer short.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WebSettings } from '../model/settings.ts';
import { openContext, type WebContext, type WebDeps } from './context.ts';
import { isAuthorised, isHostAllowed, isLoopback } from './guard.ts';
import { bareResponse, messageResponse } from './layout.ts';
import { unsubscribePage } from './pages/unsubscribe.ts';
import { parseRequest, readForm, type WebRequest } from './request.ts';
import { sendResponse, textResponse, type WebResponse } from './response.ts';
import { answerOpen, answerRoute } from './routes.ts';

export interface OpenedWeb {
  /** Such as `http://127.0.0.1:8080`. */
  readonly address: string;
  close(): Promise<void>;
}

const FORM_MAX_BYTES = 4_096;
const CLOSE_GRACE_MS = 3_000;
const UNSUBSCRIBE = '/unsubscribe';
const TOKEN_MAX = 2_000;

/** Listens until closed. Rejects where the address cannot be had, or where it is open to others without a credential. */
export async function openWeb(settings: WebSettings, deps: WebDeps): Promise<OpenedWeb> {
  if (!isLoopback(settings.host) && settings.token === null && settings.password === null) {
    throw new Error('the pages listen beyond this machine: set `web.token` or `web.password`');
  }
  const context = openContext(settings, deps);
  const server = createServer({ maxHeaderSize: 16_384, headersTimeout: 10_000, requestTimeout: 15_000 });
  server.keepAliveTimeout = 5_000;
  server.maxConnections = 256;
  server.on('request', (message: IncomingMessage, out: ServerResponse) => {
    void respond(message, out, context);
  });
  const { port } = await listen(server, settings);
  const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host;
  const address = `http://${host}:${port}`;
  deps.events.emit('web.listening', { address });
  return { address, close: () => closeServer(server) };
}

async function respond(message: IncomingMessage, out: ServerResponse, context: WebContext): Promise<void> {
  const request = parseRequest(message, context.settings.baseUrl);
  let answer: WebResponse;
  try {
    answer =
      request === null
        ? textResponse('Bad request: the Host header or the address is malformed.', 400)
        : await decideAnswer(message, request, context);
  } catch (error) {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    context.deps.events.emit('web.failed', { path: request?.path.slice(0, 200) ?? '', detail });
    const say = leaveToken(request?.path ?? '') === null ? messageResponse : bareResponse;
    answer = say('This page could not be made', 500, [
      'The fault is in Pactwatch; the log says more. Nothing stored is lost.',
    ]);
  }
  if (out.destroyed) return;
  sendResponse(request, answer, out);
}

async function decideAnswer(
  message: IncomingMessage,
  request: WebRequest,
  context: WebContext,
): Promise<WebResponse> {
  const { settings } = context;
  if (!isHostAllowed(message.headers.host ?? '', settings)) {
    return textResponse('This server does not go by that name. Use its address, or set `web.base_url`.', 421);
  }
  const token = leaveToken(request.path);
  const allowed = token === null ? ['GET', 'HEAD'] : ['GET', 'HEAD', 'POST'];
  if (!allowed.includes(request.method)) {
    return { ...textResponse('These pages are read-only.', 405), headers: { allow: allowed.join(', ') } };
  }
  if (token !== null) {
    const form = request.method === 'POST' ? await readForm(message, FORM_MAX_BYTES) : '';
    return form === null
      ? textResponse('The form is too large.', 413)
      : unsubscribePage(request, context, token, form);
  }
  const authorised = isAuthorised(request.header('authorization'), settings);
  const open = answerOpen(request, context, authorised);
  if (open !== null) return open;
  if (!authorised) {
    const challenge = 'Basic realm="Pactwatch", charset="UTF-8", Bearer realm="Pactwatch"';
    return {
      ...textResponse('Give the token or the password.', 401),
      headers: { 'www-authenticate': challenge },
    };
  }
  return answerRoute(request, context);
}

// What an unsubscribe address bears, without what mail programs glue to it: brackets, full stops, a slash.
function leaveToken(path: string): string | null {
  if (path !== UNSUBSCRIBE && !path.startsWith(`${UNSUBSCRIBE}/`)) return null;
  const [, token = ''] = /^([A-Za-z0-9._-]*)/.exec(path.slice(UNSUBSCRIBE.length + 1, TOKEN_MAX)) ?? [];
  return token.replace(/\.+$/, '');
}

function listen(server: Server, { host, port }: WebSettings): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      resolve(server.address() as AddressInfo);
    });
  });
}

// Answers being written are finished; connections without one are closed at once.
async function closeServer(server: Server): Promise<void> {
  if (!server.listening) return;
  const timer = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
  clearTimeout(timer);
}
