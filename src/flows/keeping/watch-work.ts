// Looks at the work every few seconds: sets the gauges, says when the verdict changes, gives a sign of life, and pings a
// dead-man address while all is well.
import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Clock, MINUTE_MS } from '../../lib/clock.ts';
import { VERSION } from '../../lib/version.ts';
import type { HealthSettings } from '../../model/settings.ts';
import type { Net } from '../../net/request.ts';
import type { Events } from '../../observe/events.ts';
import { removeHeartbeat, writeHeartbeat } from '../../observe/heartbeat.ts';
import type { Metrics } from '../../observe/metrics.ts';
import type { Database } from '../../store/database.ts';
import { FeedTable } from '../../store/feeds.ts';
import { readWorkFacts, type WorkFacts } from '../../store/work.ts';
import { decideHealth, type Verdict } from './health.ts';

const PING_EVERY_MS = MINUTE_MS;

export interface WatchDeps {
  readonly db: Database;
  readonly databasePath: string;
  readonly clock: Clock;
  readonly events: Events;
  readonly metrics: Metrics;
  readonly net: Net;
}

export interface WatchSettings {
  readonly health: HealthSettings;
  /** Ids of the digests in force. */
  readonly subscriptions: readonly string[];
  /** What is known to hinder the work beside what the database says. */
  readonly troubles?: readonly string[];
}

export class WorkWatch {
  readonly #deps: WatchDeps;
  readonly #startedAt: number;
  #verdict: Verdict = { healthy: true, problems: [] };
  #pingedAt = 0;
  #pingFailed = false;

  constructor(deps: WatchDeps) {
    this.#deps = deps;
    this.#startedAt = deps.clock.now();
  }

  /** The latest verdict. */
  get verdict(): Verdict {
    return this.#verdict;
  }

  /** One look. Never throws for what it finds; a fault of the database does. */
  async tick(settings: WatchSettings, signal: AbortSignal): Promise<Verdict> {
    const { clock, db, events } = this.#deps;
    const now = clock.now();
    const facts = readWorkFacts(db, settings.subscriptions, now);
    const judged = decideHealth(facts, settings.health, { now, startedAt: this.#startedAt });
    const problems = [...(settings.troubles ?? []), ...judged.problems];
    const verdict = { healthy: problems.length === 0, problems };
    if (verdict.healthy !== this.#verdict.healthy) {
      const word = (healthy: boolean): string => (healthy ? 'healthy' : 'unhealthy');
      events.emit('health.changed', {
        from: word(this.#verdict.healthy),
        to: word(verdict.healthy),
        detail: verdict.problems.join('; '),
      });
    }
    this.#verdict = verdict;
    this.#setGauges(facts, verdict, now);
    writeHeartbeat(this.#folder, {
      at: now,
      startedAt: this.#startedAt,
      version: VERSION,
      ready: true,
      problems: verdict.problems,
    });
    await this.#ping(settings.health, now, signal);
    return verdict;
  }

  /** The daemon ends as it should. */
  close(): void {
    removeHeartbeat(this.#folder);
  }

  get #folder(): string {
    return dirname(this.#deps.databasePath);
  }

  #setGauges(facts: WorkFacts, verdict: Verdict, now: number): void {
    const { metrics, db, databasePath } = this.#deps;
    metrics.healthy.set(verdict.healthy ? 1 : 0);
    metrics.feeds.reset();
    for (const [health, count] of new FeedTable(db).healthCounts()) metrics.feeds.set({ health }, count);
    metrics.outboxPending.reset();
    for (const { channel, waiting } of facts.outbox) metrics.outboxPending.set({ channel }, waiting);
    const oldestAt = Math.min(now, ...facts.outbox.map((entry) => entry.oldestAt));
    metrics.outboxOldest.set((now - oldestAt) / 1000);
    if (facts.lastSuccessAt !== null) metrics.lastSuccess.set({ job: 'poll' }, facts.lastSuccessAt / 1000);
    if (facts.lastDigestAt !== null) metrics.lastSuccess.set({ job: 'digest' }, facts.lastDigestAt / 1000);
    metrics.dbSize.set(sizeOf(databasePath));
    metrics.walSize.set(sizeOf(`${databasePath}-wal`));
  }

  // Silence is the alarm: an unhealthy daemon does not ping.
  async #ping(health: HealthSettings, now: number, signal: AbortSignal): Promise<void> {
    if (health.pingUrl === null || !this.#verdict.healthy || now - this.#pingedAt < PING_EVERY_MS) return;
    this.#pingedAt = now;
    const answer = await this.#deps.net.request({
      url: health.pingUrl.reveal(),
      timeoutMs: 10_000,
      maxBytes: 10_000,
      truncate: true,
      signal,
    });
    const trouble = answer.ok
      ? answer.value.status < 400
        ? null
        : `it answered ${answer.value.status}`
      : answer.failure.detail;
    if (trouble !== null && !this.#pingFailed && !signal.aborted)
      this.#deps.events.emit('ping.failed', { detail: trouble });
    this.#pingFailed = trouble !== null;
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
