// Opens the web pages over a running app.
import { randomBytes } from 'node:crypto';
import type { App } from './app.ts';
import { explainFailure } from './fetch/advice.ts';
import { openJoinExplainer } from './flows/judging/explain-joins.ts';
import { decideLive, decideReady } from './flows/keeping/health.ts';
import { shortHash } from './lib/hash.ts';
import type { WebSettings } from './model/settings.ts';
import type { Observation } from './observe/open.ts';
import { verifyUnsubscribe } from './outbox/unsubscribe.ts';
import { DigestTable } from './store/digests.ts';
import { MetaTable } from './store/meta.ts';
import { migrationNames } from './store/migrate.ts';
import { type OpenedWeb, openWeb } from './web/server.ts';

/** Listens where the settings say. `sinceTickMs` tells how long ago a job last ticked. */
export async function openPages(
  app: App,
  settings: WebSettings,
  observation: Observation,
  sinceTickMs: () => number,
): Promise<OpenedWeb> {
  const { db, clock, tagging } = app;
  const { events, metrics, redact } = observation;
  const expectedSchema = migrationNames().length;
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
    liveness: () => decideLive(sinceTickMs()),
    readiness: () =>
      decideReady({
        databaseOpen: db.open,
        schema: db.open ? Number(db.pragma('user_version', { simple: true })) : 0,
        expectedSchema,
      }),
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
