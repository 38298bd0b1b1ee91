// What a digest covers: from the start of its subscription, through wrong clocks, quiet weeks and corrections.
import { describe, expect, it } from 'vitest';
import { renderText } from '../../../src/digest/render-text.ts';
import { previewDigest } from '../../../src/flows/sending/preview-digest.ts';
import { digestWorld as world } from './digest-world.ts';
import { DAILY, HOUR, seed, T0 } from './seed.ts';

const DAY = 24 * HOUR;

describe('the span of a digest', () => {
  it('takes up a new subscription with the last day, not with all that was ever stored', () => {
    const { db, write } = world();
    seed(db, [
      { id: 1, feed: 'nknews', title: 'Of last month', story: 1, at: T0 - 29 * DAY },
      { id: 2, feed: 'nknews', title: 'Of this night', story: 2, at: T0 - 3 * HOUR },
    ]);
    write(T0 - HOUR);
    const outcome = write(T0);
    expect(outcome).toMatchObject({ document: { receipt: { items: { seen: 1, shown: 1 } } } });
  });

  it('writes on when the clock ran ahead for years and was set right', () => {
    const { db, write, start } = world();
    const settings = { ...DAILY, whenEmpty: 'weekly' } as const;
    write(start, settings);
    expect(write(T0 + 1500 * DAY, settings).kind).toBe('queued');
    seed(db, [{ id: 1, feed: 'nknews', title: 'Shells shipped', story: 1, at: T0 + HOUR }]);
    expect(write(T0 + HOUR, settings)).toEqual({ kind: 'not-due', nextDueAt: T0 + DAY });
    const outcome = write(T0 + DAY, settings);
    expect(outcome).toMatchObject({
      kind: 'queued',
      document: { receipt: { items: { shown: 1 } }, coversUntil: T0 + DAY, missed: 0 },
    });
    expect(outcome.kind === 'queued' && outcome.document.coversFrom).toBeLessThanOrEqual(T0 + DAY);
    expect([2, 3, 4, 5, 6, 7, 8].map((day) => write(T0 + day * DAY, settings).kind)).toEqual([
      ...Array.from({ length: 6 }, () => 'empty'),
      'queued',
    ]);
  });

  it('tells a whole week in the weekly word, with the numbers of the whole week', () => {
    const { db, write, start } = world();
    const settings = { ...DAILY, whenEmpty: 'weekly' } as const;
    write(start, settings);
    for (const day of [0, 1, 2, 3, 4, 5, 6, 7]) {
      seed(db, [{ id: day + 1, feed: 'nhk', title: '天気', strength: 'none', at: T0 + day * DAY - 60_000 }]);
      const outcome = write(T0 + day * DAY, settings);
      if (day < 7) expect(outcome.kind).toBe('empty');
      else
        expect(outcome).toMatchObject({
          kind: 'queued',
          document: { coversFrom: start, missed: 0, receipt: { items: { seen: 8, offSubject: 8 } } },
        });
    }
  });

  it('does not call late what quiet hours held', () => {
    const quietHours = { fromMinute: 0, untilMinute: 420, timeZone: 'UTC', except: [] };
    const hourly = { ...DAILY, schedule: '0 * * * *', quietHours };
    const { write, names } = world();
    write(T0 - 8 * HOUR - 60_000, hourly);
    write(T0 - 8 * HOUR, hourly);
    expect(write(T0 - 2 * HOUR, hourly)).toMatchObject({ kind: 'held', untilAt: T0 });
    expect(write(T0, hourly)).toMatchObject({ kind: 'queued', document: { missed: 0 } });
    expect(names()).not.toContain('digest.late');
  });

  it('tells a retraction of what it showed, though it is off the subject now', () => {
    const { db, write, start } = world();
    seed(db, [{ id: 1, feed: 'nknews', title: 'Troops seen', story: 1, at: start }]);
    write(start);
    write(T0);
    db.exec(`INSERT INTO revision (id, item_id, at, title, summary, content_hash, material, kinds)
      VALUES (7, 1, ${T0 + HOUR}, 'Troops seen', '', 'x', 1, '["title"]')`);
    db.exec(`UPDATE item SET title = 'This article was withdrawn' WHERE id = 1`);
    db.exec(`UPDATE verdict SET strength = 'none', relevant = 0, score = 0, topics = '[]' WHERE item_id = 1`);
    db.exec(`INSERT INTO change (kind, item_id, revision_id, at) VALUES ('revised', 1, 7, ${T0 + HOUR})`);
    const update = { title: 'This article was withdrawn', kinds: ['title', 'no longer on the subject'] };
    expect(write(T0 + DAY)).toMatchObject({
      document: { updates: [update], receipt: { items: { seen: 1, matched: 1, updated: 1 } } },
    });
    expect(write(T0 + 2 * DAY)).toMatchObject({ document: { updates: [] } });
  });

  it('compares with the history of what it chooses from: other topics and languages are not missed', () => {
    const { db, write, start } = world();
    const settings = { ...DAILY, languages: ['ko'] as const };
    for (let day = 1; day <= 15; day += 1) {
      const at = T0 - day * DAY - HOUR;
      db.prepare(
        `INSERT INTO poll_log (feed_id, started_at, elapsed_ms, result, next_poll_at, plan_reason)
         VALUES ('yonhap', ?, 9, 'new', 0, '')`,
      ).run(at);
      seed(
        db,
        [1, 2, 3].map((one) => ({ id: day * 10 + one, feed: 'nknews', title: 'Shells', at })),
      );
    }
    write(start, settings);
    const outcome = write(T0, settings);
    expect(outcome.kind === 'queued' && outcome.document.highlights.at(-1)).toBe(
      'Nothing unusual against the last 14 days.',
    );
    write(start, { ...DAILY, id: 'all' });
    const all = write(T0, { ...DAILY, id: 'all' });
    expect(all.kind === 'queued' && all.document.highlights.at(-1)).toContain('nothing on Arms transfer');
  });

  it('previews the first digest of a subscription that has not begun as it will be', () => {
    const { db, deps } = world();
    seed(db, [
      { id: 1, feed: 'nknews', title: 'Of last month', story: 1, at: T0 - 29 * DAY },
      { id: 2, feed: 'nknews', title: 'Of this night', story: 2, at: T0 - 3 * HOUR },
    ]);
    expect(previewDigest(deps, DAILY, T0).receipt?.items).toMatchObject({ seen: 1, shown: 1 });
  });

  it('says why an item comes back that was shown in passing and turned out to be about the subject', () => {
    const { db, write, start } = world();
    const passing = { ...DAILY, minStrength: 'passing' } as const;
    write(start, passing);
    seed(db, [
      {
        id: 1,
        feed: 'nknews',
        title: 'Trade grows',
        summary: 'Shells too.',
        strength: 'passing',
        story: 1,
        at: T0 - HOUR,
      },
    ]);
    expect(write(T0, passing)).toMatchObject({ document: { receipt: { items: { shown: 1 } } } });
    db.exec(`UPDATE verdict SET strength = 'core', relevant = 1 WHERE item_id = 1;
      INSERT INTO change (kind, item_id, at) VALUES ('new', 1, ${T0 + HOUR})`);
    const outcome = write(T0 + DAY, passing);
    if (outcome.kind !== 'queued') throw new Error(outcome.kind);
    expect(outcome.document.updates).toMatchObject([
      { title: 'Trade grows', summary: 'Shells too.', kinds: ['now known to be about the subject'] },
    ]);
    const text = renderText(outcome.document, { unsubscribeUrl: null });
    expect(text).toContain('now known to be about the subject\n  https://nknews.example/1\n  Shells too.\n');
  });

  it('previews the past without what came to be later: alerts, members, feeds that failed or were added since', () => {
    const { db, deps } = world();
    const later = T0 + 30 * HOUR;
    seed(db, [
      { id: 1, feed: 'nknews', title: 'Shells leave Rajin', story: 1, at: T0 - 3 * HOUR },
      { id: 2, feed: 'nhk', title: '砲弾', story: 1, at: later },
    ]);
    db.exec(`INSERT INTO alert (rule_id, story_id, level, state, due_at, created_at, reason, document)
      VALUES ('urgent', 1, 1, 'queued', ${later}, ${later}, '', '{}');
      INSERT INTO feed (id, url, name, kind, family, control, added_at)
        VALUES ('late', 'https://late.example', 'Late', 'wire', 'late', 'private', ${later});
      INSERT INTO poll_log (feed_id, started_at, elapsed_ms, result, failure_code, next_poll_at, plan_reason)
        VALUES ('nknews', ${T0 - HOUR / 2}, 9, 'failed', 'server-error', 0, ''), ('nknews', ${later}, 9, 'new', NULL, 0, '');
      UPDATE feed_state SET health = 'silent' WHERE feed_id = 'nhk'`);
    const silentAfterMs = new Map([['mofa', 60_000]]);
    const past = previewDigest({ ...deps, silentAfterMs }, DAILY, T0, T0 + 40 * HOUR);
    const [card] = past.sections.flatMap(({ cards }) => cards);
    expect(card).toMatchObject({ alertedAt: null, families: 1, itemIds: [1] });
    expect(card?.sources).toHaveLength(1);
    expect(past.receipt?.feeds).toMatchObject({
      configured: 6,
      read: 5,
      failing: [
        { feedId: 'haaretz', sinceAt: T0 - HOUR },
        { feedId: 'nknews', sinceAt: T0 - HOUR / 2, detail: 'server-error' },
      ],
      silent: [{ feedId: 'mofa', sinceAt: T0 - HOUR }],
    });
    const now = previewDigest(deps, DAILY, T0 + 40 * HOUR);
    expect(now.sections.flatMap(({ cards }) => cards)[0]).toMatchObject({ alertedAt: later, families: 2 });
    expect(now.receipt?.feeds).toMatchObject({ configured: 7, silent: [{ feedId: 'nhk' }] });
  });

  it.each([
    ['America/New_York', '15 2 * * *', '2026-03-06', '2026-10-30'],
    ['Europe/Berlin', '15 2 * * *', '2026-03-27', '2026-10-23'],
    ['Europe/Kyiv', '15 3 * * *', '2026-03-27', '2026-10-23'],
    ['Australia/Lord_Howe', '15 2 * * *', '2026-10-02', '2026-04-03'],
    ['Australia/Lord_Howe', '45 1 * * *', '2026-10-02', '2026-04-03'],
    ['Africa/Casablanca', '15 2 * * *', '2026-02-13', '2026-03-20'],
    ['Asia/Tehran', '15 0 * * *', '2022-03-20', '2026-03-20'],
    ['Asia/Tehran', '15 23 * * *', '2022-09-19', '2026-09-19'],
    ['Pacific/Apia', '15 2 * * *', '2026-03-06', '2026-10-30'],
  ])(
    'is one for each local day in %s at %s, through the gap and the repeated hour',
    (timeZone, schedule, ...days) => {
      for (const day of days) {
        const { db, write } = world();
        const settings = { ...DAILY, timeZone, schedule };
        const from = Date.parse(`${day}T12:00Z`);
        const keys: string[] = [];
        for (let now = from; now <= from + 4 * DAY; now += 5 * 60_000) {
          const outcome = write(now, settings);
          if (outcome.kind !== 'queued') continue;
          keys.push(outcome.document.occurrence.slice(0, 10));
          expect(outcome.document.missed).toBe(0);
        }
        expect(keys).toHaveLength(4);
        expect(new Set(keys).size).toBe(4);
        db.close();
      }
    },
  );
});
