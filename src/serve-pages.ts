// Opens the web pages over a running app.
import { randomBytes } from 'node:crypto';
import type { App } from './app.ts';
import { explainFailure } from './fetch/advice.ts';
import { openJoinExplainer } from './flows/explain-joins.ts';
import { shortHash } from './lib/hash.ts';
import type { WebSettings } from './model/settings.ts';
import type { Observation } from './observe/open.ts';
import { verifyUnsubscribe } from './outbox/unsubscribe.ts';
import { DigestTable } from './store/digests.ts';
import { MetaTable } from './store/meta.ts';
import { type OpenedWeb, openWeb } from './web/server.ts';

/** Listens where the settings say. */
export async function openPages(
  app: App,
  settings: WebSettings,
  observation: Observation,
): Promise<OpenedWeb> {
  const { db, clock, tagging } = app;
  const { events, metrics, redact } = observation;
  const secret = new MetaTable(db).getOrSet('unsubscribe-secret', () =>
    randomBytes(32).toString('base64url'),
  );
  // Its words take memory, and many a daemon's pages are never opened.
  let opened: ReturnType<typeof openJoinExplainer> | undefined;
  const joins = (): ReturnType<typeof openJoinExplainer> => (opened ??= openJoinExplainer(tagging.topics));
  return openWeb(settings, {
    db,
    events,
    metrics,
    redact,
    clock,
    health: () => app.health(),
    readiness: () => ({ healthy: db.open, problems: db.open ? [] : ['the database is not open'] }),
    unsubscribe: {
      verify: (token) => verifyUnsubscribe(token, secret),
      hasLeft: ({ subscriptionId, recipient }) =>
        new DigestTable(db).unsubscribed(subscriptionId).has(recipient),
      record: ({ subscriptionId, recipient }) => {
        if (!new DigestTable(db).unsubscribe(subscriptionId, recipient, clock.now())) return;
        events.emit('recipient.unsubscribed', {
          subscription: subscriptionId,
          recipient: shortHash(recipient),
        });
      },
    },
    describeFeedFailure: explainFailure,
    joins: {
      explain: (articles, only) => joins().explain(articles, only),
      alike: (one, other) => joins().alike(one, other),
    },
    topicNames: tagging.topics,
    timeZone: app.settings.digests[0]?.timeZone ?? 'UTC',
  });
}
