// Reads the dates of feeds, in every format and language met, as instants; never depends on the host's zone.
import { instantOf } from './date-civil.ts';
import { isEastAsian, rewriteEastAsian } from './date-east-asian.ts';
import { parseIso, parseOffset } from './date-iso.ts';
import { foldWords } from './date-months.ts';
import { type DateContext, parseWords } from './date-words.ts';
import { zoneOfCountry } from './date-zones.ts';

const MAX_LENGTH = 160;
const DAY_MS = 86_400_000;

/**
 * The instant (epoch ms UTC) a feed's date names, or null where it names none. A date without a zone is in the zone of
 * the feed's `country` (ISO 3166; UTC where unknown). With `now`, an instant more than a day ahead becomes `now`;
 * with `now: null` it is given as the feed says. Never throws.
 */
export function parseDate(text: string, context: DateContext): number | null {
  if (text.length > MAX_LENGTH * 4) return null;
  const country = context.country?.toUpperCase() ?? null;
  const at = readInstant(text, { country, now: context.now });
  if (at === null || !Number.isFinite(at)) return null;
  return context.now !== null && at > context.now + DAY_MS ? context.now : at;
}

function readInstant(text: string, context: DateContext): number | null {
  let tidy = text
    .normalize('NFKC')
    .replaceAll(/&(?:plus|#0{0,4}43|#x0{0,4}2b);/gi, '+')
    .replaceAll(/&#?[a-z0-9]{2,8};/gi, ' ')
    .replaceAll(/[\s\u200b-\u200f\ufeff]+/g, ' ')
    .trim();
  if (/\d[^<&]*[<&]/.test(tidy)) tidy = tidy.replace(/ ?[<&].*$/, '');
  if (tidy === '' || tidy.length > MAX_LENGTH) return null;
  const epoch = /^\d{9,10}(?:\.\d{1,6})?$|^\d{13}$/.test(tidy) ? Number(tidy) : null;
  if (epoch !== null) return tidy.length === 13 && !tidy.includes('.') ? epoch : Math.floor(epoch * 1000);
  tidy = tidy.replace(/^[RHS](\d{1,2})(?=[./-]\d)/, (_, year: string) =>
    String((ERA_YEARS[tidy.charAt(0)] ?? 0) + Number(year)),
  );
  const stamp = /^\/?date\((\d{9,13})(?:[+-]\d{4})?\)\/?$/i.exec(tidy)?.[1];
  if (stamp !== undefined) return Number(stamp);
  const comments = takeComments(tidy.replaceAll(JUCHE, ' $1 '), context.country);
  tidy = comments.text;
  let writtenIn: string | null = null;
  if (isEastAsian(tidy)) {
    const rewritten = rewriteEastAsian(tidy);
    tidy = rewritten.text;
    writtenIn = rewritten.country;
  }
  const folded = foldWords(tidy)
    .replace(/ 00:00:00(?:\.0+)?(?= \d{1,2}:\d\d)/, '')
    .replace(/--(?=\d{4}$)/, '-')
    .replace(/^(\d{4}):(\d\d):(\d\d)(?= )/, '$1-$2-$3')
    .replace(/ (?:мск|по москве)$/, ' msk')
    .replace(SPELT_ZONE, (_, region: string, season: string) => spellZone(region, season))
    .replaceAll(/ +/g, ' ')
    .trim();
  const date = parseIso(folded, context.country) ?? parseStamp(folded) ?? parseWords(folded, context);
  if (date === null) return null;
  const zone = date.zone ?? comments.zone;
  return instantOf({ ...date, zone }, zoneOfCountry(context.country ?? writtenIn));
}

/** `Eastern Standard Time`, as Windows names zones. */
const SPELT_ZONE =
  /\b(eastern|central|mountain|pacific|alaskan|hawaiian|korea|tokyo|china|india|gmt|greenwich) (standard|daylight|summer) time$/;
const SPELT: Readonly<Record<string, string>> = {
  eastern: 'e',
  central: 'c',
  mountain: 'm',
  pacific: 'p',
  alaskan: 'ak',
  hawaiian: 'h',
  korea: 'k',
  tokyo: 'j',
};
const SPELT_OFFSETS: Readonly<Record<string, string>> = { china: '+0800', india: '+0530' };

function spellZone(region: string, season: string): string {
  const letter = SPELT[region];
  if (letter !== undefined) return `${letter}${season === 'standard' ? 's' : 'd'}t`;
  return SPELT_OFFSETS[region] ?? (season === 'standard' ? 'gmt' : 'bst');
}

/** The year before the first of a Japanese era that is written with its letter: `R8.11.25`. */
const ERA_YEARS: Readonly<Record<string, number>> = { R: 2018, H: 1988, S: 1925 };

/** North Korean dates count from 1912 and give the common year in brackets: `주체115(2026)년`, `Juche 115 (2026)`. */
const JUCHE = /(?:주체|juche|チュチェ|主体|主體|чучхе) ?\d{1,3} ?\((\d{4})\)/gi;

/** `20261125150500`, `202611251505`: digits without a sign between them. */
function parseStamp(text: string): ReturnType<typeof parseIso> {
  const match = /^((?:19|20)\d{6})(\d{4}(?:\d\d)?)( ?(?:z|[+-]\d{2}:?\d\d))?$/.exec(text);
  return match === null ? null : parseIso(`${match[1] ?? ''}t${match[2] ?? ''}${match[3] ?? ''}`, null);
}

/** RFC 822 comments are no part of the date, but one that names a zone tells it where nothing else does. */
function takeComments(text: string, country: string | null): { text: string; zone: number | null } {
  if (!/[([]/.test(text)) return { text, zone: null };
  let zone: number | null = null;
  const rest = text.replaceAll(/\([^()]{0,80}\)|\[[^[\]]{0,80}\]/g, (comment) => {
    const inner = comment.slice(1, -1).trim().toLowerCase();
    zone ??= inner.length > 1 ? parseOffset(inner.replace(/^(?:utc|gmt) ?(?=[+-])/, ''), country) : null;
    return ' ';
  });
  return { text: rest.replaceAll(/[()[\]]/g, ' '), zone };
}
