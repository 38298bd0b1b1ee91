// What is asked of the window about an item, and what it answers.
import type { StoryScore } from './cluster.ts';
import type { Features } from './features.ts';
import type { LinkScore } from './link.ts';

/** An item to be placed. */
export interface StoryQuery {
  readonly features: Features;
  /** Its fingerprint without a language; empty outside the subject. */
  readonly anchors: Int32Array;
  /** When it happened: the publication, or the sight of it. */
  readonly at: number;
  readonly lang: string;
}

export interface Placement {
  /** null: a story of its own. */
  readonly storyId: number | null;
  readonly copyOf: number | null;
  readonly reason: string;
  readonly score: number;
  /** Stories that turn out to be the same one and go into `storyId`. */
  readonly merged: readonly number[];
  /** Stories in other languages that may tell the same event. */
  readonly links: readonly { readonly storyId: number; readonly score: number; readonly reason: string }[];
}

/** The item opens a story of its own. */
export const NEW_STORY: Placement = {
  storyId: null,
  copyOf: null,
  reason: 'new',
  score: 0,
  merged: [],
  links: [],
};

/** The link to a story that fingerprints found. */
export function linkOf({ storyId, lang, across }: LinkScore): Placement['links'][number] {
  return { storyId, score: across, reason: `also in ${lang} ${across.toFixed(2)}` };
}

/** Links the best story in another language that words found. */
export function linkAbroad(
  placement: Placement,
  story: StoryScore | undefined,
  langsOf: (storyId: number) => ReadonlySet<string>,
): Placement {
  if (story === undefined) return placement;
  const { storyId, value } = story;
  const [lang = ''] = langsOf(storyId);
  return { ...placement, links: [{ storyId, score: value, reason: `also in ${lang} ${value.toFixed(2)}` }] };
}
