// Golden files, one per rendering: a change of what readers see is a change of a file under tests/fixtures/digest.
import { describe, expect, it } from 'vitest';
import { renderHtml } from '../../../src/digest/render-html.ts';
import { renderJson } from '../../../src/digest/render-json.ts';
import { renderText } from '../../../src/digest/render-text.ts';
import { packDocument } from '../../../src/flows/sending/plan-messages.ts';
import { briefDocument, fullDocument } from './sample.ts';

const CHAT = ['webhook', 'slack', 'discord', 'teams', 'mattermost', 'telegram', 'ntfy'] as const;
const FOLDER = '../../fixtures/digest';
const pretty = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

describe('a digest with everything in it looks as it did', () => {
  it('as HTML', async () => {
    const html = renderHtml(fullDocument(), {
      maxBytes: null,
      unsubscribeUrl: 'https://watch.example.org/unsubscribe/x',
    });
    await expect(html).toMatchFileSnapshot(`${FOLDER}/full.html`);
  });

  it('as text', async () => {
    await expect(renderText(fullDocument(), { unsubscribeUrl: null })).toMatchFileSnapshot(
      `${FOLDER}/full.txt`,
    );
  });

  it('as JSON', async () => {
    await expect(renderJson(fullDocument())).toMatchFileSnapshot(`${FOLDER}/full.json`);
  });

  it.each(CHAT)('as %s', async (type) => {
    await expect(pretty(packDocument(fullDocument(), type))).toMatchFileSnapshot(
      `${FOLDER}/full.${type}.json`,
    );
  });
});

describe('a notice looks as it did', () => {
  it('as text', async () => {
    await expect(renderText(briefDocument(), { unsubscribeUrl: null })).toMatchFileSnapshot(
      `${FOLDER}/notice.txt`,
    );
  });

  it.each(CHAT)('as %s', async (type) => {
    await expect(pretty(packDocument(briefDocument(), type))).toMatchFileSnapshot(
      `${FOLDER}/notice.${type}.json`,
    );
  });
});
