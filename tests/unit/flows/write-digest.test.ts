// Promises of the write-digest flow: once per occurrence, nothing lost, nothing twice, numbers that agree.
import { describe, expect, it } from 'vitest';
import { type WriteDigestDeps, writeDigest } from '../../../src/flows/sending/write-digest.ts';
import { DigestTable } from '../../../src/store/digests.ts';
import { OutboxTable } from '../../../src/store/outbox.ts';
import { digestWorld as world } from './digest-world.ts';
import { DAILY, HOUR, seed, T0 } from './seed.ts';

const DAY = 24 * HOUR;

describe('writeDigest', () => {
  it('takes a subscription up at first and writes nothing before it is due', () => {
    const { write, start } = world();
    expect(write(start)).toEqual({ kind: 'not-due', nextDueAt: T0 });
    expect(write(T0 - 1)).toEqual({ kind: 'not-due', nextDueAt: T0 });
  });

  it('shows every matched item once: in the first digest after it, and in no later one', () => {
    const { db, write, start } = world();
    seed(db, [
      { id: 1, feed: 'yonhap', title: '북한 포탄 러시아행', story: 1, at: start - HOUR },
      { id: 2, feed: 'nknews', title: 'Shells shipped', story: 2, at: start },
    ]);
    write(start);
    const first = write(T0);
    expect(first).toMatchObject({ kind: 'queued', messages: 1 });
    seed(db, [{ id: 3, feed: 'tass', title: 'Ответ Москвы', story: 3, at: T0 + HOUR }]);
    const second = write(T0 + DAY);
    const shown = [first, second].map((outcome) =>
      outcome.kind === 'queued'
        ? outcome.document.sections
            .flatMap(({ cards }) => cards.flatMap(({ itemIds }) => itemIds))
            .sort((a, b) => a - b)
        : [],
    );
    expect(shown).toEqual([[1, 2], [3]]);
  });

  it('writes one digest for several due times that passed, and says so', () => {
    const { db, write, start, names } = world();
    write(start);
    seed(db, [{ id: 1, feed: 'nknews', title: 'Shells shipped', story: 1 }]);
    const outcome = write(T0 + 3 * DAY + HOUR);
    expect(outcome).toMatchObject({
      kind: 'queued',
      document: { missed: 3, occurrence: '2026-11-27T07:00' },
    });
    if (outcome.kind !== 'queued') return;
    expect(outcome.document.subject).toContain('(covers 3 d)');
    expect(names()).toEqual(['digest.late', 'digest.written']);
    expect(write(T0 + 3 * DAY + 2 * HOUR)).toMatchObject({ kind: 'not-due' });
  });

  it('never writes the same occurrence twice, though its transaction runs again', () => {
    const { db, write, start } = world();
    write(start);
    write(T0);
    db.prepare('UPDATE subscription SET next_due_at = ?').run(T0);
    expect(write(T0)).toEqual({ kind: 'already', occurrence: '2026-11-24T07:00' });
    expect(new DigestTable(db).list(10)).toHaveLength(1);
    expect(new OutboxTable(db).list({ limit: 10 })).toHaveLength(1);
  });

  it('leaves nothing behind when the process ends before the commit', () => {
    for (const step of ['begin', 'composed', 'inserted', 'queued']) {
      const { db, deps, start, write } = world();
      seed(db, [{ id: 1, feed: 'nknews', title: 'Shells shipped', story: 1, at: start }]);
      write(start);
      const hooks = {
        at: (reached: string) => {
          if (reached === `write-digest:${step}`) throw new Error('killed');
        },
      };
      expect(() => writeDigest({ ...deps, hooks }, DAILY, T0)).toThrow('killed');
      expect(new DigestTable(db).list(10)).toEqual([]);
      expect(write(T0 + HOUR)).toMatchObject({ kind: 'queued', messages: 1 });
    }
  });

  it('records a quiet day as empty under skip, and still advances', () => {
    const { write, start, names } = world();
    const settings = { ...DAILY, whenEmpty: 'skip' } as const;
    write(start, settings);
    expect(write(T0, settings)).toMatchObject({ kind: 'empty' });
    expect(names()).toEqual(['digest.empty']);
  });

  it('sends a sign of life once a week under weekly', () => {
    const { write, start } = world();
    const settings = { ...DAILY, whenEmpty: 'weekly' } as const;
    write(start, settings);
    const kinds = Array.from({ length: 15 }, (_, day) => write(T0 + day * DAY, settings).kind);
    expect(kinds.map((kind, day) => (kind === 'queued' ? day : -1)).filter((day) => day >= 0)).toEqual([
      7, 14,
    ]);
  });

  it('says on a quiet day how many sources were read', () => {
    const { write, start } = world();
    write(start);
    write(T0);
    const outcome = write(T0 + DAY);
    expect(outcome.kind === 'queued' && outcome.document.highlights[0]).toBe(
      '5 of 6 sources read, nothing on the subject.',
    );
  });

  it('holds a digest through quiet hours and covers what came meanwhile, unless a topic may pass', () => {
    const quietHours = { fromMinute: 360, untilMinute: 540, timeZone: 'UTC', except: ['troop-deployment'] };
    const settings = { ...DAILY, quietHours };
    const { db, write, start } = world();
    write(start, settings);
    seed(db, [{ id: 1, feed: 'nknews', title: 'Shells shipped', story: 1, at: T0 }]);
    expect(write(T0, settings)).toEqual({ kind: 'held', untilAt: T0 + 2 * HOUR });
    seed(db, [{ id: 2, feed: 'nknews', title: 'More shells', story: 2, at: T0 + HOUR }]);
    expect(write(T0 + 2 * HOUR, settings)).toMatchObject({
      kind: 'queued',
      document: { receipt: { items: { shown: 2 } } },
    });
    seed(db, [
      { id: 3, feed: 'nknews', title: 'Troops', story: 3, topics: ['troop-deployment'], at: T0 + DAY },
    ]);
    expect(write(T0 + DAY, settings)).toMatchObject({ kind: 'queued' });
  });

  it('accounts for every item of the span', () => {
    const { db, write, start } = world();
    write(start);
    seed(db, [
      { id: 1, feed: 'yonhap', title: '포탄 수송', story: 1 },
      { id: 2, feed: 'nknews', title: 'Shells shipped', story: 1 },
      { id: 3, feed: 'tass', title: 'Копия', story: 1, copyOf: 1 },
      { id: 4, feed: 'nknews', title: 'Only a clause', story: 2, strength: 'passing', score: 4 },
      { id: 5, feed: 'nhk', title: '天気', story: 3, strength: 'none' },
      { id: 6, feed: 'nhk', title: '保留', heldBy: 1 },
    ]);
    const outcome = write(T0 + DAY);
    expect(outcome.kind === 'queued' && outcome.document.receipt?.items).toEqual({
      seen: 6,
      offSubject: 1,
      below: 1,
      held: 1,
      matched: 3,
      merged: 2,
      repeated: 0,
      updated: 0,
      shown: 1,
    });
  });

  it('marks a follow-up, and tells a correction of what was shown with the old and the new words', () => {
    const { db, write, start } = world();
    seed(db, [{ id: 1, feed: 'nknews', title: 'Twelve killed', story: 1, at: start }]);
    write(start);
    write(T0);
    seed(db, [{ id: 2, feed: 'yonhap', title: '사망자 55명으로 늘어', story: 1, at: T0 + HOUR }]);
    db.exec(`INSERT INTO revision (id, item_id, at, title, summary, content_hash, material, kinds)
      VALUES (7, 1, ${T0 + HOUR}, 'Twelve killed', '', 'x', 1, '["numbers"]')`);
    db.exec(`UPDATE item SET title = 'Forty killed' WHERE id = 1`);
    db.exec(`INSERT INTO change (kind, item_id, revision_id, at) VALUES ('revised', 1, 7, ${T0 + HOUR})`);
    const outcome = write(T0 + DAY);
    expect(outcome).toMatchObject({
      kind: 'queued',
      document: {
        sections: [{ cards: [{ itemIds: [2], followUpSince: T0, news: ['new number 55'], families: 2 }] }],
        updates: [{ itemId: 1, formerTitle: 'Twelve killed', title: 'Forty killed', kinds: ['numbers'] }],
      },
    });
  });

  it('plans anew when the schedule changes', () => {
    const { write, start } = world();
    write(start);
    expect(write(T0, { ...DAILY, schedule: '30 8 * * *' })).toEqual({
      kind: 'not-due',
      nextDueAt: T0 + 1.5 * HOUR,
    });
  });

  it('sends no digest to a recipient who left', () => {
    const mail = {
      type: 'email',
      smtp: { reveal: () => '' },
      from: 'Watch <watch@example.org>',
      to: ['A <a@example.org>', 'b@example.org'],
      replyTo: null,
      bounce: null,
      dkim: null,
    } as unknown as WriteDigestDeps['channels'][string];
    const { db, write, start } = world({ channels: { mail }, baseUrl: 'https://watch.example.org' });
    const settings = { ...DAILY, channels: ['mail'] };
    write(start, settings);
    new DigestTable(db).unsubscribe('daily', 'a@example.org', T0);
    write(T0, settings);
    expect(new OutboxTable(db).list({ limit: 9 }).map(({ recipient }) => recipient)).toEqual([
      'b@example.org',
    ]);
  });

  it('gives a digest up after the configured age', () => {
    const { db, write, start } = world({ maxAgeMs: { digest: 5 * HOUR, alert: HOUR, notice: HOUR } });
    write(start);
    write(T0);
    const [message] = new OutboxTable(db).list({ limit: 9 });
    expect((message?.expiresAt ?? 0) - (message?.createdAt ?? 0)).toBe(5 * HOUR);
  });
});
