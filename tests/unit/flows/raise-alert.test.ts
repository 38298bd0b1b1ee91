// Promises of alerts: by threshold, after gathering, once unless it escalates, capped, held in quiet hours.
import { describe, expect, it } from 'vitest';
import { raiseAlerts } from '../../../src/flows/sending/raise-alert.ts';
import { writeDigest, type WriteDigestDeps } from '../../../src/flows/sending/write-digest.ts';
import type { DigestDocument } from '../../../src/model/digest.ts';
import type { AlertSettings } from '../../../src/model/settings.ts';
import { ChangeTable } from '../../../src/store/changes.ts';
import { OutboxTable } from '../../../src/store/outbox.ts';
import { DAILY, explain, FILES, HOUR, openWorld, recordEvents, seed, T0, TOPICS } from './seed.ts';

const RULE: AlertSettings = {
  id: 'urgent',
  timeZone: 'UTC',
  minScore: 8,
  topics: [],
  languages: [],
  minOutlets: 2,
  waitMs: 60_000,
  channels: ['files'],
  maxPerHour: 3,
  quietHours: null,
};

function world(rule: AlertSettings = RULE) {
  const db = openWorld();
  const { events, names } = recordEvents();
  const deps: WriteDigestDeps = { db, topics: TOPICS, baseUrl: null, explain, channels: FILES, events };
  const raise = (now: number) => raiseAlerts(deps, rule, now);
  raise(T0);
  const subjects = () =>
    db
      .prepare<[], { readonly document: string }>(
        `SELECT DISTINCT document FROM alert WHERE document IS NOT NULL ORDER BY id`,
      )
      .all()
      .map(({ document }) => (JSON.parse(document) as DigestDocument).subject);
  return { db, deps, raise, names, subjects };
}

const two = (story: number, at: number, title = `Story ${story}`) =>
  [
    { id: story * 10, feed: 'nknews', title, story, at },
    { id: story * 10 + 1, feed: 'yonhap', title: `${title} ko`, story, at },
  ] as const;

