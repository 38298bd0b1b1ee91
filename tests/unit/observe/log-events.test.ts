// The log is a contract: docs/log-events.md says exactly what the catalogue says, and every event is really logged.
// UPDATE_DOCS=1 writes the page anew.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DELIVERY } from '../../../src/observe/catalogue-delivery.ts';
import { FEEDS } from '../../../src/observe/catalogue-feeds.ts';
import { LIFE, UPKEEP } from '../../../src/observe/catalogue-process.ts';
import { EVENTS } from '../../../src/observe/catalogue.ts';
import type { EventSpec } from '../../../src/observe/event-spec.ts';

const PAGE = 'docs/log-events.md';
const CHAPTERS: readonly (readonly [string, Readonly<Record<string, EventSpec>>])[] = [
  ['The process and its configuration', LIFE],
  ['Polling', FEEDS],
  ['Digests and delivery', DELIVERY],
  ['Upkeep', UPKEEP],
];

const INTRODUCTION = `# Log events

Every line of the log bears the name of one event in \`event\`. Names, levels and fields are a contract: they change only
with a note in the changelog. This page is made from \`src/observe/\` and tested against it; do not edit it by hand
(\`UPDATE_DOCS=1 npx vitest run tests/unit/observe\` writes it anew).

The daemon writes to stdout, one-shot commands to stderr: JSON lines, or readable text on a terminal.
\`LOG_FORMAT=json\` and \`LOG_FORMAT=text\` choose. A JSON line has \`time\` (ISO 8601, UTC), \`level\`, \`service\`, \`version\`,
\`event\` and the fields named here. Secrets never appear: what is configured as a secret, credentials in addresses and
tokens of webhooks are replaced by \`[secret]\`.

- \`debug\`: one line per poll or request, off as shipped.
- \`info\`: a state changed, or the summary of a round.
- \`warn\`: something is not as it should be, and Pactwatch deals with it.
- \`error\`: someone has to do something; the line says what.
- \`fatal\`: the process ends.

A job that fails again is logged at its 1st, 2nd, 4th, 8th … failure, with the count; a feed once for each cause.
`;

function renderEventDocs(): string {
  return [INTRODUCTION, ...CHAPTERS.map(([title, events]) => renderChapter(title, events))].join('\n');
}

function renderChapter(title: string, events: Readonly<Record<string, EventSpec>>): string {
  const entries = Object.entries(events).map(([name, { level, meaning, fields }]) => {
    const rows = Object.entries(fields).map(([field, text]) => `| \`${field}\` | ${text} |`);
    return `### \`${name}\` (${level})\n\n${meaning}\n\n| Field | Meaning |\n| --- | --- |\n${rows.join('\n')}\n`;
  });
  return `## ${title}\n\n${entries.join('\n')}`;
}

function readSources(): string {
  return readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.startsWith('observe/'))
    .map((path) => readFileSync(`src/${path}`, 'utf8'))
    .join('\n');
}

describe('the catalogue of events', () => {
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(PAGE, renderEventDocs());

  it('is documented whole: the page is what the catalogue says', () => {
    expect(readFileSync(PAGE, 'utf8')).toBe(renderEventDocs());
  });

  it('has every event in one chapter', () => {
    expect(CHAPTERS.flatMap(([, events]) => Object.keys(events)).sort()).toEqual(Object.keys(EVENTS).sort());
  });

  it('names no event that nothing logs', () => {
    const sources = readSources();
    const silent = Object.keys(EVENTS).filter((name) => !sources.includes(`'${name}'`));
    expect(silent).toEqual([]);
  });

  it.each(Object.entries<EventSpec>(EVENTS))(
    '%s is named, told and typed as the contract says',
    (name, spec) => {
      expect(name).toMatch(/^[a-z]+\.[a-z]+$/);
      expect(spec.meaning).toMatch(/^[A-Z].*\.$/su);
      for (const field of Object.keys(spec.fields)) expect(field).toMatch(/^[a-z][a-z0-9_]*$/);
      for (const reserved of ['time', 'level', 'event', 'service', 'version', 'msg']) {
        expect(Object.keys(spec.fields)).not.toContain(reserved);
      }
    },
  );
});
