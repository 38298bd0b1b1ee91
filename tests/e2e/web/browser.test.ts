// In real Chromium without JavaScript: no page breaks its own policy, asks elsewhere, runs a feed's code or overflows a phone.
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Facts, FIND_FACTS, FIND_FAINT } from './in-page.ts';
import { type OpenedPages, openPages } from './open.ts';

const CHROMIUM = '/usr/bin/chromium';
const found = existsSync(CHROMIUM);
if (!found) process.stderr.write(`skipped: pages in Chromium, for ${CHROMIUM} is not installed\n`);

const PATHS = [
  '/',
  '/stories',
  '/stories?topic=troop-deployment&lang=ko',
  '/stories/169',
  '/items?strength=any&q=script',
  '/feeds',
  '/feeds/harbour-post-world',
  '/digests',
  '/digests/daily/2026-11-25T07:00',
  '/digests/daily/2026-11-24T07:00',
  '/digests/daily/2026-11-24T07:00/html',
  '/rules',
  '/subscribe',
  '/unsubscribe/u1.good.token',
  '/none',
];

describe.skipIf(!found)('pages in Chromium', () => {
  let pages: OpenedPages;
  let browser: Browser;
  beforeAll(async () => {
    pages = await openPages();
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser?.close();
    await pages[Symbol.asyncDispose]();
  });

  it.each([
    ['phone', 360],
    ['desktop', 1280],
  ] as const)(
    'are sound on a %s',
    async (_name, width) => {
      // Scripts are on here: if a page could run one, it would.
      const context = await browser.newContext({ viewport: { width, height: 800 } });
      const page = await context.newPage();
      const complaints: string[] = [];
      const asked: string[] = [];
      page.on('console', (message) => complaints.push(`${page.url()}: ${message.text()}`));
      page.on('dialog', (dialog) => {
        complaints.push(`a dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      page.on('request', (request) => asked.push(request.url()));
      for (const path of PATHS) {
        complaints.length = 0;
        await page.goto(pages.address + path);
        const facts = await page.evaluate<Facts>(FIND_FACTS);
        const own = !path.endsWith('/html');
        expect({ path, ...facts }).toEqual({
          path,
          scripts: 0,
          images: 0,
          handlers: 0,
          actingLinks: 0,
          leaking: own ? 0 : facts.leaking,
          overflow: 0,
          headings: 1,
          unnamed: 0,
          styled: 'rgb(250, 248, 243)',
        });
        expect(complaints.filter((text) => !(path === '/none' && text.includes('404')))).toEqual([]);
      }
      expect(asked.filter((url) => !url.startsWith(pages.address))).toEqual([]);
      await context.close();
    },
    60_000,
  );

  it('are dark where the reader asks for it', async () => {
    const context = await browser.newContext({ colorScheme: 'dark', javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(pages.address);
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(21, 24, 27)');
    await context.close();
  });

  it('narrow and search by form, and leave by form, without JavaScript', async () => {
    const context = await browser.newContext({
      javaScriptEnabled: false,
      viewport: { width: 1280, height: 900 },
    });
    const page = await context.newPage();
    await page.goto(`${pages.address}/stories`);
    await page.getByLabel('Language').selectOption('ja');
    await page.getByLabel('Topic').selectOption('arms-transfer');
    await page.getByRole('button', { name: 'Show' }).click();
    expect(page.url()).toContain('lang=ja');
    expect(await page.locator('.card').count()).toBeGreaterThan(0);
    await page.getByLabel('Search items').fill('북한군');
    await page.getByLabel('Search items').press('Enter');
    expect(await page.locator('.card h3').first().textContent()).toContain('북한군');
    await page.goto(`${pages.address}/unsubscribe/u1.good.token`);
    await page.getByRole('button', { name: 'Unsubscribe' }).click();
    expect(await page.locator('h1').textContent()).toBe('You are off the list');
    expect(pages.left).toHaveLength(1);
    await context.close();
  });

  it('have enough contrast, light and dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const context = await browser.newContext({ colorScheme });
      const page = await context.newPage();
      for (const path of ['/', '/stories/169', '/feeds', '/digests']) {
        await page.goto(pages.address + path);
        expect({ path, colorScheme, faint: await page.evaluate<string[]>(FIND_FAINT) }).toEqual({
          path,
          colorScheme,
          faint: [],
        });
      }
      await context.close();
    }
  });
});
