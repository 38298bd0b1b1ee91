// Turns a checked file into Settings, and checks what only the whole can show: names that must exist, times that must order.
import { dirname, resolve } from 'node:path';
import type { Feed } from '../model/feed.ts';
import type {
  AlertSettings,
  ChannelSettings,
  DigestSettings,
  QuietHours,
  Settings,
} from '../model/settings.ts';
import type { ChannelEntry } from './channel-schema.ts';
import { parseAllowedNetwork } from '../net/address.ts';
import { checkReceivers } from './receivers.ts';
import { checkSchedule } from '../schedule/occurrence.ts';
import { type Complaint, nearestWord } from './complaint.ts';
import type { Environment } from './interpolate.ts';
import type { ConfigFile } from './schema.ts';
import type { KeyPath, PositionedYaml } from './yaml.ts';

interface Context {
  readonly yaml: PositionedYaml;
  readonly feeds: readonly Feed[];
  readonly env: Environment;
  readonly complaints: Complaint[];
}

/** Builds Settings; adds complaints of cross-references to the context. */
export function buildSettings(raw: ConfigFile, context: Context): Settings {
  const folder = dirname(context.yaml.file);
  const complain = (path: KeyPath, message: string): void => {
    context.complaints.push({
      file: context.yaml.file,
      line: context.yaml.lineOf(path),
      path: path.join('.'),
      message,
    });
  };
  checkPoll(raw, complain);
  checkChannelNames(raw, complain);
  checkUnique(raw.digests, 'digests', complain);
  checkUnique(raw.alerts, 'alerts', complain);
  checkDigestIds(raw, complain);
  checkWeb(raw, complain);
  checkSchedules(raw, complain);
  checkNetworks(raw, complain);
  const given = context.env['PACTWATCH_DATA'] ?? '';
  const data = given === '' ? resolve(folder, raw.data) : given;
  return {
    file: context.yaml.file,
    data: resolve(data),
    feeds: context.feeds,
    topicFile: resolve(folder, raw.topic),
    poll: buildPoll(raw),
    channels: Object.fromEntries(
      Object.entries(raw.channels).map(([name, entry]) => [name, buildChannel(entry, folder, raw, data)]),
    ),
    digests: raw.digests.map(buildDigest),
    alerts: raw.alerts.map(buildAlert),
    outbox: {
      digest: raw.outbox.digest_age,
      alert: raw.outbox.alert_age,
      notice: raw.outbox.notice_age,
    },
    retention: {
      itemsMs: raw.retention.items,
      bodiesMs: raw.retention.bodies,
      pollLogMs: raw.retention.poll_log,
    },
    backup: raw.backup
      ? { path: resolve(folder, raw.backup.path), everyMs: raw.backup.every, keep: raw.backup.keep }
      : null,
    web: raw.web
      ? {
          ...raw.web.listen,
          baseUrl: raw.web.base_url?.replace(/\/$/, '') ?? null,
          token: raw.web.token ?? null,
          password: raw.web.password ?? null,
        }
      : null,
    health: {
      noSuccessMs: raw.health.no_success,
      outboxAgeMs: raw.health.outbox_age,
      pingUrl: raw.health.ping_url ?? null,
    },
    log: raw.log,
  };
}

type Complain = (path: KeyPath, message: string) => void;

function checkPoll(raw: ConfigFile, complain: Complain): void {
  if (raw.poll.min > raw.poll.max) complain(['poll', 'min'], 'is longer than `poll.max`');
  if (raw.poll.every < raw.poll.min || raw.poll.every > raw.poll.max)
    complain(['poll', 'every'], 'must lie between `poll.min` and `poll.max`');
  if (raw.poll.min < 60_000)
    complain(['poll', 'min'], 'must be at least `1m`: publishers block those who ask more often');
}

function checkChannelNames(raw: ConfigFile, complain: Complain): void {
  const known = Object.keys(raw.channels);
  for (const kind of ['digests', 'alerts'] as const) {
    for (const [index, entry] of raw[kind].entries()) {
      for (const [position, name] of entry.channels.entries()) {
        if (known.includes(name)) continue;
        const nearest = nearestWord(name, known);
        const hint =
          nearest === null ? `channels are: ${known.join(', ') || 'none'}` : `did you mean \`${nearest}\`?`;
        complain([kind, index, 'channels', position], `there is no channel \`${name}\`; ${hint}`);
      }
    }
  }
}

function checkUnique(entries: readonly { readonly id: string }[], kind: string, complain: Complain): void {
  for (const [index, entry] of entries.entries()) {
    if (entries.findIndex((other) => other.id === entry.id) < index)
      complain([kind, index, 'id'], `\`${entry.id}\` is used twice`);
  }
}

// Alerts are left, listed and threaded under `alert-` and their id.
function checkDigestIds(raw: ConfigFile, complain: Complain): void {
  for (const [index, { id }] of raw.digests.entries())
    if (id.startsWith('alert-'))
      complain(['digests', index, 'id'], 'begins with `alert-`, by which recipients of alerts are known');
}

