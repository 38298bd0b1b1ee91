// The verb `search`: stored items by words in any language.
import type { Command } from 'commander';
import type { FoundItem } from '../flows/storing/search-items.ts';
import { type DatabaseFlags, namedDatabase, withDatabase } from './database-option.ts';
import { UsageError } from './exit.ts';
import { withNotes } from './help.ts';

interface SearchFlags extends DatabaseFlags {
  readonly limit: string;
  readonly json?: true;
}

/** Adds `search QUERY... [--limit N]`. Exit 1 where nothing is found, as grep does. */
export function addSearchCommand(program: Command): void {
  withNotes(withDatabase(program.command('search')), {
    examples: [
      'pactwatch search 북한 파병',
      'pactwatch search \'"Storm Corps" Kursk\' --limit 5',
      'pactwatch search Курск --json',
    ],
  })
    .description('find stored items; every word must occur, "quoted words" together')
    .argument('<query...>', 'words in any language: 북한, Курск, 露朝, "Storm Corps"')
    .option('--limit <n>', 'how many at most', '20')
    .option('--json', 'one JSON object a line')
    .action(async (words: string[], flags: SearchFlags) => {
      const limit = Number(flags.limit);
      if (!Number.isInteger(limit) || limit < 1)
        throw new UsageError('--limit: expected a whole number above 0');
      const { openExisting } = await import('../flows/keeping/open-existing.ts');
      const { searchItems } = await import('../flows/storing/search-items.ts');
      using opened = openExisting(namedDatabase(flags));
      const query = words.length === 1 ? (words[0] ?? '') : words.map(quoted).join(' ');
      const items = searchItems(opened.db, query, limit);
      for (const item of items)
        process.stdout.write(flags.json ? `${JSON.stringify(jsonOf(item))}\n` : lineOf(item));
      if (items.length > 0) return;
      process.stderr.write('Nothing found.\n');
      process.exitCode = 1;
    });
}

// The shell took the quotation marks off: an argument with spaces was a phrase.
function quoted(word: string): string {
  return word.includes(' ') && !word.includes('"') ? `"${word}"` : word;
}

function jsonOf(item: FoundItem): Record<string, unknown> {
  return {
    id: item.id,
    feed: item.feedId,
    outlet: item.outlet,
    lang: item.lang,
    title: item.title,
    url: item.url,
    published_at: item.publishedAt === null ? null : new Date(item.publishedAt).toISOString(),
    story: item.storyId,
    copy_of: item.copyOf,
    strength: item.strength,
    topics: item.topics,
  };
}

function lineOf(item: FoundItem): string {
  const day = new Date(item.publishedAt ?? item.firstSeenAt).toISOString().slice(0, 16).replace('T', ' ');
  const marks = [item.strength === 'none' ? '' : item.strength, item.copyOf === null ? '' : 'copy'].filter(
    Boolean,
  );
  const tail = marks.length > 0 ? `  [${marks.join(', ')}]` : '';
  return `${String(item.id).padStart(6)}  ${day}  ${item.lang}  ${item.outlet}: ${item.title}${tail}\n`;
}
