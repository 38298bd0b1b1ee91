// Joins the verbs into one command line. Each verb is one file; heavy rooms are loaded only by the verb that needs them.
import { Command } from 'commander';
import { VERSION } from '../lib/version.ts';
import { reportError } from './exit.ts';
import { giveWay } from './give-way.ts';
import { addGroupExamples } from './help.ts';

type AddCommand = (program: Command) => void;

/** Every verb in the order of `--help`, loaded when the command line is built. */
const VERBS: Readonly<Record<string, () => Promise<AddCommand>>> = {
  run: async () => (await import('./run.ts')).addRunCommand,
  demo: async () => (await import('./demo.ts')).addDemoCommand,
  check: async () => (await import('./check.ts')).addCheckCommand,
  poll: async () => (await import('./poll.ts')).addPollCommand,
  probe: async () => (await import('./probe.ts')).addProbeCommand,
  parse: async () => (await import('./parse.ts')).addParseCommand,
  tag: async () => (await import('./tag.ts')).addTagCommand,
  ingest: async () => (await import('./ingest.ts')).addIngestCommand,
  export: async () => (await import('./export.ts')).addExportCommand,
  explain: async () => (await import('./explain.ts')).addExplainCommand,
  rules: async () => (await import('./rules.ts')).addRulesCommand,
  digest: async () => (await import('./digest.ts')).addDigestCommand,
  outbox: async () => (await import('./outbox.ts')).addOutboxCommand,
  unsubscribed: async () => (await import('./unsubscribed.ts')).addUnsubscribedCommand,
  search: async () => (await import('./search.ts')).addSearchCommand,
  feeds: async () => (await import('./feeds.ts')).addFeedsCommand,
  held: async () => (await import('./held.ts')).addHeldCommand,
  backup: async () => (await import('./backup.ts')).addBackupCommand,
  restore: async () => (await import('./restore.ts')).addRestoreCommand,
  doctor: async () => (await import('./doctor.ts')).addDoctorCommand,
  health: async () => (await import('./health.ts')).addHealthCommand,
  completion: async () => (await import('./completion.ts')).addCompletionCommand,
  manual: async () => (await import('./completion.ts')).addManualCommand,
};
/** These describe the command line and need the whole of it. */
const NEED_ALL = ['completion', 'manual'];

/**
 * Builds the whole command line, from which the documentation is made; with `verb` only that verb, where there is one:
 * a health check every half a minute is to be cheap.
 */
export async function buildProgram(verb = ''): Promise<Command> {
  const program = new Command('pactwatch')
    .description('Watches news feeds for one subject and sends digests with reasons.')
    .version(VERSION)
    .showHelpAfterError('(add --help for the options)')
    .exitOverride()
    .addHelpText('after', '\nExit codes: 0 done, 1 failed, 2 wrong use or wrong configuration.');
  const only = Object.hasOwn(VERBS, verb) && !NEED_ALL.includes(verb) ? VERBS[verb] : undefined;
  for (const load of only === undefined ? Object.values(VERBS) : [only]) (await load())(program);
  for (const command of program.commands) addGroupExamples(command);
  for (const command of program.commands) inheritExit(command);
  return program;
}

/** Runs one command line and returns its exit code; never throws. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  // A reader that goes away (`| head`) ends a command quietly.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
  });
  if (args[0] !== 'run') giveWay();
  try {
    const program = await buildProgram(args[0]);
    if (args.length === 0) {
      program.outputHelp();
      return 2;
    }
    await program.parseAsync([...args], { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    return reportError(error, (text) => process.stderr.write(text));
  }
}

function inheritExit(command: Command): void {
  command.exitOverride().showHelpAfterError('(add --help for the options)');
  for (const inner of command.commands) inheritExit(inner);
}
