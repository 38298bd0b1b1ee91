// Prometheus metrics, named as their convention asks: base units, `_total` counters, closed label sets, no addresses.
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { EventName } from './catalogue.ts';

type Fields = Readonly<Record<string, unknown>>;

/** All metrics of one process. Counters move with events; gauges are set by whoever knows the state. */
export class Metrics {
  readonly registry = new Registry();
  readonly #counters = new Map<string, Counter>();
  readonly feeds = this.#gauge('pactwatch_feeds', 'Feeds by health.', ['health']);
  readonly outboxPending = this.#gauge('pactwatch_outbox_pending', 'Messages that wait for delivery.', [
    'channel',
  ]);
  readonly outboxOldest = this.#gauge(
    'pactwatch_outbox_oldest_seconds',
    'Age of the oldest waiting message.',
  );
  readonly lastSuccess = this.#gauge(
    'pactwatch_last_success_timestamp_seconds',
    'When a job last succeeded.',
    ['job'],
  );
  readonly dbSize = this.#gauge('pactwatch_db_size_bytes', 'Size of the database file.');
  readonly walSize = this.#gauge('pactwatch_wal_size_bytes', 'Size of the write-ahead log.');
  readonly schedulerLag = this.#gauge('pactwatch_scheduler_lag_seconds', 'How late the latest tick was.');
  readonly healthy = this.#gauge('pactwatch_healthy', '1 while the work goes on as it should.');
  readonly fetchSeconds = new Histogram({
    name: 'pactwatch_fetch_duration_seconds',
    help: 'Length of a fetch.',
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20],
    registers: [this.registry],
  });
  readonly deliverySeconds = new Histogram({
    name: 'pactwatch_delivery_duration_seconds',
    help: 'Length of an attempt to deliver.',
    labelNames: ['channel'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    registers: [this.registry],
  });

  constructor(build: { readonly version: string; readonly node: string }) {
    const info = this.#gauge('pactwatch_build_info', 'Version in use; always 1.', ['version', 'node']);
    info.set({ version: build.version, node: build.node }, 1);
    for (const [name, help, labels] of COUNTERS) {
      this.#counters.set(
        name,
        new Counter({ name, help, labelNames: [...labels], registers: [this.registry] }),
      );
    }
  }

  /** Adds to a counter of the table below. */
  count(name: (typeof COUNTERS)[number][0], labels: Readonly<Record<string, string>>, by = 1): void {
    this.#counters.get(name)?.inc(labels, by);
  }

  /** Moves the counters that belong to an event. */
  onEvent(event: EventName, level: string, fields: Fields): void {
    this.count('pactwatch_log_messages_total', { level });
    const channel = String(fields['channel']);
    if (event === 'feed.polled') {
      this.count('pactwatch_feed_fetches_total', { result: String(fields['result']) });
      this.count('pactwatch_fetch_bytes_total', {}, Number(fields['bytes']));
      this.fetchSeconds.observe(Number(fields['elapsed_ms']) / 1000);
    } else if (event === 'poll.round') {
      for (const outcome of ['new', 'changed'] as const)
        this.count('pactwatch_items_total', { outcome }, Number(fields[`items_${outcome}`]));
      this.count('pactwatch_items_total', { outcome: 'copy' }, Number(fields['copies']));
    } else if (event === 'item.tagged') {
      for (const topic of String(fields['topics']).split(' ').filter(Boolean))
        this.count('pactwatch_matches_total', { topic });
    } else if (event === 'digest.written') this.count('pactwatch_digests_total', { result: 'built' });
    else if (event === 'digest.empty') this.count('pactwatch_digests_total', { result: 'skipped_empty' });
    else if (event === 'digest.late') this.count('pactwatch_digests_total', { result: 'coalesced' });
    else if (event.startsWith('delivery.') && RESULTS.has(event.slice(9))) {
      this.count('pactwatch_deliveries_total', { channel, result: event.slice(9) });
      if (event === 'delivery.sent')
        this.deliverySeconds.observe({ channel }, Number(fields['elapsed_ms']) / 1000);
    }
  }

  #gauge(name: string, help: string, labelNames: string[] = []): Gauge {
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }
}

const RESULTS = new Set(['sent', 'retry', 'dead', 'suspended']);

const COUNTERS = [
  ['pactwatch_feed_fetches_total', 'Polls by result.', ['result']],
  ['pactwatch_fetch_bytes_total', 'Bytes of bodies read.', []],
  ['pactwatch_items_total', 'Items by outcome.', ['outcome']],
  ['pactwatch_matches_total', 'New items on the subject by topic.', ['topic']],
  ['pactwatch_digests_total', 'Digests by result.', ['result']],
  ['pactwatch_deliveries_total', 'Attempts to deliver by result.', ['channel', 'result']],
  ['pactwatch_log_messages_total', 'Log lines by level.', ['level']],
] as const;
