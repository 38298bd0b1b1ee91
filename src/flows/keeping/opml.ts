// Feed lists as OPML 2.0, in and out: groups become outlines. What OPML cannot say stays in the feed file alone.
import { Parser } from 'htmlparser2';
import { escapeHtml } from '../../lib/html.ts';
import type { Feed } from '../../model/feed.ts';

export interface OpmlFeed {
  readonly title: string;
  readonly xmlUrl: string;
  readonly lang: string | null;
  readonly group: string | null;
}

/** Reads every outline that names a feed, with the nearest outline around it as its group. Never throws on bad XML. */
export function parseOpml(text: string): OpmlFeed[] {
  const found: OpmlFeed[] = [];
  const groups: (string | null)[] = [];
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (name.toLowerCase() !== 'outline') return;
        const read = (key: string): string => attributes[key] ?? attributes[key.toLowerCase()] ?? '';
        const xmlUrl = read('xmlUrl').trim();
        const title = (read('title') || read('text')).trim();
        groups.push(xmlUrl === '' ? title || null : null);
        if (xmlUrl === '') return;
        const group = groups.findLast((entry) => entry !== null) ?? null;
        found.push({ title: title || xmlUrl, xmlUrl, lang: read('language') || null, group });
      },
      onclosetag(name) {
        if (name.toLowerCase() === 'outline') groups.pop();
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(text);
  return found;
}

/** Writes feeds as OPML 2.0, groups as outlines; feeds without a group first. */
export function renderOpml(feeds: readonly Feed[], title: string): string {
  const groups = Map.groupBy(feeds, (feed) => feed.group);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<opml version="2.0">',
    `  <head><title>${escapeHtml(title)}</title></head>`,
    '  <body>',
  ];
  for (const feed of groups.get(null) ?? []) lines.push(`    ${outline(feed)}`);
  for (const [group, members] of groups) {
    if (group === null) continue;
    lines.push(
      `    <outline text="${escapeHtml(group)}">`,
      ...members.map((feed) => `      ${outline(feed)}`),
      '    </outline>',
    );
  }
  return [...lines, '  </body>', '</opml>', ''].join('\n');
}

function outline(feed: Feed): string {
  const attributes = {
    type: 'rss',
    text: feed.name,
    title: feed.name,
    xmlUrl: feed.url,
    language: feed.lang ?? '',
  };
  const shown = Object.entries(attributes).filter(([, value]) => value !== '');
  return `<outline ${shown.map(([key, value]) => `${key}="${escapeHtml(value)}"`).join(' ')}/>`;
}
