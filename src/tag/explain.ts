// Says why an item is tagged, or why not and how near it came: one line for digests, a page for people, facts for programs.
import type { Term } from '../model/topic.ts';
import type { Reason, TagInput, Verdict } from '../model/verdict.ts';
import { type CompiledTopic, meets } from './compile.ts';
import type { Findings, Tagger } from './tagger.ts';

/**
 * Such as `why: «северокорейские военные», «КНДР» in the title; «Курск» in the summary`: the pieces of text that
 * made it relevant, the strongest, each once, in the order of reading; empty where nothing speaks for it.
 */
export function explainShort(verdict: Pick<Verdict, 'reasons'>, most = 4): string {
  const speaking = verdict.reasons.filter(
    ({ rule, text, weight }) => text !== '' && weight > 0 && !rule.startsWith('topic/'),
  );
  const byText = new Map<string, { reason: Reason; weight: number }>();
  for (const reason of speaking) {
    const key = reason.text.toLowerCase();
    const known = byText.get(key);
    if (known === undefined) byText.set(key, { reason, weight: reason.weight });
    else known.weight += reason.weight;
  }
  const strongest = [...byText.values()].toSorted((a, b) => b.weight - a.weight);
  const shown: Reason[] = [];
  for (const { reason } of strongest) {
    if (shown.length === most) break;
    if (!shown.some((other) => overlaps(other, reason))) shown.push(widest(reason, speaking, shown));
  }
  shown.sort((a, b) => FIELD_ORDER[a.field] - FIELD_ORDER[b.field] || a.span[0] - b.span[0]);
  return shown.length === 0
    ? ''
    : `why: ${[...Map.groupBy(shown, ({ field }) => field)]
        .map(([field, found]) => `${found.map(({ text }) => `«${text}»`).join(', ')} in the ${WHERE[field]}`)
        .join('; ')}`;
}

// The longest phrase around a word that speaks as well: «North Korean soldiers killed» tells more than «North Korean».
function widest(reason: Reason, speaking: readonly Reason[], shown: readonly Reason[]): Reason {
  let best = reason;
  for (const one of speaking)
    if (
      one.field === reason.field &&
      one.span[0] <= best.span[0] &&
      one.span[1] >= best.span[1] &&
      one.text.length > best.text.length &&
      one.text.length <= PHRASE_LIMIT &&
      !/[,:;、，：；]/u.test(one.text) &&
      !shown.some((other) => overlaps(other, one))
    )
      best = one;
  return best;
}

/** The facts of an explanation. */
export interface Explanation {
  readonly verdict: Verdict;
  /** The languages the topic has words for. */
  readonly languages: readonly string[];
  readonly points: number;
  /** Points from which the item would be core. */
  readonly core: number;
  readonly gateOpen: boolean;
  /** Where the gate is shut: for the gates that came nearest, what is missing. */
  readonly missing: readonly { readonly found: readonly string[]; readonly missing: readonly string[] }[];
  /** For each term that is missing, some forms that would be it, in the language of the text where there are such. */
  readonly examples: Readonly<Record<string, readonly string[]>>;
  readonly rules: readonly {
    readonly rule: string;
    readonly weight: number;
    readonly shadow: boolean;
    readonly texts: readonly string[];
    /** What may not stand where the rule looks, or nowhere in the item. */
    readonly without: readonly string[];
  }[];
  readonly concepts: readonly {
    readonly concept: string;
    readonly field: string;
    readonly span: readonly [number, number];
    readonly text: string;
  }[];
  /** Every topic with points, also those that were not named. */
  readonly topics: readonly { readonly topic: string; readonly points: number; readonly main: number }[];
}

/** Explains the verdict on any text. */
export function explainItem(tagger: Tagger, input: TagInput): Explanation {
  const findings = tagger.findings(input);
  const { definition } = tagger.topic;
  const verdict = tagger.verdictOf(findings);
  const missing = findings.gateOpen ? [] : nearestGates(definition.gates, findings.missing);
  return {
    verdict,
    languages: definition.languages,
    points: round(findings.score),
    core: definition.core,
    gateOpen: findings.gateOpen,
    missing,
    examples: Object.fromEntries(
      missing.flatMap((gate) =>
        gate.missing.map((term) => [term, examplesOf(tagger.topic, term, verdict.lang)]),
      ),
    ),
    rules: findings.firings
      .map((firing) => ({
        rule: firing.rule.id,
        weight: firing.rule.weight,
        shadow: firing.rule.shadow,
        texts: tagger.textsOf(firing, findings.scan),
        without: [...firing.rule.none, ...firing.rule.unless].map((term) => term.join('|')),
      }))
      .toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight)),
    concepts: findings.scan.hits.map((hit) => ({
      concept: tagger.topic.concepts[hit.concept]?.id ?? '',
      field: hit.field,
      span: [hit.start, hit.end] as const,
      text: input[hit.field].slice(hit.start, hit.end),
    })),
    topics: topicsOf(findings),
  };
}

