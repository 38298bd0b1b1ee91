// Documents for tests of renderings: one with everything a digest can hold, one that is hostile, one of any size.
import { composeBrief } from '../../../src/digest/brief.ts';
import type { DigestDocument, DigestSource, StoryCard } from '../../../src/model/digest.ts';

export const NOW = Date.UTC(2026, 10, 24, 22, 0);
const HOUR = 3_600_000;

export function source(overrides: Partial<DigestSource> = {}): DigestSource {
  return {
    itemId: 1,
    feedId: 'yonhap-en',
    outlet: 'Yonhap',
    family: 'yonhap',
    kind: 'wire',
    control: 'public',
    lang: 'en',
    title: 'A title',
    url: 'https://yonhap.example/1',
    publishedAt: NOW - 5 * HOUR,
    firstSeenAt: NOW - 4 * HOUR,
    copy: false,
    relevant: true,
    topic: 'troop-deployment',
    ...overrides,
  };
}

export function card(overrides: Partial<StoryCard> = {}): StoryCard {
  const lead = source({
    itemId: overrides.itemIds?.[0] ?? 1,
    url: overrides.url ?? 'https://yonhap.example/1',
  });
  return {
    storyIds: [1],
    itemIds: [1],
    headline: 'North Korean engineers arrive in Kursk to clear mines',
    lang: 'en',
    url: 'https://yonhap.example/1',
    outlet: 'Yonhap',
    publishedAt: NOW - 5 * HOUR,
    firstSeenAt: NOW - 4 * HOUR,
    summary:
      'About a thousand sappers crossed the border by train, a lawmaker said after a briefing. They are to work there until spring.',
    topics: ['engineers-and-labour', 'troop-deployment'],
    strength: 'core',
    tagScore: 11,
    families: 1,
    languages: ['en'],
    stateMedia: 'none',
    official: false,
    sources: [lead],
    why: '«North Korean engineers», «Kursk» in the title',
    followUpSince: null,
    news: [],
    alertedAt: null,
    importance: { score: 8, reasons: ['about the subject +3'] },
    ...overrides,
  };
}

