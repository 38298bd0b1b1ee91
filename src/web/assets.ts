// The stylesheet and the icon, under addresses that change with their content, so that they may be cached for ever.
import { readFileSync } from 'node:fs';
import { shortHash } from '../lib/hash.ts';
import type { WebResponse } from './response.ts';

const STYLE = readFileSync(new URL('style.css', import.meta.url), 'utf8');
const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#9a3412"/><circle cx="12" cy="16" r="6.5" fill="none" stroke="#fff" stroke-width="3"/><circle cx="20" cy="16" r="6.5" fill="none" stroke="#fff" stroke-width="3"/></svg>`;

export const STYLE_PATH = `/assets/style-${shortHash(STYLE, 8)}.css`;
export const ICON_PATH = `/assets/icon-${shortHash(ICON, 8)}.svg`;

/** The asset at a path; null where there is none. */
export function findAsset(path: string): WebResponse | null {
  if (path === STYLE_PATH) return asset(STYLE, 'text/css; charset=utf-8');
  if (path === ICON_PATH || path === '/favicon.ico') return asset(ICON, 'image/svg+xml');
  return null;
}

function asset(body: string, type: string): WebResponse {
  return { status: 200, type, body, headers: { 'cache-control': 'public, max-age=31536000, immutable' } };
}