function checkNetworks(raw: ConfigFile, complain: Complain): void {
  const check = (path: KeyPath, networks: readonly string[]): void => {
    for (const [index, network] of networks.entries()) {
      if (parseAllowedNetwork(network) === null)
        complain(
          [...path, index],
          `\`${network}\` is no network; expects \`10.0.0.0/8\`, \`192.168.1.5\` or \`mail.lan:25\``,
        );
    }
  };
  check(['poll', 'allow_private'], raw.poll.allow_private);
  for (const [name, channel] of Object.entries(raw.channels)) {
    if ('allow_private' in channel) check(['channels', name, 'allow_private'], channel.allow_private);
  }
  checkReceivers(raw.channels, complain);
}

function checkSchedules(raw: ConfigFile, complain: Complain): void {
  for (const [index, { schedule }] of raw.digests.entries()) {
    const wrong = checkSchedule(schedule);
    if (wrong !== null) complain(['digests', index, 'schedule'], wrong);
  }
}

function checkWeb(raw: ConfigFile, complain: Complain): void {
  if (!raw.web) return;
  const loopback = /^(127\.|::1$|localhost$)/.test(raw.web.listen.host);
  if (!loopback && !raw.web.token && !raw.web.password) {
    complain(
      ['web', 'listen'],
      'listens beyond this machine: set `web.token` or `web.password`, or listen on 127.0.0.1',
    );
  }
}

function buildPoll(raw: ConfigFile): Settings['poll'] {
  const { poll } = raw;
  return {
    everyMs: poll.every,
    minMs: poll.min,
    maxMs: poll.max,
    concurrency: poll.concurrency,
    perHost: poll.per_host,
    spacingMs: poll.spacing,
    timeoutMs: poll.timeout,
    maxBytes: poll.max_bytes,
    userAgent: poll.user_agent,
    allowPrivate: poll.allow_private,
    deadAfterMs: poll.dead_after,
    firstRunWindowMs: poll.first_run_window,
  };
}

function buildChannel(entry: ChannelEntry, folder: string, raw: ConfigFile, data: string): ChannelSettings {
  switch (entry.type) {
    case 'folder':
      return { type: 'folder', path: folderPath(entry.path, folder, raw.data, data) };
    case 'email':
      return {
        type: 'email',
        smtp: entry.smtp,
        from: entry.from,
        to: entry.to,
        replyTo: entry.reply_to ?? null,
        bounce: entry.bounce ?? null,
        dkim: entry.dkim
          ? { domain: entry.dkim.domain, selector: entry.dkim.selector, privateKey: entry.dkim.private_key }
          : null,
      };
    case 'webhook':
      return {
        type: 'webhook',
        url: entry.url,
        secrets: entry.secret,
        headers: entry.headers,
        allowPrivate: entry.allow_private,
      };
    case 'telegram':
      return {
        type: 'telegram',
        token: entry.token,
        chat: entry.chat,
        api: entry.api,
        allowPrivate: entry.allow_private,
      };
    case 'ntfy':
      return { ...entry, token: entry.token ?? null, allowPrivate: entry.allow_private };
    case 'slack':
    case 'discord':
    case 'teams':
    case 'mattermost':
      return { type: entry.type, url: entry.url, allowPrivate: entry.allow_private };
  }
}

// A folder inside the configured data folder moves with PACTWATCH_DATA.
function folderPath(path: string, folder: string, configuredData: string, data: string): string {
  const inside = `${configuredData.replace(/\/$/, '')}/`;
  return path.startsWith(inside) ? resolve(data, path.slice(inside.length)) : resolve(folder, path);
}

function buildDigest(raw: ConfigFile['digests'][number]): DigestSettings {
  return {
    id: raw.id,
    name: raw.name ?? 'Pactwatch',
    schedule: raw.schedule,
    timeZone: raw.timezone,
    channels: raw.channels,
    minStrength: raw.min_strength,
    topics: raw.topics,
    languages: raw.languages,
    whenEmpty: raw.when_empty,
    quietHours: buildQuietHours(raw.quiet_hours, raw.timezone),
  };
}

function buildAlert(raw: ConfigFile['alerts'][number]): AlertSettings {
  return {
    id: raw.id,
    timeZone: raw.timezone,
    minScore: raw.min_score,
    topics: raw.topics,
    languages: raw.languages,
    minOutlets: raw.min_outlets,
    waitMs: raw.wait,
    channels: raw.channels,
    maxPerHour: raw.max_per_hour,
    quietHours: buildQuietHours(raw.quiet_hours, raw.timezone),
  };
}

function buildQuietHours(
  raw: ConfigFile['digests'][number]['quiet_hours'],
  timeZone: string,
): QuietHours | null {
  return raw ? { ...raw.hours, timeZone: raw.timezone ?? timeZone, except: raw.except } : null;
}
