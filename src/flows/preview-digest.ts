// Shows a digest without writing anything: as it would be at any time, in any channel's form.
import { renderHtml } from '../digest/render-html.ts';
import { renderJson } from '../digest/render-json.ts';
import { renderText } from '../digest/render-text.ts';
import type { DigestDocument } from '../model/digest.ts';
import type { DigestSettings } from '../model/settings.ts';
import { CandidateView } from '../store/candidates.ts';
import { DigestTable } from '../store/digests.ts';
import { type ComposeDeps, composeFor } from './compose-digest.ts';
import { packDocument } from './plan-messages.ts';
import { beginning } from './take-up.ts';

export const PREVIEW_FORMATS = [
  'text',
  'html',
  'json',
  'webhook',
  'slack',
  'discord',
  'teams',
  'mattermost',
  'telegram',
  'ntfy',
] as const;
export type PreviewFormat = (typeof PREVIEW_FORMATS)[number];

/**
 * The digest that would be written at `at`: everything since the last one written before it. Items are shown with the
 * verdicts and texts of today.
 */
export function previewDigest(deps: ComposeDeps, settings: DigestSettings, at: number): DigestDocument {
  const digests = new DigestTable(deps.db);
  const last = digests.lastBefore(settings.id, at, settings.whenEmpty === 'weekly');
  const start = beginning(deps.db, Math.min(at, digests.subscription(settings.id)?.startedAt ?? at));
  return composeFor(deps, settings, {
    afterSeq: last?.toSeq ?? start.watermark,
    untilSeq: new CandidateView(deps.db).maxSeq(at),
    dueAt: at,
    createdAt: at,
    coversFrom: Math.min(at, last?.coversUntil ?? start.coveredUntil),
    coversUntil: at,
    missed: 0,
  }).document;
}

/** A document in one form. Chat forms are an array of the bodies that would be posted, part by part. */
export function renderDocument(document: DigestDocument, format: PreviewFormat): string {
  if (format === 'text') return renderText(document, { unsubscribeUrl: null });
  if (format === 'html') return renderHtml(document, { maxBytes: null, unsubscribeUrl: null });
  if (format === 'json') return renderJson(document);
  const bodies = packDocument(document, format);
  return `${JSON.stringify(bodies, null, 2)}\n`;
}
