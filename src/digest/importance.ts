// Orders stories by importance that can be explained: each point has a reason in words.
import type { Importance } from '../model/digest.ts';
import type { Strength } from '../model/verdict.ts';
import { count } from './wording.ts';

export interface ImportanceFacts {
  readonly strength: Strength;
  readonly tagScore: number;
  readonly families: number;
  readonly languages: number;
  readonly official: boolean;
  readonly stateOnly: boolean;
  readonly followUp: boolean;
  readonly topics: number;
}

/**
 * Points: core 3, passing 0; strength of evidence up to 3 (a quarter of the tag score); each further independent
 * outlet 1, at most 5; a second language 1; official confirmation 2; new to the reader 1; told only by state media -1.
 */
export function decideImportance(facts: ImportanceFacts): Importance {
  const points: [number, string][] = [
    [facts.strength === 'core' ? 3 : 0, facts.strength === 'core' ? 'about the subject' : 'in passing'],
    [Math.min(3, Math.max(0, facts.tagScore) / 4), `evidence ${round(facts.tagScore)}`],
    [Math.min(5, Math.max(0, facts.families - 1)), count(facts.families, 'independent outlet')],
    [facts.languages > 1 ? 1 : 0, count(facts.languages, 'language')],
    [facts.official ? 2 : 0, 'official confirmation'],
    [facts.followUp ? 0 : 1, facts.followUp ? 'follow-up' : 'new'],
    [facts.stateOnly ? -1 : 0, 'state media only'],
  ];
  return {
    score: round(points.reduce((sum, [value]) => sum + value, 0)),
    reasons: points
      .filter(([value]) => value !== 0)
      .map(([value, words]) => `${words} ${signed(round(value))}`),
  };
}

function signed(value: number): string {
  return value < 0 ? String(value) : `+${value}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
