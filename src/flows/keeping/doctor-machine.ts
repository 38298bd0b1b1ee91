// The doctor on the machine: version, clock, zones, disk, permissions. Needs no network and no database.
import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DAY_MS } from '../../lib/clock.ts';
import { VERSION } from '../../lib/version.ts';
import type { Finding } from '../../model/finding.ts';
import type { Settings } from '../../model/settings.ts';

const LOW_DISK_BYTES = 500e6;
const NO_DISK_BYTES = 50e6;
/** No release is older than this, so that a clock before it is wrong. */
const BUILT_AFTER = Date.UTC(2026, 10, 1);
// Offsets in minutes that current zone data must give on a winter day: they changed within the last twelve years.
const ZONES = [
  ['Asia/Seoul', 540],
  ['Asia/Pyongyang', 540],
  ['Europe/Moscow', 180],
  ['Europe/Kyiv', 120],
  ['America/New_York', -300],
] as const;

/** Everything about the machine that can be judged at `now`. `data` is the data folder. */
export function examineMachine(
  data: string,
  env: Readonly<Record<string, string | undefined>>,
  now: number,
): Finding[] {
  return [
    examineVersion(),
    examineClock(now),
    examineZones(env),
    ...examineDisk(data, 'data folder'),
    examineFolder(data),
  ];
}

/** The same for the folder of scheduled backups. */
export function examineBackupFolder(settings: Settings): Finding[] {
  const path = settings.backup?.path;
  if (path === undefined) return [];
  const { finding } = judgeFolder(path, 'backup folder');
  return [finding, ...examineDisk(path, 'backup disk')];
}

/** Whether this process may make files in a folder, or make the folder itself. */
export function judgeFolder(
  path: string,
  subject: string,
): { readonly finding: Finding; readonly writable: boolean } {
  const place = nearestExisting(path);
  const writable = isWritable(place) && statSync(place).isDirectory();
  const user = process.getuid?.() ?? 'of this process';
  const found = writable
    ? place === path
      ? `${path} is writable`
      : `${path} is not there yet and can be made`
    : `${path} is not writable for user id ${user}`;
  const advice = writable ? null : `Make it writable: chown ${user} ${place}, or set another folder.`;
  return { finding: { area: 'machine', subject, state: writable ? 'ok' : 'wrong', found, advice }, writable };
}

function examineVersion(): Finding {
  const major = Number(process.versions.node.split('.')[0]);
  const found = `Pactwatch ${VERSION} on Node.js ${process.versions.node}, ${process.platform} ${process.arch}`;
  return major >= 24
    ? { area: 'machine', subject: 'version', state: 'ok', found, advice: null }
    : { area: 'machine', subject: 'version', state: 'wrong', found, advice: 'Use Node.js 24 or later.' };
}

function examineClock(now: number): Finding {
  const found = `${new Date(now).toISOString()} by the clock of this machine`;
  const isPlausible = now >= BUILT_AFTER && now < BUILT_AFTER + 20 * 365 * DAY_MS;
  return isPlausible
    ? { area: 'machine', subject: 'clock', state: 'ok', found, advice: null }
    : {
        area: 'machine',
        subject: 'clock',
        state: 'wrong',
        found,
        advice: 'Set the clock and keep it with NTP.',
      };
}

function examineZones(env: Readonly<Record<string, string | undefined>>): Finding {
  const wrong = ZONES.filter(([zone, offset]) => offsetOf(zone) !== offset).map(([zone]) => zone);
  const base = { area: 'machine', subject: 'time zones' } as const;
  if (wrong.length > 0) {
    const found = `the zone data of this Node.js is wrong for ${wrong.join(', ')}`;
    return { ...base, state: 'wrong', found, advice: 'Use an official Node.js with full ICU data.' };
  }
  const asked = env['TZ'];
  const used = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (asked !== undefined && asked !== '' && offsetOf(asked) === null) {
    const found = `TZ=${asked} names no time zone, so that ${used} is used`;
    return {
      ...base,
      state: 'warning',
      found,
      advice: 'Mend TZ or leave it out: digests name their own time zone.',
    };
  }
  return {
    ...base,
    state: 'ok',
    found: `data ${process.versions.tz ?? 'of unknown version'}; this process runs in ${used}`,
    advice: null,
  };
}

function offsetOf(timeZone: string): number | null {
  try {
    const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(
      Date.UTC(2026, 0, 15),
    );
    const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const match = /^GMT(?:([+-])(\d\d):(\d\d))?$/.exec(name);
    if (match === null) return null;
    return (match[1] === '-' ? -1 : 1) * (Number(match[2] ?? 0) * 60 + Number(match[3] ?? 0));
  } catch {
    return null;
  }
}

function examineDisk(path: string, subject: string): Finding[] {
  const { bavail, bsize, files, ffree } = statfsSync(nearestExisting(path));
  const free = bavail * bsize;
  const found = `${megabytes(free)} free for ${path}`;
  const advice = 'Make room, move `data:` to a larger disk, or shorten `retention`.';
  const noInodes = files > 0 && ffree < 100;
  if (free < NO_DISK_BYTES || noInodes)
    return [
      {
        area: 'machine',
        subject,
        state: 'wrong',
        found: noInodes ? `no inodes left for ${path}` : found,
        advice,
      },
    ];
  return [
    {
      area: 'machine',
      subject,
      state: free < LOW_DISK_BYTES ? 'warning' : 'ok',
      found,
      advice: free < LOW_DISK_BYTES ? advice : null,
    },
  ];
}

function examineFolder(data: string): Finding {
  const { finding, writable } = judgeFolder(data, 'permissions');
  const file = join(data, 'pactwatch.db');
  if (!writable || !existsSync(file) || isWritable(file)) return finding;
  const user = process.getuid?.() ?? 'of this process';
  return {
    ...finding,
    state: 'wrong',
    found: `${file} is not writable for user id ${user}`,
    advice: `Give it back to the user that runs Pactwatch: chown ${user} ${file}`,
  };
}

function nearestExisting(path: string): string {
  let place = path;
  while (!existsSync(place) && dirname(place) !== place) place = dirname(place);
  return place;
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function megabytes(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.round(bytes / 1e6)} MB`;
}
