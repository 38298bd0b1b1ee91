// Prints what rules commands found, for people.
import type { ReplayReport, TestReport } from '../flows/judging/rules.ts';

type Tally = TestReport['relevant'];

/** The report of `rules test` as tables. */
export function renderTest(report: TestReport, confusions: boolean): string {
  const [tagged, passing] = report.passingTagged;
  const [found, implicit] = report.implicitFound;
  const lines = [
    `${report.version}, ${report.items} items`,
    '',
    renderTally('relevant', report.relevant),
    `${'mean of languages'.padEnd(30)} F1 ${percent(report.meanF1)}`,
    ...Object.entries(report.byLanguage).map(([lang, tally]) => renderTally(`  ${lang}`, tally)),
    '',
    renderTally('topics', report.topics),
    ...Object.entries(report.byTopic).map(([topic, tally]) => renderTally(`  ${topic}`, tally)),
    '',
    `main topic right               ${percent(report.mainTopicRight)}`,
    `strength right                 ${percent(report.strengthRight)}`,
    `passing mentions tagged        ${tagged} of ${passing}`,
    `implicit items found           ${found} of ${implicit}`,
    `ordinary headlines tagged      ${report.ordinary.tagged.length} of ${report.ordinary.items}`,
    ...report.ordinary.tagged.map((title) => `  ${title}`),
  ];
  if (confusions)
    for (const { kind, id, score, title, detail } of report.confusions)
      lines.push(
        `${kind.padEnd(12)} ${id.padEnd(11)} ${score.toFixed(1).padStart(5)}  ${title}  (${detail})`,
      );
  return `${lines.join('\n')}\n`;
}

/** The report of `rules replay` as a diff. */
export function renderReplay(report: ReplayReport): string {
  const lines = report.changes.map(({ id, title, before, after }) => {
    const sign =
      after.strength === 'core' && before.strength !== 'core'
        ? '+'
        : before.strength === 'core' && after.strength !== 'core'
          ? '-'
          : '~';
    const from = `${before.strength} ${before.topics.join(',')}`.trim();
    const to = `${after.strength} ${after.topics.join(',')}`.trim();
    return `${sign} ${id}  ${title}\n    ${from} (${before.score}) -> ${to} (${after.score})`;
  });
  const shadow = Object.entries(report.shadow).map(
    ([rule, hits]) => `shadow rule ${rule} would have spoken ${hits} times`,
  );
  lines.push(
    `${report.changes.length} of ${report.items} items would change under ${report.version}.`,
    ...shadow,
  );
  return `${lines.join('\n')}\n`;
}

function renderTally(name: string, tally: Tally): string {
  const { precision, recall, f1, hits, falseAlarms, misses } = tally;
  return `${name.padEnd(30)} F1 ${percent(f1)}  precision ${percent(precision)}  recall ${percent(recall)}  (${hits} right, ${falseAlarms} false, ${misses} missed)`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1).padStart(5)} %`;
}
