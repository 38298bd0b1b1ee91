// What a command's help says beyond its options: notes and examples, kept so that manual and documentation tell the same.
import type { Command } from 'commander';

export interface Notes {
  /** Paragraphs, plain. */
  readonly notes?: string;
  /** Whole command lines. */
  readonly examples: readonly string[];
}

const NOTES = new WeakMap<Command, Notes>();

/** Adds notes and examples to the help of a command. */
export function withNotes(command: Command, notes: Notes): Command {
  NOTES.set(command, notes);
  const examples = `Examples:\n${notes.examples.map((line) => `  ${line}`).join('\n')}`;
  return command.addHelpText('after', `\n${[notes.notes, examples].filter(Boolean).join('\n\n')}`);
}

/** The notes of a command, if it has any. */
export function notesOf(command: Command): Notes | null {
  return NOTES.get(command) ?? null;
}

/** Gives a command that only holds others the first example of each. */
export function addGroupExamples(command: Command): void {
  if (command.commands.length === 0) return;
  const examples = command.commands.flatMap((inner) => notesOf(inner)?.examples.slice(0, 1) ?? []);
  withNotes(command, { examples });
}
