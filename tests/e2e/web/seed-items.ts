// The story corpus as stored items with stories, links, verdicts and reasons, for tests of pages. Texts are invented.
import { readFileSync } from 'node:fs';
import type { Database } from '../../../src/store/database.ts';
import { segment } from '../../../src/store/search.ts';

const DAY = 86_400_000;

export const TOPICS = [
  [
    'troop-deployment',
    'Troop deployment',
    /troop|soldier|병|北韓軍|солдат|військов|兵|soldat|soldad|żołnierz/i,
  ],
  [
    'arms-transfer',
    'Arms transfer',
    /shell|missile|munition|포탄|미사일|снаряд|ракет|弾|导弹|炮弹|砲彈|granat|obus|proyectil|misil|pocisk/i,
  ],
  [
    'casualties',
    'Casualties',
    /killed|dead|coffin|전사|погиб|загин|戦死|阵亡|陣亡|gefallen|tué|muert|zabit|poległ/i,
  ],
  [
    'treaty-and-diplomacy',
    'Treaty and diplomacy',
    /treaty|minister|ambassador|조약|장관|договор|міністр|条約|部长|Minister|ministre|ministro|traktat/i,
  ],
  [
    'engineers-and-labour',
    'Engineers and labour',
    /worker|sapper|engineer|노동자|공병|рабоч|сапёр|робітник|労働者|工人|Arbeiter|ouvrier|obrero|robotni/i,
  ],
  [
    'intelligence-assessment',
    'Intelligence assessment',
    /intelligence|spy|정보|разведк|розвідк|情報|情报|Geheimdienst|renseignement|inteligencia|wywiad/i,
  ],
  [
    'sanctions-and-enforcement',
    'Sanctions and enforcement',
    /sanction|제재|санкци|санкці|制裁|Sanktion|sanci|sankcj/i,
  ],
  ['logistics', 'Logistics', /rail|port|ship|열차|поезд|судно|потяг|列車|船|Zug|navire|buque|statek/i],
] as const;

const SUBJECT =
  /North Korea\w*|Pyongyang|DPRK|북한\S*|北(?=[^京海])|朝鲜|朝鮮|北朝鮮|КНДР|северокорей\w*|північнокорей\w*|Nordkorea\w*|nord-coréen\w*|Corée du Nord|norcorean\w*|Corea del Norte|północnokorea\w*|Korei Północnej/giu;

interface CorpusItem {
  readonly id: string;
  readonly story: string;
  readonly feed: string;
  readonly family: string;
  readonly lang: string;
  readonly published_at: string;
  readonly url: string;
  readonly title: string;
  readonly summary: string;
  readonly copy_of: string | null;
}

export interface DatedItem extends CorpusItem {
  readonly at: number;
}

/** The corpus, stretched over the 85 days before `now`. */
export function readCorpus(now: number): DatedItem[] {
  const lines = ['tune', 'report'].flatMap((name) =>
    readFileSync(new URL(`../../corpus/stories/${name}.jsonl`, import.meta.url), 'utf8')
      .trim()
      .split('\n'),
  );
  const items = lines.map((line) => JSON.parse(line) as CorpusItem);
  const times = items.map(({ published_at }) => Date.parse(published_at));
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const stretch = (85 * DAY) / (last - first);
  return items
    .map((item) => ({
      ...item,
      at: Math.round(now - 25 * 60_000 - (last - Date.parse(item.published_at)) * stretch),
    }))
    .sort((a, b) => a.at - b.at);
}

