// The verb `held`: what the flood guard keeps back, and the one command that lets it go.
import type { Command } from 'commander';
import { systemClock } from '../lib/clock.ts';
import { type DatabaseFlags, namedDatabase, withDatabase } from './database-option.ts';
import { CommandFailure, UsageError } from './exit.ts';
import { withNotes } from './help.ts';

interface HeldFlags extends DatabaseFlags {
  readonly json?: true;
}

/** Adds `held list`, `held release ID...` and `held drop ID...`. */
export function addHeldCommand(program: Command): void {
  const held = program.command('held').description('batches of items the flood guard holds back');
  withNotes(withDatabase(held.command('list')), { examples: ['pactwatch held list'] })
    .description('list the batches held back, oldest first')
    .option('--json', 'one JSON object a line')
    .action(list);
  withNotes(withDatabase(held.command('release')), { examples: ['pactwatch held release 3'] })
    .description('announce the items of these batches in the next digest')
    .argument('<id...>', 'batches, as `held list` names them')
    .option('--json', 'one JSON object a line')
    .action(async (ids: string[], flags: HeldFlags) => settle(ids, flags, 'released'));
  withNotes(withDatabase(held.command('drop')), { examples: ['pactwatch held drop 3 4'] })
    .description('keep the items of these batches without ever announcing them')
    .argument('<id...>', 'batches, as `held list` names them')
    .option('--json', 'one JSON object a line')
    .action(async (ids: string[], flags: HeldFlags) => settle(ids, flags, 'dropped'));
}

async function list(flags: HeldFlags): Promise<void> {
  const { openExisting } = await import('../flows/keeping/open-existing.ts');
  const { listHeld } = await import('../flows/storing/manage-held.ts');
  using opened = openExisting(namedDatabase(flags));
  const batches = listHeld(opened.db);
  for (const { id, feedId, at, items, reason } of batches) {
    const row = { id, feed: feedId, at: new Date(at).toISOString(), items, reason };
    const line = `${String(id).padStart(4)}  ${row.at.slice(0, 16)}  ${feedId}: ${items} items (${reason})`;
    process.stdout.write(`${flags.json ? JSON.stringify(row) : line}\n`);
  }
  if (batches.length === 0 && !flags.json) process.stdout.write('Nothing is held back.\n');
}

async function settle(ids: readonly string[], flags: HeldFlags, as: 'released' | 'dropped'): Promise<void> {
  const numbers = ids.map(Number);
  const wrong = ids.find((_, at) => !Number.isInteger(numbers[at]) || (numbers[at] ?? 0) < 1);
  if (wrong !== undefined)
    throw new UsageError(`${JSON.stringify(wrong)} is no batch; see: pactwatch held list`);
  const { openExisting } = await import('../flows/keeping/open-existing.ts');
  const { settleHeld } = await import('../flows/storing/manage-held.ts');
  using opened = openExisting(namedDatabase(flags));
  const settled = settleHeld(opened.db, numbers, as, systemClock.now());
  for (const { batch, items } of settled) {
    const line = flags.json
      ? JSON.stringify({ id: batch, items, as })
      : `Batch ${batch}: ${items} items ${as}.`;
    process.stdout.write(`${line}\n`);
  }
  const missing = numbers.filter((id) => settled.every(({ batch }) => batch !== id));
  if (missing.length > 0)
    throw new CommandFailure(`Not held: ${missing.join(', ')}. See: pactwatch held list`);
}