/** One of each: several languages and scripts, state media, a follow-up, an update, troubles and near misses. */
export function fullDocument(): DigestDocument {
  const korean = card({
    storyIds: [2, 9],
    itemIds: [2, 3, 4],
    headline: '국정원 "북한군 쿠르스크서 지뢰 제거 공병 1천명 추가 파병"',
    lang: 'ko',
    url: 'https://yonhap.example/ko/2',
    outlet: '연합뉴스',
    summary:
      '국가정보원은 북한이 러시아 쿠르스크 지역에 공병 약 1천명을 추가로 보냈다고 국회 정보위원회에 보고했다. 이들은 내년 봄까지 지뢰를 제거할 것으로 보인다.',
    topics: ['troop-deployment', 'engineers-and-labour', 'intelligence-assessment'],
    families: 3,
    languages: ['ko', 'ru', 'en'],
    stateMedia: 'some',
    official: true,
    sources: [
      source({ itemId: 2, lang: 'ko', outlet: '연합뉴스', url: 'https://yonhap.example/ko/2' }),
      source({
        itemId: 3,
        feedId: 'tass',
        outlet: 'TASS',
        family: 'tass',
        kind: 'state-media',
        control: 'state',
        lang: 'ru',
        url: 'https://tass.example/3',
      }),
      source({
        itemId: 4,
        feedId: 'nknews',
        outlet: 'NK News',
        family: 'nknews',
        url: 'https://nknews.example/4',
      }),
      source({
        itemId: 5,
        feedId: 'agg',
        outlet: 'Mirror Daily',
        family: 'mirror',
        copy: true,
        url: 'https://mirror.example/5',
      }),
    ],
    why: '«북한군», «쿠르스크», «파병» in the title; «국가정보원» in the summary',
    importance: { score: 12, reasons: ['about the subject +3', '3 independent outlets +2'] },
  });
  const russian = card({
    storyIds: [6],
    itemIds: [6],
    headline: 'Шойгу прибыл в Пхеньян с делегацией Минобороны',
    lang: 'ru',
    url: 'https://tass.example/6',
    outlet: 'TASS',
    summary: 'Секретарь Совета безопасности провёл переговоры с руководством КНДР.',
    topics: ['military-visits'],
    languages: ['ru'],
    stateMedia: 'only',
    followUpSince: NOW - 24 * HOUR,
    news: ['new numbers 12 → 40', 'official confirmation'],
    alertedAt: NOW - 6 * HOUR,
    why: '«Шойгу», «Пхеньян» in the title',
  });
  const hebrew = card({
    storyIds: [7],
    itemIds: [7],
    headline: 'צפון קוריאה שלחה פגזים לרוסיה, לפי דיווח',
    lang: 'he',
    url: 'https://haaretz.example/7',
    outlet: 'Haaretz',
    publishedAt: null,
    summary: '',
    topics: ['arms-transfer'],
    languages: ['he'],
    why: '«פגזים», «רוסיה» in the title',
  });
  return {
    version: 1,
    kind: 'digest',
    id: 'daily/2026-11-25T07:00',
    subscriptionId: 'daily',
    name: 'Pactwatch daily',
    timeZone: 'Asia/Seoul',
    occurrence: '2026-11-25T07:00',
    dueAt: NOW,
    createdAt: NOW + 1_500,
    coversFrom: NOW - 24 * HOUR,
    coversUntil: NOW + 1_500,
    missed: 0,
    subject: `[Pactwatch daily] 4 new: ${korean.headline} — Wed 25 Nov`,
    highlights: [
      '4 stories and 1 update from 6 outlets; 41 of 43 sources read.',
      `Most important: ${korean.headline} (연합뉴스)`,
      'Unusual against the last 14 days: Troop deployment 6 (usually 1).',
    ],
    sections: [
      { topic: 'troop-deployment', name: 'Troop deployment', cards: [korean] },
      { topic: 'military-visits', name: 'Military visits', cards: [russian] },
      { topic: 'engineers-and-labour', name: 'Engineers and labour', cards: [card()] },
      { topic: 'arms-transfer', name: 'Arms transfer', cards: [hebrew] },
    ],
    topicNames: {
      'arms-transfer': 'Arms transfer',
      'engineers-and-labour': 'Engineers and labour',
      'intelligence-assessment': 'Intelligence assessment',
      'military-visits': 'Military visits',
      'troop-deployment': 'Troop deployment',
    },
    updates: [
      {
        itemId: 11,
        storyId: 3,
        outlet: 'NK News',
        lang: 'en',
        url: 'https://nknews.example/11',
        changedAt: NOW - 2 * HOUR,
        formerTitle: 'Twelve North Korean soldiers killed near Sudzha, officials say',
        title: 'Forty North Korean soldiers killed near Sudzha, officials say',
        formerSummary: 'Twelve soldiers were killed.',
        summary: 'Forty soldiers were killed, the ministry said in a correction.',
        kinds: ['numbers'],
      },
    ],
    receipt: {
      feeds: {
        configured: 43,
        read: 41,
        failing: [
          { feedId: 'kcna', name: 'KCNA', sinceAt: NOW - 50 * HOUR, detail: 'timeout' },
          { feedId: 'rg', name: 'Rossiyskaya Gazeta', sinceAt: NOW - 5 * HOUR, detail: 'bot-challenge' },
        ],
        silent: [
          {
            feedId: '38n',
            name: '38 North',
            sinceAt: NOW - 9 * 24 * HOUR,
            detail: 'no new item',
          },
        ],
        gaps: [],
      },
      items: {
        seen: 1281,
        offSubject: 1266,
        below: 5,
        held: 2,
        matched: 8,
        merged: 2,
        repeated: 1,
        updated: 1,
        shown: 4,
      },
      longestBlind: { fromAt: NOW - 9 * HOUR, untilAt: NOW - 8.6 * HOUR },
      nearMisses: {
        count: 5,
        items: [
          {
            itemId: 21,
            outlet: 'The Moscow Times',
            lang: 'en',
            title: 'Russian tourists return to the Wonsan beach resort',
            url: 'https://mt.example/21',
            score: 4.5,
            why: '«North Korea» in the title',
          },
          {
            itemId: 22,
            outlet: '朝日新聞',
            lang: 'ja',
            title: '北朝鮮の鉄道貨物、ロシア国境で増加か',
            url: null,
            score: 4,
            why: '«北朝鮮» in the title',
          },
        ],
      },
    },
    archiveUrl: 'https://watch.example.org/digests/daily/2026-11-25T07:00',
  };
}

/** `count` stories of the size real ones have, half of them Korean. */
export function largeDocument(count: number): DigestDocument {
  const full = fullDocument();
  const [korean] = full.sections[0]?.cards ?? [];
  const cards = Array.from({ length: count }, (_, index) => {
    const template = index % 2 === 0 && korean !== undefined ? korean : card();
    const id = 1000 + index;
    return {
      ...template,
      itemIds: [id],
      storyIds: [id],
      headline: `${template.headline} #${id}`,
      url: `https://yonhap.example/${id}`,
    };
  });
  return { ...full, sections: [{ topic: 'troop-deployment', name: 'Troop deployment', cards }], updates: [] };
}

export const HOSTILE_TEXTS = [
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '"><svg/onload=alert(1)> &amp; &#60;b&#62; \u0000\u0007\u001b[31m',
  '<!channel> <@U123> @everyone @here @channel <@&1> <t:0:R> :smile: ~~x~~ ||spoiler||',
  '*bold* _it_ `code` [link](javascript:alert(1)) ![img](https://evil.example/x.png) # head\n- list\n1. one',
  '\u202egnp.exe \u2066isolated\u2069 \u200f rtl',
  '한'.repeat(10_000),
  '𐍈👩‍👩‍👧‍👦'.repeat(700),
  '{{constructor.constructor("x")()}} ${7*7} <%= 1 %> =cmd|calc',
];

export function briefDocument(): DigestDocument {
  return composeBrief({
    kind: 'notice',
    id: 'notice/mail/1',
    subject: 'channel mail is suspended',
    lines: ['The channel "mail" cannot deliver (auth).', 'Messages wait: 3. Nothing is lost.'],
    at: NOW,
  });
}