/** Stores every item with what clustering and tagging would say of it. */
export function seedItems(db: Database, corpus: readonly DatedItem[]): void {
  const ids = new Map<string, number>();
  const stories = new Map<string, number>();
  const links = new Set<string>();
  for (const item of corpus) {
    const copyOf = item.copy_of === null ? null : (ids.get(item.copy_of) ?? null);
    const id = insertItem(db, item, copyOf);
    ids.set(item.id, id);
    // One story per event and script, joined by links, as the clustering does it.
    const key = `${item.story} ${['ko', 'ja', 'zh'].includes(item.lang) ? item.lang : 'x'}`;
    let story = stories.get(key);
    const fresh = story === undefined;
    story ??= Number(
      db
        .prepare('INSERT INTO story (lead_item_id, created_at, updated_at) VALUES (?, ?, ?)')
        .run(id, item.at, item.at).lastInsertRowid,
    );
    stories.set(key, story);
    const reason = fresh ? 'new' : copyOf === null ? 'title 0.71 + lead 0.68' : 'same lead 1.00';
    db.prepare(
      'INSERT INTO story_member (item_id, story_id, joined_at, score, reason) VALUES (?, ?, ?, 0.7, ?)',
    ).run(id, story, item.at, reason);
    db.prepare('UPDATE story SET updated_at = ? WHERE id = ?').run(item.at, story);
    const other = stories.get(`${item.story} x`);
    if (other !== undefined && other !== story && !links.has(`${other} ${story}`)) {
      links.add(`${other} ${story}`);
      db.prepare(
        'INSERT INTO story_link (story_id, other_id, score, reason, at) VALUES (?, ?, 0.82, ?, ?)',
      ).run(Math.min(other, story), Math.max(other, story), `also in ${item.lang} 0.82`, item.at);
    }
  }
}

/** Stores one item and its verdict; returns its id. */
export function insertItem(db: Database, item: DatedItem, copyOf: number | null): number {
  const id = Number(
    db
      .prepare(
        `INSERT INTO item (feed_id, guid, url, canonical_url, title, summary, content, lang, published_at, first_seen_at,
           last_seen_at, content_hash, copy_of) VALUES (?, ?, ?, ?, ?, ?, '', ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        item.feed,
        item.id,
        item.url,
        item.url,
        item.title,
        item.summary,
        item.lang,
        item.at,
        item.at + 9 * 60_000,
        item.at,
        item.id,
        copyOf,
      ).lastInsertRowid,
  );
  db.prepare('INSERT INTO item_fts (rowid, title, body) VALUES (?, ?, ?)').run(
    id,
    segment(item.title),
    segment(item.summary),
  );
  const reasons = (['title', 'summary'] as const).flatMap((field) =>
    [...item[field].matchAll(SUBJECT)].map((match) => ({
      rule: 'concept.north-korea',
      field,
      span: [match.index, match.index + match[0].length],
      text: match[0],
      weight: field === 'title' ? 3 : 1.5,
    })),
  );
  const text = `${item.title} ${item.summary}`;
  const topics =
    reasons.length === 0 ? [] : TOPICS.filter(([, , pattern]) => pattern.test(text)).map(([topic]) => topic);
  for (const [topic, , pattern] of TOPICS) {
    const match = reasons.length === 0 ? null : pattern.exec(item.title);
    if (match !== null)
      reasons.push({
        rule: `topic.${topic}`,
        field: 'title',
        span: [match.index, match.index + match[0].length],
        text: match[0],
        weight: 2,
      });
  }
  const strength = topics.length > 0 ? 'core' : reasons.length > 0 ? 'passing' : 'none';
  const score = reasons.reduce((sum, { weight }) => sum + weight, 0);
  db.prepare(
    `INSERT INTO verdict (item_id, rule_version, relevant, strength, score, topics, reasons, tagged_at) VALUES (?, '5f0c2a91d3b4e871', ?, ?, ?, ?, ?, ?)`,
  ).run(
    id,
    strength === 'core' ? 1 : 0,
    strength,
    score,
    JSON.stringify(topics),
    JSON.stringify(reasons),
    item.at,
  );
  for (const topic of topics)
    db.prepare('INSERT INTO verdict_topic (topic, item_id) VALUES (?, ?)').run(topic, id);
  return id;
}