/** The explanation as a page for people. */
export function renderExplanation(explanation: Explanation): string {
  const { verdict, gateOpen } = explanation;
  const lines = [headline(explanation), languageLine(explanation), ''];
  const short = explainShort(verdict);
  if (short !== '') lines.push(short, '');
  lines.push(...(gateOpen ? sumLines(explanation) : gateLines(explanation)));
  if (verdict.topics.length > 0) lines.push('', `topics: ${verdict.topics.join(', ')}`);
  if (explanation.concepts.length > 0) lines.push('', 'found in the text:', ...foundLines(explanation));
  return `${lines.join('\n')}\n`;
}

function languageLine({ verdict: { lang }, languages }: Explanation): string {
  if (languages.includes(lang)) return `Read as ${lang}.`;
  const known = `these rules have words for ${languages.join(', ')}`;
  return lang === 'und' ? `The language is not known; ${known}.` : `Read as ${lang}; ${known}.`;
}

function sumLines({ rules, points, core }: Explanation): string[] {
  const counted = rules.filter(({ weight, shadow }) => weight !== 0 && !shadow);
  const total = counted.reduce((sum, { weight }) => sum + weight, 0);
  return [
    `${signed(points - total)}  start`,
    ...counted.map(({ rule, weight, texts, without }) => {
      const why =
        texts.length > 0
          ? texts.map((text) => `«${text}»`).join(' ')
          : without.map((term) => `no ${shorten(term)}`).join(', ');
      return `${signed(weight)}  ${rule.padEnd(32)} ${why}`.trimEnd();
    }),
    `${signed(points)}  of ${core} points needed`,
  ];
}

function shorten(term: string): string {
  const names = term.split('|');
  return names.length <= EXAMPLES ? term : `${names.slice(0, EXAMPLES).join('|')}|…`;
}

function gateLines({ missing, examples, concepts }: Explanation): string[] {
  if (concepts.length === 0) return ['No word of the subject stands in the text.'];
  return [
    'No combination that could be on the subject stands in the text. Nearest:',
    ...missing.map(
      (gate) =>
        `  found ${gate.found.length === 0 ? 'nothing' : gate.found.join(' and ')}; missing ${gate.missing.join(' and ')}`,
    ),
    '',
    'what is missing, for instance:',
    ...Object.entries(examples).map(([term, forms]) => `  ${term}: ${forms.join('; ')}`),
  ];
}

// Each piece of the text once, with all that it stands for.
function foundLines({ concepts }: Explanation): string[] {
  const pieces = Map.groupBy(concepts, ({ field, span }) => `${field} ${span.join('-')}`);
  return [...pieces].map(([, same]) => {
    const [first] = same;
    const names = [...new Set(same.map(({ concept }) => concept))].join(', ');
    return `  ${(first?.field ?? '').padEnd(8)} «${first?.text ?? ''}»  ${names}`;
  });
}

/** What readers call the parts of an article. */
const WHERE = { title: 'title', summary: 'summary', content: 'text' } as const;
const FIELD_ORDER = { title: 0, summary: 1, content: 2 } as const;
const PHRASE_LIMIT = 40;
const NEAREST_GATES = 3;
const EXAMPLES = 4;

function headline({ verdict, points, core, gateOpen }: Explanation): string {
  if (verdict.relevant) return `On the subject: ${points} points, ${core} needed (${verdict.ruleVersion}).`;
  if (!gateOpen) return `Not on the subject, and far from it (${verdict.ruleVersion}).`;
  const short = round(core - points);
  const what = verdict.strength === 'passing' ? 'Mentions the subject in passing' : 'Not on the subject';
  return `${what}: ${points} points, ${short} short of ${core} (${verdict.ruleVersion}).`;
}

function nearestGates(
  gates: readonly (readonly Term[])[],
  missing: readonly (readonly number[])[],
): Explanation['missing'] {
  return missing
    .map((positions, index) => ({ terms: gates[index] ?? [], positions }))
    .toSorted((a, b) => a.positions.length - b.positions.length || b.terms.length - a.terms.length)
    .slice(0, NEAREST_GATES)
    .map(({ terms, positions }) => ({
      found: terms.filter((_, index) => !positions.includes(index)).map((term) => term.join('|')),
      missing: positions.map((position) => (terms[position] ?? []).join('|')),
    }));
}

// The first forms of the first concepts that are meant by a term.
function examplesOf(topic: CompiledTopic, term: string, lang: string): string[] {
  const test = topic.testOf(term.split('|'));
  const meant = topic.definition.concepts.filter((_, index) => {
    const mask = topic.concepts[index]?.mask;
    return mask !== undefined && meets(mask, test);
  });
  const [main = ''] = topic.definition.languages;
  for (const code of [lang, 'all', main]) {
    const forms = meant.flatMap((concept) => concept.forms[code]?.slice(0, 2) ?? []);
    if (forms.length > 0) return forms.slice(0, EXAMPLES);
  }
  return [];
}

function topicsOf(findings: Findings): Explanation['topics'] {
  return findings.topics
    .filter(({ evidence }) => evidence.length > 0)
    .map(({ id, score, main }) => ({ topic: id, points: round(score), main: round(main) }))
    .toSorted((a, b) => b.main - a.main);
}

function overlaps(a: Reason, b: Reason): boolean {
  return a.field === b.field && a.span[0] < b.span[1] && b.span[0] < a.span[1];
}

function signed(value: number): string {
  return `${value < 0 ? '' : '+'}${value.toFixed(2)}`.padStart(7);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