describe('raiseAlerts', () => {
  it('tells a story that enough outlets tell, after waiting for more', () => {
    const { db, raise, subjects } = world();
    seed(db, two(1, T0 + 1000, 'Shells shipped'));
    expect(raise(T0 + 2000)).toEqual({ crossed: 1, messages: 0, held: 0 });
    expect(raise(T0 + 61_000)).toEqual({ crossed: 0, messages: 0, held: 0 });
    expect(raise(T0 + 62_000)).toEqual({ crossed: 0, messages: 1, held: 0 });
    expect(subjects()).toEqual(['[Pactwatch alert] Shells shipped']);
    expect(raise(T0 + HOUR)).toEqual({ crossed: 0, messages: 0, held: 0 });
  });

  it('counts publisher families, not items: copies and one outlet alone do not alert', () => {
    const { db, raise } = world();
    seed(db, [
      { id: 1, feed: 'nknews', title: 'a', story: 1 },
      { id: 2, feed: 'nknews', title: 'b', story: 1 },
      { id: 3, feed: 'tass', title: 'a', story: 1, copyOf: 1 },
    ]);
    expect(raise(T0 + HOUR).crossed).toBe(0);
  });

  it('takes official confirmation for further outlets', () => {
    const { db, raise } = world();
    seed(db, [{ id: 1, feed: 'mofa', title: 'Statement', story: 1 }]);
    expect(raise(T0 + HOUR).crossed).toBe(1);
  });

  it('leaves what is weak, off its topics, or was there at the start', () => {
    const { db, raise } = world({ ...RULE, topics: ['troop-deployment'], minOutlets: 1 });
    seed(db, [
      { id: 1, feed: 'nknews', title: 'weak', story: 1, score: 5, topics: ['troop-deployment'] },
      { id: 2, feed: 'nknews', title: 'other topic', story: 2 },
      { id: 3, feed: 'nknews', title: 'passing', story: 3, strength: 'passing', topics: [] },
      { id: 4, feed: 'nknews', title: 'baseline', story: 4, topics: ['troop-deployment'] },
    ]);
    db.exec('UPDATE item SET baseline = 1 WHERE id = 4');
    expect(raise(T0 + HOUR).crossed).toBe(0);
  });

  it('does not count what the flood guard held back and someone dropped', () => {
    const { db, raise, subjects } = world();
    seed(db, two(1, T0 + 1000, 'Troops'));
    const changes = new ChangeTable(db);
    db.exec(
      `UPDATE item SET held_by = ${changes.hold('yonhap', T0 + 1000, 1, 'many at once')} WHERE id = 11`,
    );
    changes.settle(1, 'dropped', T0 + 1500);
    raise(T0 + 2000);
    raise(T0 + 63_000);
    expect(subjects()).toEqual([]);
  });

  it('tells a story again only when it escalates', () => {
    const { db, raise, subjects } = world();
    seed(db, two(1, T0 + 1000, 'Troops'));
    raise(T0 + 2000);
    raise(T0 + 63_000);
    seed(db, [{ id: 12, feed: 'nhk', title: 'Third outlet', story: 1, at: T0 + 70_000 }]);
    expect(raise(T0 + 71_000).crossed).toBe(0);
    seed(db, [{ id: 13, feed: 'mofa', title: 'The ministry confirms', story: 1, at: T0 + 80_000 }]);
    expect(raise(T0 + 81_000)).toEqual({ crossed: 1, messages: 1, held: 0 });
    expect(subjects()).toHaveLength(2);
  });

  it('turns what exceeds the cap of an hour into one summary', () => {
    const { db, raise, subjects, names } = world();
    for (const story of [1, 2, 3, 4, 5]) seed(db, two(story, T0 + 1000));
    raise(T0 + 2000);
    expect(raise(T0 + 63_000)).toMatchObject({ messages: 3, held: 0 });
    expect(subjects().at(-1)).toContain('3 stories');
    seed(db, [...two(6, T0 + 100_000), ...two(7, T0 + 100_000)]);
    raise(T0 + 101_000);
    expect(raise(T0 + 162_000)).toMatchObject({ messages: 0, held: 2 });
    expect(names()).toContain('alert.summarised');
    expect(raise(T0 + 63_000 + HOUR)).toMatchObject({ messages: 1, held: 0 });
    expect(subjects().at(-1)).toContain('2 stories');
  });

  it('holds alerts in quiet hours and tells them together; a topic that may pass does', () => {
    const quietHours = { fromMinute: 480, untilMinute: 600, timeZone: 'UTC', except: ['troop-deployment'] };
    const { db, raise, subjects } = world({ ...RULE, quietHours });
    seed(db, [...two(1, T0 + HOUR), ...two(2, T0 + HOUR)]);
    raise(T0 + HOUR + 1000);
    expect(raise(T0 + HOUR + 70_000)).toMatchObject({ messages: 0, held: 2 });
    seed(
      db,
      two(3, T0 + 2 * HOUR, 'Troops').map((item) => ({ ...item, topics: ['troop-deployment'] })),
    );
    raise(T0 + 2 * HOUR);
    expect(raise(T0 + 2 * HOUR + 61_000).messages).toBe(1);
    expect(raise(T0 + 3 * HOUR)).toMatchObject({ messages: 1 });
    expect(subjects()).toEqual(['[Pactwatch alert] 2 stories: Story 1', '[Pactwatch alert] Troops']);
  });

  it('marks an alerted story in the next digest', () => {
    const { db, deps, raise } = world();
    writeDigest(deps, DAILY, T0 - HOUR);
    seed(db, two(1, T0 + 1000));
    raise(T0 + 2000);
    raise(T0 + 63_000);
    const outcome = writeDigest(deps, DAILY, T0 + 24 * HOUR);
    expect(outcome).toMatchObject({
      document: { sections: [{ cards: [{ alertedAt: T0 + 63_000, followUpSince: null }] }] },
    });
  });

  it('gives up an alert after six hours, a digest after three days', () => {
    const { db, deps, raise } = world();
    seed(db, two(1, T0 + 1000));
    raise(T0 + 2000);
    raise(T0 + 63_000);
    writeDigest(deps, DAILY, T0 + 63_000, true);
    const ages = new OutboxTable(db)
      .list({ limit: 9 })
      .map(({ kind, createdAt, expiresAt }) => [kind, (expiresAt - createdAt) / HOUR]);
    expect(ages).toEqual([
      ['alert', 6],
      ['digest', 72],
    ]);
  });

  it('follows a story that is merged into another while the alert gathers, and tells it once', () => {
    const { db, raise, subjects } = world();
    seed(db, [...two(1, T0 + 1000, 'Shells'), ...two(2, T0 + 1000, 'Arms')]);
    raise(T0 + 2000);
    db.exec('UPDATE story_member SET story_id = 2 WHERE story_id = 1');
    db.exec('UPDATE story SET merged_into = 2 WHERE id = 1');
    expect(raise(T0 + 63_000)).toMatchObject({ messages: 1 });
    expect(subjects()).toHaveLength(1);
    seed(db, [{ id: 30, feed: 'nknews', title: 'More', story: 2, at: T0 + 70_000 }]);
    expect(raise(T0 + 71_000).crossed).toBe(0);
  });

  it('marks an alerted story in the next digest though it was merged into another since', () => {
    const { db, deps, raise } = world();
    writeDigest(deps, DAILY, T0 - HOUR);
    seed(db, two(1, T0 + 1000));
    raise(T0 + 2000);
    raise(T0 + 63_000);
    seed(db, [{ id: 90, feed: 'nhk', title: 'Elsewhere', story: 9, at: T0 + 70_000 }]);
    db.exec('UPDATE story_member SET story_id = 9 WHERE story_id = 1');
    db.exec('UPDATE story SET merged_into = 9 WHERE id = 1');
    expect(writeDigest(deps, DAILY, T0 + 24 * HOUR)).toMatchObject({
      document: { sections: [{ cards: [{ alertedAt: T0 + 63_000 }] }] },
    });
  });

  it('tells times in the zone of the rule, under an id that no other database gives', () => {
    const { db, raise } = world({ ...RULE, timeZone: 'Asia/Seoul' });
    seed(db, two(1, T0 + 1000, 'Shells shipped'));
    raise(T0 + 2000);
    raise(T0 + 63_000);
    const row = db.prepare<[], { document: string }>('SELECT document FROM alert').get();
    const document = JSON.parse(row?.document ?? '') as DigestDocument;
    expect(document.highlights[0]).toContain('24 Nov 16:01');
    expect(document.id).toMatch(/^alert-urgent\/20261124T070002Z-\d+\.1$/);
  });

  it('tells an alert that a clock running ahead had put off', () => {
    const { db, raise } = world();
    seed(db, two(1, T0 + 1000));
    raise(T0 + 9000 * HOUR);
    expect(raise(T0 + 63_000).messages).toBe(1);
  });
});
