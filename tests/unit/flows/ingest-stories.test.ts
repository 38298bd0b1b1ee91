// Which articles `ingest` takes for one event, and which only look alike.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openTagging } from '../../../src/flows/storing/tag-item.ts';
import { ingest, root } from './ingest-world.ts';

describe('stories of like articles', () => {
  it('keeps two like events of one day apart by their names, with concepts that nobody has counted', async () => {
    const cables = openTagging(join(root, 'config/topics/undersea-cables.yaml'));
    const told = [
      [
        'Finland investigates cut in Estlink data cable in Gulf of Finland',
        'Finnish police boarded a tanker suspected of severing a telecom cable between Helsinki and Tallinn with its anchor.',
      ],
      [
        'Undersea cable cut near Keelung, Taiwan says',
        'Taiwan coast guard intercepted a Chinese cargo ship suspected of severing a telecom cable off Keelung with its anchor.',
      ],
      [
        'Tanker boarded after Helsinki-Tallinn cable severed',
        'Finnish authorities seized the tanker after a telecom cable in the Gulf of Finland was cut, suspecting its anchor.',
      ],
    ];
    const lines = told.map(([title, summary], n) =>
      JSON.stringify({
        id: n,
        feed: `f${n}`,
        title,
        summary,
        lang: 'en',
        seen_at: 1_795_000_000_000 + n * 60_000,
      }),
    );
    const [one, other, again] = await ingest(lines, ':memory:', cables);
    expect(again?.story).toBe(one?.story);
    expect(other?.story).not.toBe(one?.story);
  });

  it('takes another word for the same thing for the same event', async () => {
    const call = (id: string, title: string, summary: string): string =>
      JSON.stringify({
        id,
        feed: id,
        url: `https://${id}.example/1`,
        title,
        summary,
        lang: 'ru',
        seen_at: '2026-11-05T10:00:00Z',
      });
    const answers = await ingest([
      call(
        'one',
        'Путин провёл телефонный разговор с Ким Чен Ыном',
        'Лидеры обсудили ход выполнения договора о всеобъемлющем стратегическом партнёрстве, сообщила пресс-служба Кремля. Разговор длился около 40 минут.',
      ),
      call(
        'two',
        'Путин и Ким Чен Ын поговорили по телефону',
        'Лидеры обсудили выполнение договора о всеобъемлющем стратегическом партнёрстве, сообщили в Кремле. Беседа длилась около 40 минут.',
      ),
    ]);
    expect(answers[1]?.story).toBe(answers[0]?.story);
  });

  it.each([
    [
      'en',
      'Markets morning: pound flat at $1.34, gilts steady',
      'Markets morning: pound edges up to $1.345 as oil slips',
    ],
    [
      'ko',
      '[오늘의 날씨] 2일 월요일, 아침 쌀쌀…동해안 건조특보',
      '[오늘의 날씨] 3일 화요일, 낮부터 구름…미세먼지 보통',
    ],
    [
      'es',
      'El tiempo hoy, lunes 26 de octubre: lluvias en Galicia',
      'El tiempo hoy, martes 27 de octubre: el frente avanza hacia el centro',
    ],
  ])('keeps two issues of a daily column apart (%s)', async (lang, monday, tuesday) => {
    const [one, other] = await ingest(
      [monday, tuesday].map((title, day) =>
        JSON.stringify({
          id: day,
          feed: 'daily',
          title,
          summary: '',
          lang,
          seen_at: 1_795_000_000_000 + day * 86_400_000,
        }),
      ),
    );
    expect(other).toMatchObject({ outcome: 'new' });
    expect(other?.story).not.toBe(one?.story);
  });

  it('keeps two matches of one series apart, however alike they are told', async () => {
    const told = [
      [
        '03-07T10:30',
        '日本、韓国に5―3で勝利　強化試合第1戦',
        '野球の強化試合は7日、東京で第1戦があり、日本が韓国を5―3で下した。四回に島田の2点本塁打で逆転した。',
      ],
      [
        '03-07T11:10',
        '強化試合　日本が韓国に逆転勝ち、島田が2ラン',
        '野球日韓強化試合の第1戦が7日、東京で行われ、日本が韓国を5―3で下した。四回に島田の2点本塁打で逆転した。',
      ],
      [
        '03-08T10:35',
        '日本、韓国に1―4で敗れる　強化試合第2戦',
        '野球の強化試合は8日、東京で第2戦があり、日本は韓国に1―4で敗れた。打線が4安打に抑えられた。',
      ],
    ];
    const [first, again, second] = await ingest(
      told.map(([at, title, summary], id) =>
        JSON.stringify({ id, feed: `f${id}`, title, summary, lang: 'ja', seen_at: `2026-${at}:00Z` }),
      ),
    );
    expect(again?.story).toBe(first?.story);
    expect(second?.story).not.toBe(first?.story);
  });
});
