// Joins the verbs into one command line. Each verb is one file; heavy rooms are loaded only by the verb that needs them.
import { Command } from 'commander';
import { VERSION } from '../lib/version.ts';
import { reportError } from './exit.ts';
import { addGroupExamples } from './help.ts';

type AddCommand = (program: Command) => void;

/** Every verb in the order of `--help`, loaded when the command line is built. */
const VERBS: readonly (() => Promise<AddCommand>)[] = [
  async () => (await import('./run.ts')).addRunCommand,
  async () => (await import('./demo.ts')).addDemoCommand,
  async () => (await import('./check.ts')).addCheckCommand,
  async () => (await import('./poll.ts')).addPollCommand,
  async () => (await import('./probe.ts')).addProbeCommand,
  async () => (await import('./parse.ts')).addParseCommand,
  async () => (await import('./tag.ts')).addTagCommand,
  async () => (await import('./ingest.ts')).addIngestCommand,
  async () => (await import('./export.ts')).addExportCommand,
  async () => (await import('./explain.ts')).addExplainCommand,
  async () => (await import('./rules.ts')).addRulesCommand,
  async () => (await import('./digest.ts')).addDigestCommand,
  async () => (await import('./outbox.ts')).addOutboxCommand,
  async () => (await import('./unsubscribed.ts')).addUnsubscribedCommand,
  async () => (await import('./search.ts')).addSearchCommand,
  async () => (await import('./feeds.ts')).addFeedsCommand,
  async () => (await import('./held.ts')).addHeldCommand,
  async () => (await import('./backup.ts')).addBackupCommand,
  async () => (await import('./restore.ts')).addRestoreCommand,
  async () => (await import('./doctor.ts')).addDoctorCommand,
  async () => (await import('./health.ts')).addHealthCommand,
  async () => (await import('./completion.ts')).addCompletionCommand,
  async () => (await import('./completion.ts')).addManualCommand,
];

/** Builds the whole command line; the documentation is made from it. */
export async function buildProgram(): Promise<Command> {
  const program = new Command('pactwatch')
    .description('Watches news feeds for one subject and sends digests with reasons.')
    .version(VERSION)
    .showHelpAfterError('(add --help for the options)')
    .exitOverride()
    .addHelpText('after', '\nExit codes: 0 done, 1 failed, 2 wrong use or wrong configuration.');
  for (const load of VERBS) (await load())(program);
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
  try {
    const program = await buildProgram();
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
