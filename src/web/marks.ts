// Small signs beside a headline: topics, strength, who controls an outlet, the state of a feed or of a message.
import { languageName } from '../digest/wording.ts';
import { html, type Markup } from '../lib/html.ts';
import type { FeedControl, FeedKind } from '../model/feed.ts';
import type { LangCode } from '../model/lang.ts';
import type { Strength } from '../model/verdict.ts';

export type Tone = 'good' | 'warn' | 'bad' | 'plain' | 'accent';

/** A word in a small frame; the word, not the colour, carries the meaning. */
export function badge(text: string, tone: Tone = 'plain'): Markup {
  return html`<span class="badge ${tone}">${text}</span>`;
}

/** Topics as links to the list they narrow. */
export function topicTags(
  topics: readonly string[],
  topicName: (topic: string) => string,
  list: '/stories' | '/items',
): Markup[] {
  return topics.map(
    (topic) =>
      html`<a class="tag" href="${list}?topic=${encodeURIComponent(topic)}">${topicName(topic)}</a> `,
  );
}

export function strengthBadge(strength: Strength): Markup | null {
  if (strength === 'core') return null;
  return strength === 'passing' ? badge('in passing', 'warn') : badge('off the subject');
}

/** Marks an outlet whose word is its government's. */
export function stateBadge(outlet: {
  readonly kind: FeedKind;
  readonly control: FeedControl;
}): Markup | null {
  return isStateMedia(outlet) ? badge('state media', 'accent') : null;
}

export function isStateMedia({
  kind,
  control,
}: {
  readonly kind: FeedKind;
  readonly control: FeedControl;
}): boolean {
  return kind === 'state-media' || (control === 'state' && kind !== 'government');
}

const HEALTH_TONE: Readonly<Record<string, Tone>> = {
  ok: 'good',
  new: 'plain',
  empty: 'warn',
  silent: 'warn',
  failing: 'bad',
  dead: 'bad',
  gone: 'bad',
};

export function healthBadge(health: string): Markup {
  return badge(health, HEALTH_TONE[health] ?? 'plain');
}

const STATE_TONE: Readonly<Record<string, Tone>> = {
  sent: 'good',
  pending: 'warn',
  sending: 'warn',
  dead: 'bad',
  dropped: 'plain',
};

export function messageBadge(state: string, text = state): Markup {
  return badge(text, STATE_TONE[state] ?? 'plain');
}

/** Text in its own language and direction. */
export function inLanguage(text: string, lang: LangCode): Markup {
  return html`<span lang="${lang}" dir="auto">${text}</span>`;
}

/** A link to an address that a feed gave: never followed on our behalf, never told where the reader came from. */
export function outsideLink(text: string, url: string | null, lang: LangCode): Markup {
  if (!isWebAddress(url)) return inLanguage(text, lang);
  return html`<a href="${url}" rel="noopener noreferrer nofollow external" lang="${lang}" dir="auto">${text}</a>`;
}

/** Whether an address may be linked to: http or https, never a scheme that acts. */
export function isWebAddress(url: string | null): url is string {
  return url !== null && /^https?:\/\//i.test(url);
}

/** `Korean, Russian and English`. */
export function languageList(languages: readonly LangCode[]): string {
  const names = languages.map(languageName);
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
