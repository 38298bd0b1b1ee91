// The manual from the facts of the command line: a man page in roff, or Markdown for docs/commands.md.
import { VERSION } from '../lib/version.ts';
import type { CommandFacts } from './reference.ts';

/** Environment variables that a command heeds, and what its exit code says. */
const ENVIRONMENT = [
  ['PACTWATCH_CONFIG', 'Configuration file, where --config names none.'],
  ['PACTWATCH_DATA', 'Folder of the database, in place of `data` in the configuration.'],
  ['LOG_FORMAT', '`json` or `text`; else text on a terminal.'],
] as const;
const EXIT_CODES = [
  ['0', 'Done.'],
  ['1', 'Failed: the reason is on standard error.'],
  ['2', 'Wrong use or wrong configuration; nothing was touched.'],
] as const;
const STREAMS =
  'Data goes to standard output, words and logs to standard error; the daemon logs to standard output. With --json, data is JSON.';

/** The page of docs/commands.md. */
export function renderMarkdown(commands: readonly CommandFacts[]): string {
  const [program, ...verbs] = commands;
  return [
    '# Commands',
    '',
    'Made from the command line itself (`UPDATE_DOCS=1 npx vitest run tests/unit/cli` writes it anew); do not edit it by hand.',
    'In a checkout, run `npx pactwatch VERB` or `npm run pactwatch -- VERB`; in the image, `pactwatch` is the entry point.',
    '`pactwatch manual | man -l -` shows the same as a man page, `pactwatch completion bash|zsh|fish` prints shell completion.',
    '',
    program?.summary ?? '',
    STREAMS,
    '',
    '| Exit code | Meaning |',
    '| --- | --- |',
    ...EXIT_CODES.map(([code, text]) => `| ${code} | ${text} |`),
    '',
    '| Environment | Meaning |',
    '| --- | --- |',
    ...ENVIRONMENT.map(([name, text]) => `| \`${name}\` | ${text} |`),
    ...verbs.flatMap(markdownOf),
    '',
  ].join('\n');
}

function markdownOf(command: CommandFacts): string[] {
  const { path, summary, usage, options, examples, notes } = command;
  const rows = [
    ...command.arguments.map(({ term, text }) => [term, text]),
    ...options.filter(({ long }) => long !== '--help').map(({ flags, text }) => [flags, text]),
  ];
  return [
    '',
    `${path.length === 1 ? '##' : '###'} ${path.join(' ')}`,
    '',
    sentence(summary),
    '',
    '```',
    usage,
    ...(examples.length > 0 ? ['', ...examples.map((line) => `$ ${line}`)] : []),
    '```',
    ...(notes === null ? [] : ['', ...notes.split('\n')]),
    ...(rows.length === 0 ? [] : ['', '| | |', '| --- | --- |']),
    ...rows.map(([term = '', text = '']) => `| \`${cell(term)}\` | ${cell(text)} |`),
  ];
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

function sentence(text: string): string {
  const first = text.slice(0, 1).toUpperCase();
  return `${first}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}

/** The man page, in the man macros of groff. */
export function renderRoff(commands: readonly CommandFacts[]): string {
  const [program, ...verbs] = commands;
  const lines = [
    `.TH PACTWATCH 1 "" "Pactwatch ${roff(VERSION)}" "User Commands"`,
    '.SH NAME',
    `pactwatch \\- ${roff((program?.summary ?? '').replace(/\.$/, '').replace(/^W/, 'w'))}`,
    '.SH SYNOPSIS',
    '.B pactwatch',
    '.I VERB',
    '[options]',
    '.SH DESCRIPTION',
    roff(STREAMS),
    '.SH COMMANDS',
    ...verbs.flatMap(roffOf),
    '.SH EXIT STATUS',
    ...EXIT_CODES.flatMap(([code, text]) => ['.TP', `.B ${code}`, roff(text)]),
    '.SH ENVIRONMENT',
    ...ENVIRONMENT.flatMap(([name, text]) => ['.TP', `.B ${name}`, roff(text)]),
  ];
  return `${lines.join('\n')}\n`;
}

function roffOf(command: CommandFacts): string[] {
  const { path, summary, usage, options, notes, examples } = command;
  const entries = [
    ...command.arguments.map(({ term, text }) => [term, text]),
    ...options.filter(({ long }) => long !== '--help').map(({ flags, text }) => [flags, text]),
  ];
  return [
    `.SS ${roff(path.join(' '))}`,
    roff(sentence(summary)),
    '.PP',
    `.B ${roff(usage)}`,
    ...entries.flatMap(([term = '', text = '']) => ['.TP', `.B ${roff(term)}`, roff(text)]),
    ...(notes === null ? [] : ['.PP', ...notes.split('\n').map(roff)]),
    ...(examples.length === 0 ? [] : ['.PP', 'Examples:', '.PP', '.nf', ...examples.map(roff), '.fi']),
  ];
}

// A backslash begins an escape, a hyphen may become a typographic one, a dot or quote at the start of a line is a request,
// and not every troff reads UTF-8.
function roff(text: string): string {
  const escaped = text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll(
      /[^\x00-\x7f]/gu,
      (sign) => `\\[u${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
    );
  return /^[.']/.test(escaped) ? `\\&${escaped}` : escaped;
}
