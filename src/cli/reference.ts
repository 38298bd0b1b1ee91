// The command line as facts, read from the commander program itself: help, manual, documentation and completion agree
// because there is nothing else to read.
import type { Command, Option } from 'commander';
import { notesOf } from './help.ts';

export interface CommandFacts {
  /** Words after `pactwatch`; empty for the program itself. */
  readonly path: readonly string[];
  readonly summary: string;
  readonly usage: string;
  readonly arguments: readonly {
    readonly term: string;
    readonly text: string;
    readonly choices: readonly string[];
  }[];
  readonly options: readonly OptionFacts[];
  /** Names of the commands it holds. */
  readonly commands: readonly string[];
  readonly notes: string | null;
  readonly examples: readonly string[];
}

export interface OptionFacts {
  /** `-c, --config <file>` */
  readonly flags: string;
  readonly text: string;
  readonly short: string | null;
  readonly long: string;
  readonly takesValue: boolean;
  readonly isFile: boolean;
  readonly choices: readonly string[];
}

const FILE = /<(?:file|path|dir|folder|opml|backup)>|\[(?:file|path|dir|folder|opml)\]/;

/** The program and all its commands, each before those it holds, in the order of the help. */
export function describeCommands(program: Command): CommandFacts[] {
  return describe(program, []);
}

function describe(command: Command, path: readonly string[]): CommandFacts[] {
  const help = command.createHelp();
  const notes = notesOf(command);
  const facts: CommandFacts = {
    path,
    summary: command.description(),
    usage: help.commandUsage(command),
    arguments: command.registeredArguments.map((argument) => {
      const term = `${argument.name()}${argument.variadic ? '...' : ''}`;
      const shown = argument.required ? `<${term}>` : `[${term}]`;
      return { term: shown, text: argument.description, choices: argument.argChoices ?? [] };
    }),
    options: help
      .visibleOptions(command)
      .map((option) => describeOption(option, help.optionDescription(option))),
    commands: command.commands.map((inner) => inner.name()),
    notes: notes?.notes ?? null,
    examples: notes?.examples ?? [],
  };
  return [facts, ...command.commands.flatMap((inner) => describe(inner, [...path, inner.name()]))];
}

function describeOption(option: Option, text: string): OptionFacts {
  return {
    flags: option.flags,
    text,
    short: option.short ?? null,
    long: option.long ?? option.short ?? '',
    takesValue: option.required || option.optional,
    isFile: FILE.test(option.flags),
    choices: option.argChoices ?? [],
  };
}
