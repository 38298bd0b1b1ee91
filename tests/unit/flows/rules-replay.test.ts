// Replaying a changed topic file shows the difference and changes nothing; re-tagging stores it and notifies nobody.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { explainStored, renderItemExplanation } from '../../../src/flows/judging/explain-item.ts';
import { applyRules } from '../../../src/flows/judging/retag.ts';
import { replayRules } from '../../../src/flows/judging/rules.ts';
import { openTagging } from '../../../src/flows/storing/tag-item.ts';
import { openDatabase, type OpenedDatabase } from '../../../src/store/database.ts';
import { VerdictTable } from '../../../src/store/verdicts.ts';

const cables = openTagging('config/topics/undersea-cables.yaml');
const dprk = openTagging('config/topics/dprk-russia.yaml');
const at = Date.UTC(2026, 10, 20);
let opened: OpenedDatabase;

function addItem(title: string, url: string): void {
  opened.db.exec(
    "INSERT OR IGNORE INTO feed (id, url, name, kind, family, control, added_at) VALUES ('f', 'https://f.example/', 'F', 'press', 'f', 'independent', 0)",
  );
  const { lastInsertRowid } = opened.db
    .prepare(
      `INSERT INTO item (feed_id, url, canonical_url, title, summary, content, lang, first_seen_at, last_seen_at, content_hash)
       VALUES ('f', ?, ?, ?, '', '', 'en', ?, ?, 'x')`,
    )
    .run(url, url, title, at, at);
  cables.tagAndStore(opened.db, Number(lastInsertRowid), { title, summary: '', content: '', lang: 'en' }, at);
}

beforeEach(() => {
  opened = openDatabase(':memory:', { exclusive: false });
  addItem('Estlink cable severed by tanker, coast guard says', 'https://f.example/1');
  addItem('North Korean soldiers killed in Kursk', 'https://f.example/2');
  addItem('Budget vote in Oslo', 'https://f.example/3');
});

afterEach(() => opened.close());

describe('replayRules', () => {
  it('lists nothing under the rules the items were tagged by', () => {
    expect(replayRules(opened.db, cables, at)).toMatchObject({
      items: 3,
      changes: [],
      shadow: { 'item.repeat-offender': 1 },
    });
  });

  it('lists what other rules would change and leaves the store as it is', () => {
    const { changes } = replayRules(opened.db, dprk, at);
    expect(changes.map(({ id, before, after }) => [id, before.strength, after.strength])).toEqual([
      [1, 'core', 'none'],
      [2, 'none', 'core'],
    ]);
    expect(new VerdictTable(opened.db).find(1)?.strength).toBe('core');
    expect(replayRules(opened.db, dprk, at + 1).items).toBe(0);
  });
});

describe('applyRules', () => {
  it('stores the new verdicts and makes no change that a digest could choose', () => {
    expect(applyRules(opened.db, dprk, at, at + 5)).toEqual({ items: 3, changed: 2 });
    const table = new VerdictTable(opened.db);
    expect(table.find(2)).toMatchObject({ strength: 'core', ruleVersion: dprk.version });
    expect(opened.db.prepare('SELECT topic FROM verdict_topic WHERE item_id = 1').all()).toEqual([]);
    expect(opened.db.prepare('SELECT count(*) AS n FROM change').get()).toEqual({ n: 0 });
    expect(table.find(3)?.ruleVersion).toBe(dprk.version);
    expect(replayRules(opened.db, dprk, at).changes).toEqual([]);
    expect(applyRules(opened.db, dprk, at, at + 6)).toEqual({ items: 0, changed: 0 });
  });
});

describe('stored verdicts', () => {
  it('come back as they were given', () => {
    const verdict = cables.tag({
      title: 'Estlink cable severed by tanker, coast guard says',
      summary: '',
      content: '',
      lang: 'en',
    });
    expect(new VerdictTable(opened.db).find(1)).toEqual(verdict);
  });

  it('count rules per day, shadow rules apart', () => {
    const hits = new VerdictTable(opened.db).ruleHits(at);
    expect(hits).toContainEqual({ rule: 'title.cut-line', shadow: false, hits: 1 });
    expect(hits).toContainEqual({ rule: 'item.repeat-offender', shadow: true, hits: 1 });
  });

  it('are explained by number and by address, and said to be outdated under other rules', () => {
    const byUrl = explainStored(opened.db, cables, 'https://f.example/1');
    expect(byUrl).toMatchObject({ item: { id: 1 }, outdated: false });
    const other = explainStored(opened.db, dprk, '1');
    expect(other?.outdated).toBe(true);
    if (other) expect(renderItemExplanation(other)).toMatch(/made by other rules/u);
    expect(explainStored(opened.db, cables, '99')).toBeNull();
  });
});
