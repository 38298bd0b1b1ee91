// The whole configuration after it was checked: what every room is told at start.
import type { Secret } from '../lib/secret.ts';
import type { Feed } from './feed.ts';
import type { LangCode } from './lang.ts';
import type { Strength } from './verdict.ts';

/** A network that may be reached though it is private: CIDR, address, or host name, with an optional port. */
export type AllowedNetwork = string;

export interface PollSettings {
  readonly everyMs: number;
  readonly minMs: number;
  readonly maxMs: number;
  readonly concurrency: number;
  readonly perHost: number;
  /** Least time between two polls of one host. */
  readonly spacingMs: number;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly userAgent: string;
  readonly allowPrivate: readonly AllowedNetwork[];
  /** A feed that fails for this long is DEAD. */
  readonly deadAfterMs: number;
  /** Items published up to this long before a feed was added count as news. */
  readonly firstRunWindowMs: number;
}

export interface FolderChannel {
  readonly type: 'folder';
  readonly path: string;
}

export interface DkimSettings {
  readonly domain: string;
  readonly selector: string;
  readonly privateKey: Secret;
}

export interface EmailChannel {
  readonly type: 'email';
  /** smtp:// (STARTTLS required unless ?tls=none) or smtps://, with credentials in it. */
  readonly smtp: Secret;
  readonly from: string;
  readonly to: readonly string[];
  readonly replyTo: string | null;
  /** Envelope sender for bounces; null: the From address. */
  readonly bounce: string | null;
  readonly dkim: DkimSettings | null;
}

export interface WebhookChannel {
  readonly type: 'webhook';
  readonly url: Secret;
  /** Newest first; more than one while a secret is being rotated. */
  readonly secrets: readonly Secret[];
  readonly headers: Readonly<Record<string, Secret>>;
  readonly allowPrivate: readonly AllowedNetwork[];
}

/** Slack, Discord, Teams and Mattermost incoming webhooks: the address is the credential. */
export interface ChatChannel {
  readonly type: 'slack' | 'discord' | 'teams' | 'mattermost';
  readonly url: Secret;
  readonly allowPrivate: readonly AllowedNetwork[];
}

export interface TelegramChannel {
  readonly type: 'telegram';
  readonly token: Secret;
  readonly chat: string;
  /** Bot API server; its own servers are allowed. */
  readonly api: string;
  readonly allowPrivate: readonly AllowedNetwork[];
}

export interface NtfyChannel {
  readonly type: 'ntfy';
  readonly url: Secret;
  readonly topic: string;
  readonly token: Secret | null;
  readonly priority: number;
  readonly allowPrivate: readonly AllowedNetwork[];
}

export type ChannelSettings =
  | FolderChannel
  | EmailChannel
  | WebhookChannel
  | ChatChannel
  | TelegramChannel
  | NtfyChannel;

/** Local times between which nothing is sent, such as 22:00 to 06:30 (over midnight where the end is earlier). */
export interface QuietHours {
  readonly fromMinute: number;
  readonly untilMinute: number;
  readonly timeZone: string;
  /** Topics that are sent all the same. */
  readonly except: readonly string[];
}

export interface DigestSettings {
  readonly id: string;
  readonly name: string;
  /** Five-field cron expression, read in `timeZone`. */
  readonly schedule: string;
  readonly timeZone: string;
  readonly channels: readonly string[];
  readonly minStrength: Exclude<Strength, 'none'>;
  /** Only these topics; empty: all. */
  readonly topics: readonly string[];
  /** Only these languages; empty: all. */
  readonly languages: readonly LangCode[];
  readonly whenEmpty: 'send' | 'skip' | 'weekly';
  readonly quietHours: QuietHours | null;
}

export interface AlertSettings {
  readonly id: string;
  /** Zone of the times in the message. */
  readonly timeZone: string;
  readonly minScore: number;
  readonly topics: readonly string[];
  readonly languages: readonly LangCode[];
  readonly minOutlets: number;
  readonly waitMs: number;
  readonly channels: readonly string[];
  readonly maxPerHour: number;
  readonly quietHours: QuietHours | null;
}

export interface RetentionSettings {
  readonly itemsMs: number;
  readonly bodiesMs: number;
  readonly pollLogMs: number;
}

export interface BackupSettings {
  readonly path: string;
  readonly everyMs: number;
  readonly keep: number;
}

export interface WebSettings {
  readonly host: string;
  readonly port: number;
  /** Public address of the pages, for links in digests; null: no links. */
  readonly baseUrl: string | null;
  readonly token: Secret | null;
  readonly password: Secret | null;
}

export interface HealthSettings {
  /** Unhealthy when no feed succeeded for this long although some should have. */
  readonly noSuccessMs: number;
  /** Unhealthy when the oldest waiting message is older. */
  readonly outboxAgeMs: number;
  readonly pingUrl: Secret | null;
}

/** After how many milliseconds without success a message of each kind is given up. */
export interface OutboxSettings {
  readonly digest: number;
  readonly alert: number;
  readonly notice: number;
}

export interface LogSettings {
  readonly level: 'trace' | 'debug' | 'info' | 'warn' | 'error';
}

export interface Settings {
  /** Absolute path of the configuration file. */
  readonly file: string;
  /** Absolute path of the folder that holds the database. */
  readonly data: string;
  readonly feeds: readonly Feed[];
  /** Absolute path of the topic file. */
  readonly topicFile: string;
  readonly poll: PollSettings;
  readonly channels: Readonly<Record<string, ChannelSettings>>;
  readonly digests: readonly DigestSettings[];
  readonly alerts: readonly AlertSettings[];
  readonly outbox: OutboxSettings;
  readonly retention: RetentionSettings;
  readonly backup: BackupSettings | null;
  readonly web: WebSettings | null;
  readonly health: HealthSettings;
  readonly log: LogSettings;
}
