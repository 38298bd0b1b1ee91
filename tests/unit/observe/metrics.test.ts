// Promises of the metrics: Prometheus' conventions, closed label sets, no addresses; moved by events.
import { readFileSync } from 'node:fs';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { Events } from '../../../src/observe/events.ts';
import { Metrics } from '../../../src/observe/metrics.ts';

function world() {
  const metrics = new Metrics({ version: '0.1.0', node: 'v24.0.0' });
  const events = new Events(pino({ level: 'silent' }), metrics, (text) => text);
  const value = async (line: string): Promise<number> => {
    const text = await metrics.registry.metrics();
    const found = text.split('\n').find((row) => row.startsWith(`${line} `));
    return found === undefined ? 0 : Number(found.slice(line.length + 1));
  };
  return { metrics, events, value };
}

describe('metrics', () => {
  it('are named as Prometheus asks: prefix, base units, _total for counters', async () => {
    const { metrics } = world();
    for (const { name, type, help } of await metrics.registry.getMetricsAsJSON()) {
      expect(name).toMatch(/^pactwatch_[a-z0-9_]+$/);
      expect(help).toMatch(/\.$|;/);
      if (String(type) === 'counter') expect(name).toMatch(/_total$/);
      expect(name).not.toMatch(/_(?:ms|milliseconds|kb|mb|minutes|hours)(?:_|$)/);
    }
  });

  it('count polls by result, bytes and lengths', async () => {
    const { events, value } = world();
    const poll = {
      feed: 'a',
      status: 200,
      items_seen: 3,
      items_new: 1,
      next_poll_at: '',
      reason: '',
      code: null,
      detail: null,
      defects: '',
    };
    events.emit('feed.polled', { ...poll, result: 'new', bytes: 1000, elapsed_ms: 300 });
    events.emit('feed.polled', { ...poll, result: 'failed', bytes: 0, elapsed_ms: 5000 });
    expect(await value('pactwatch_feed_fetches_total{result="new"}')).toBe(1);
    expect(await value('pactwatch_feed_fetches_total{result="failed"}')).toBe(1);
    expect(await value('pactwatch_fetch_bytes_total')).toBe(1000);
    expect(await value('pactwatch_fetch_duration_seconds_sum')).toBe(5.3);
  });

  it('count deliveries by channel and result', async () => {
    const { events, value } = world();
    events.emit('delivery.sent', {
      message: 'm',
      kind: 'digest',
      channel: 'mail',
      part: '1/1',
      attempt: 1,
      receipt: '',
      elapsed_ms: 20,
    });
    events.emit('delivery.dead', {
      message: 'm',
      channel: 'mail',
      code: 'rejected',
      detail: '',
      attempts: 3,
    });
    expect(await value('pactwatch_deliveries_total{channel="mail",result="sent"}')).toBe(1);
    expect(await value('pactwatch_deliveries_total{channel="mail",result="dead"}')).toBe(1);
    expect(await value('pactwatch_log_messages_total{level="error"}')).toBe(1);
  });

  it('bear labels of closed sets only: no feed, address or recipient', async () => {
    const { metrics } = world();
    const labels = [...(await metrics.registry.metrics()).matchAll(/\{([^}]*)\}/g)].flatMap(([, list = '']) =>
      list.split(',').map((pair) => pair.split('=')[0]),
    );
    const open = labels.filter(
      (label) =>
        ![
          'channel',
          'health',
          'job',
          'level',
          'le',
          'node',
          'outcome',
          'result',
          'topic',
          'version',
        ].includes(label ?? ''),
    );
    expect(open).toEqual([]);
  });
});

describe('the documents about metrics', () => {
  const known = async (): Promise<Set<string>> => {
    const { metrics } = world();
    return new Set((await metrics.registry.getMetricsAsJSON()).map(({ name }) => name));
  };
  const namedIn = (path: string): Set<string> =>
    new Set(
      [...readFileSync(path, 'utf8').matchAll(/\bpactwatch_[a-z_]+/g)].map(([name]) =>
        name.replace(/_(?:bucket|sum|count)$/, ''),
      ),
    );

  it('name every metric, and none that does not exist', async () => {
    expect([...namedIn('docs/operating.md')].sort()).toEqual([...(await known())].sort());
  });

  it.each(['docs/examples/grafana-dashboard.json', 'docs/examples/alert-rules.yaml'])(
    'ask in %s only for metrics that exist',
    async (path) => {
      const names = await known();
      const asked = namedIn(path);
      expect(asked.size).toBeGreaterThan(5);
      expect([...asked].filter((name) => !names.has(name))).toEqual([]);
    },
  );

  it('show every metric on the dashboard', async () => {
    const shown = namedIn('docs/examples/grafana-dashboard.json');
    expect([...(await known())].filter((name) => !shown.has(name))).toEqual([]);
  });
});
