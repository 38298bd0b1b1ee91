// Shows a digest without writing anything: as it would be at any time, in any channel's form.
import { renderHtml } from '../../digest/render-html.ts';
import { renderJson } from '../../digest/render-json.ts';
import { renderText } from '../../digest/render-text.ts';
import type { DigestDocument } from '../../model/digest.ts';
import type { DigestSettings } from '../../model/settings.ts';
import { CandidateView } from '../../store/candidates.ts';
import { DigestTable } from '../../store/digests.ts';
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
 * The digest that would be written at `at`: everything since the last one written before it. For a time before `now`
 * stories, alerts and feeds are as they were then, as far as that is on record: see TODAYS.
 */
export function previewDigest(
  deps: ComposeDeps,
  settings: DigestSettings,
  at: number,
  now = at,
): DigestDocument {
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
    past: at < now,
  }).document;
}

/** What a preview of the past cannot show as it was, in words for the reader of it. */
export const TODAYS =
  'Sources, alerts and the members of stories are as they were then. Wordings, verdicts with their reasons, and what the flood guard holds back are as they are now.';

/** A document in one form. Chat forms are an array of the bodies that would be posted, part by part. */
export function renderDocument(document: DigestDocument, format: PreviewFormat): string {
  if (format === 'text') return renderText(document, { unsubscribeUrl: null });
  if (format === 'html') return renderHtml(document, { maxBytes: null, unsubscribeUrl: null });
  if (format === 'json') return renderJson(document);
  const bodies = packDocument(document, format);
  return `${JSON.stringify(bodies, null, 2)}\n`;
}
