// Which address shows what. Addresses that need no credential are answered by answerOpen.
import { answerApi } from './api/answers.ts';
import { findAsset } from './assets.ts';
import type { WebContext } from './context.ts';
import { outputFeed } from './feeds/output.ts';
import type { HealthVerdict } from '../model/health.ts';
import { missingResponse } from './pages/complaint.ts';
import { digestDocumentPage, digestPage, digestsPage } from './pages/digests.ts';
import { feedPage, feedsPage } from './pages/feeds.ts';
import { itemPage } from './pages/item.ts';
import { itemsPage } from './pages/items.ts';
import { overviewPage } from './pages/overview.ts';
import { rulesPage } from './pages/rules.ts';
import { storiesPage } from './pages/stories.ts';
import { storyPage } from './pages/story.ts';
import { subscribePage } from './pages/subscribe.ts';
import type { WebRequest } from './request.ts';
import { jsonResponse, type WebResponse } from './response.ts';

type Handler = (
  request: WebRequest,
  context: WebContext,
  parts: readonly string[],
) => WebResponse | Promise<WebResponse>;

const ROUTES: readonly (readonly [RegExp, Handler])[] = [
  [/^\/$/, overviewPage],
  [/^\/stories$/, storiesPage],
  [/^\/stories\/(\d{1,15})$/, storyPage],
  [/^\/items$/, itemsPage],
  [/^\/items\/(\d{1,15})$/, itemPage],
  [/^\/feeds$/, feedsPage],
  [/^\/feeds\/([^/]+)\.(atom|rss|json)$/, outputFeed],
  [/^\/feeds\/([^/]+)$/, feedPage],
  [/^\/digests$/, digestsPage],
  [/^\/digests\/([^/]+)\/([^/]+)$/, digestPage],
  [/^\/digests\/([^/]+)\/([^/]+)\/(html|text|json)$/, digestDocumentPage],
  [/^\/rules$/, rulesPage],
  [/^\/subscribe$/, subscribePage],
  [/^\/metrics$/, metricsAnswer],
  [/^\/api(?:\/.*)?$/, answerApi],
];

/** The page at the address, or one that says there is none. */
export async function answerRoute(request: WebRequest, context: WebContext): Promise<WebResponse> {
  for (const [pattern, handler] of ROUTES) {
    const parts = matchPath(pattern, request.path);
    if (parts !== null) return handler(request, context, parts);
  }
  return missingResponse('There is nothing at this address.');
}

/** Probes and assets, which anyone may ask for; the details of a verdict are for those with a credential. */
export function answerOpen(
  request: WebRequest,
  { deps }: WebContext,
  authorised: boolean,
): WebResponse | null {
  if (request.path === '/livez') return verdictAnswer(deps.liveness(), authorised);
  if (request.path === '/readyz') return verdictAnswer(deps.readiness(), authorised);
  if (request.path === '/healthz') return verdictAnswer(deps.health(), authorised);
  return findAsset(request.path);
}

function verdictAnswer({ healthy, problems }: HealthVerdict, authorised: boolean): WebResponse {
  const answer = { healthy, ...(authorised ? { problems } : {}) };
  return { ...jsonResponse(answer, healthy ? 200 : 503), headers: { 'cache-control': 'no-store' } };
}

async function metricsAnswer(_request: WebRequest, { deps }: WebContext): Promise<WebResponse> {
  const { registry } = deps.metrics;
  return { status: 200, type: registry.contentType, body: await registry.metrics() };
}

// The parts of a path that the pattern names, decoded; null where it does not match or is not valid UTF-8.
function matchPath(pattern: RegExp, path: string): readonly string[] | null {
  const match = pattern.exec(path);
  if (match === null) return null;
  try {
    return match.slice(1).map((part) => decodeURIComponent(part));
  } catch {
    return null;
  }
}
