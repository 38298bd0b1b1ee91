// The numbers that stories are decided by. Where they come from: docs/identity-and-stories.md.
import { CLUSTER_SETTINGS, type ClusterSettings } from './cluster.ts';
import type { GroundSettings } from './common-ground.ts';
import { LINK_SETTINGS, type LinkSettings } from './link.ts';
import type { TermWindowSettings } from './term-settings.ts';

export interface WindowSettings extends ClusterSettings, GroundSettings, TermWindowSettings {
  readonly windowMs: number;
  /** Documents that count for term rarity even after they left the window. */
  readonly history: number;
  readonly candidates: number;
  readonly copyCandidates: number;
  /** Score that a candidate needs to be looked at as the original of a copy. */
  readonly copyFloor: number;
  /** Two issues of a series that far apart are two events: their score counts by this share only. */
  readonly serialAfterMs: number;
  readonly serialShare: number;
  /** The same wording about another place, person or thing is another event, however soon it comes. */
  readonly otherSubjectShare: number;
  readonly mergeAccept: number;
  /** What a text must have in common with one article of its story, in rare words; in pairs of signs for CJK and Hangul. */
  readonly groundWords: number;
  /** What a score loses where only one side is on the subject, and where both are. */
  readonly otherSubject: number;
  readonly onSubject: number;
  readonly groundPairs: number;
  /** What a score loses where a text off the subject names other countries than the story. */
  readonly elsewhere: number;
  /** What it loses where the headlines do. */
  readonly elsewhereByHeadline: number;
  readonly link: LinkSettings;
}

export const WINDOW_SETTINGS: WindowSettings = {
  ...CLUSTER_SETTINGS,
  windowMs: 48 * 3_600_000,
  history: 20_000,
  fadeMs: 36 * 3_600_000,
  floor: 0.04,
  commonShare: 0.02,
  postingCap: 96,
  postingBudget: 1_500,
  candidates: 48,
  copyCandidates: 12,
  copyFloor: 0.1,
  serialAfterMs: 16 * 3_600_000,
  serialShare: 0.35,
  otherSubjectShare: 0.05,
  mergeAccept: 0.13,
  otherSubject: 0.04,
  onSubject: 0.01,
  groundWords: 1.8,
  groundPairs: 2.5,
  groundWeight: 0.027,
  groundCap: 0.58,
  nameAndMatter: 0.03,
  twoNames: 0.02,
  elsewhere: 0.06,
  elsewhereByHeadline: 0.5,
  link: LINK_SETTINGS,
};
