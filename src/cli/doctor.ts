// `doctor`: one page that says whether everything works, and what to do where it does not.
import type { Command } from 'commander';
import type { Finding, FindingState } from '../model/finding.ts';
import { type ConfigOption, configPath, withConfig } from './config-option.ts';
import { UsageError } from './exit.ts';
import { cellsOf } from './table.ts';
import { withNotes } from './help.ts';

interface DoctorOptions extends ConfigOption {
  readonly feeds: string;
  readonly offline?: true;
  readonly deep?: true;
  readonly json?: true;
}

export function addDoctorCommand(program: Command): void {
  withNotes(withConfig(program.command('doctor')), {
    notes:
      'Exit code 1 when something is wrong, 2 when the configuration is. Nothing is changed, no message is sent.',
    examples: ['pactwatch doctor', 'pactwatch doctor --offline --json', 'pactwatch doctor --feeds 20 --deep'],
  })
    .description('say on one page whether everything works, and what to do where it does not')
    .option('--feeds <n>', 'how many feeds to try', '6')
    .option('--offline', 'try nothing that needs a network')
    .option('--deep', 'check every page of the database (slow when it is large)')
    .option('--json', 'print one object {healthy, findings}')
    .action(runDoctor);
}

async function runDoctor(options: DoctorOptions): Promise<void> {
  const sample = Number(options.feeds);
  if (!Number.isInteger(sample) || sample < 0) throw new UsageError('--feeds expects a whole number from 0.');
  const note = scarceMemoryNote(process.constrainedMemory());
  if (note !== null) process.stderr.write(note);
  const { examine, isWrong } = await import('../flows/keeping/doctor.ts');
  const findings = await examine({
    config: configPath(options),
    env: process.env,
    now: Date.now(),
    sample,
    offline: options.offline === true,
    deep: options.deep === true,
  });
  const healthy = !isWrong(findings);
  const colours = process.stdout.isTTY && process.env['NO_COLOR'] === undefined;
  process.stdout.write(
    options.json === true ? `${JSON.stringify({ healthy, findings })}\n` : renderPage(findings, colours),
  );
  const isMisconfigured = findings.some(({ area, state }) => area === 'configuration' && state === 'wrong');
  process.exitCode = healthy ? 0 : isMisconfigured ? 2 : 1;
}

const DAEMON_AND_DOCTOR_BYTES = 192 * 2 ** 20;

/** Said first, since a process that the system ends can say nothing; `limit` is 0 or beyond all memory where there is none. */
export function scarceMemoryNote(limit: number): string | null {
  if (limit === 0 || limit >= DAEMON_AND_DOCTOR_BYTES) return null;
  return (
    `The limit of ${Math.round(limit / 2 ** 20)} MB here is small for a daemon and a doctor. Should this end without a verdict, give\n` +
    'the doctor a container of its own: docker compose run --rm pactwatch doctor\n\n'
  );
}

const WORD: Readonly<Record<FindingState, string>> = {
  ok: 'ok',
  warning: 'look',
  wrong: 'WRONG',
  unknown: '?',
};
const COLOUR: Readonly<Record<FindingState, string>> = {
  ok: '\x1b[32m',
  warning: '\x1b[33m',
  wrong: '\x1b[31m',
  unknown: '\x1b[2m',
};

/** The page as text: an area a paragraph, the advice under what it belongs to, the verdict last. */
export function renderPage(findings: readonly Finding[], colours: boolean): string {
  const width = Math.max(...findings.map(({ subject }) => subject.length));
  const areas = [...new Set(findings.map(({ area }) => area))];
  const paragraphs = areas.map((area) => {
    const lines = findings
      .filter((finding) => finding.area === area)
      .map((finding) => renderFinding(finding, width, colours));
    return `${area[0]?.toUpperCase()}${area.slice(1)}\n${lines.join('\n')}\n`;
  });
  return `${paragraphs.join('\n')}\n${renderVerdict(findings)}\n`;
}

function renderFinding({ subject, state, found, advice }: Finding, width: number, colours: boolean): string {
  const word = WORD[state].padEnd(5);
  const shown = colours ? `${COLOUR[state]}${word}\x1b[0m` : word;
  const indent = width + 11;
  const line = `  ${shown}  ${subject.padEnd(width)}  ${wrapWords(found, indent)}`;
  return advice === null ? line : `${line}\n${' '.repeat(indent)}-> ${wrapWords(advice, indent + 3)}`;
}

/** Breaks between words so that, behind `indent` cells, a line of 80 holds it; a longer word, such as a path, stays whole. */
function wrapWords(text: string, indent: number): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    const longer = last === '' ? word : `${last} ${word}`;
    if (last !== '' && cellsOf(longer) > 80 - indent) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines.join(`\n${' '.repeat(indent)}`);
}

function renderVerdict(findings: readonly Finding[]): string {
  const count = (state: FindingState): number => findings.filter((finding) => finding.state === state).length;
  const parts = [
    count('wrong') === 0 ? 'Nothing is wrong' : `${count('wrong')} wrong`,
    ...(count('warning') === 0 ? [] : [`${count('warning')} to look at`]),
    ...(count('unknown') === 0 ? [] : [`${count('unknown')} could not be tried`]),
  ];
  return `${parts.join(', ')}.`;
}
