// The shape of pactwatch.yaml and of feed files: strict, so that a slip of the pen is an error and not silence.
import { z } from 'zod';
import { channel, secret } from './channel-schema.ts';
import { daySpan, duration, listen, size, timeZone } from './units.ts';

const id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]*$/i, { error: 'expects letters, digits, `-`, `_` and `.` only' })
  .max(64);
const network = z.string().min(1);

const languages = z
  .array(z.string().regex(/^[a-z]{2,3}$/, { error: 'expects a language code such as `ko`' }))
  .default([]);

const feedAddress = z
  .string()
  .refine((text) => !/^[a-z][a-z0-9+.-]*:/i.test(text) || /^(https?|file):/i.test(text), {
    error: 'expects an http, https or file address, or a path',
  });

export const feed = z.strictObject({
  id,
  url: feedAddress,
  name: z.string().optional(),
  lang: z
    .string()
    .regex(/^[a-z]{2,3}$/, { error: 'expects a language code such as `ko`' })
    .nullish(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, { error: 'expects a country code such as `KR`' })
    .nullish(),
  kind: z
    .enum([
      'wire',
      'newspaper',
      'public-broadcaster',
      'state-media',
      'independent',
      'specialist',
      'think-tank',
      'government',
      'international-org',
      'aggregator',
      'osint',
      'other',
    ])
    .default('other'),
  family: z.string().min(1).optional(),
  control: z.enum(['private', 'public', 'state', 'ngo']).default('private'),
  every: duration.optional(),
  silent_after: z.union([z.literal('never').transform(() => null), duration]).optional(),
  headers: z
    .record(
      z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, { error: 'is no header name' }),
      z.string().regex(/^[^\r\n]*$/),
    )
    .default({}),
  user_agent: z
    .string()
    .regex(/^[^\r\n]+$/)
    .optional(),
  charset: z.string().optional(),
  full_text: z.boolean().default(false),
  enabled: z.boolean().default(true),
  note: z.string().optional(),
});

export const feedGroup = z.strictObject({
  id,
  name: z.string().optional(),
  enabled: z.boolean().default(true),
  note: z.string().optional(),
  feeds: z.array(feed),
});

/** A feed file: a list of feeds, or feeds and groups. */
export const feedFile = z.union([
  z.array(feed).transform((feeds) => ({ feeds, groups: [] as z.output<typeof feedGroup>[] })),
  z.strictObject({ feeds: z.array(feed).default([]), groups: z.array(feedGroup).default([]) }),
]);

const quietHours = z.strictObject({
  hours: daySpan,
  timezone: timeZone.optional(),
  except: z.array(z.string()).default([]),
});

const digest = z.strictObject({
  id,
  name: z.string().min(1).optional(),
  schedule: z.string(),
  timezone: timeZone.default('UTC'),
  channels: z.array(z.string()).min(1, { error: 'needs at least one channel' }),
  min_strength: z.enum(['core', 'passing']).default('core'),
  topics: z.array(z.string()).default([]),
  languages,
  when_empty: z.enum(['send', 'skip', 'weekly']).default('send'),
  quiet_hours: quietHours.optional(),
});

const alert = z.strictObject({
  id,
  timezone: timeZone.default('UTC'),
  min_score: z.number().default(8),
  topics: z.array(z.string()).default([]),
  languages,
  min_outlets: z.number().int().min(1).default(2),
  wait: duration.default(60_000),
  channels: z.array(z.string()).min(1, { error: 'needs at least one channel' }),
  max_per_hour: z.number().int().min(1).default(6),
  quiet_hours: quietHours.optional(),
});

const poll = z.strictObject({
  every: duration.default(15 * 60_000),
  min: duration.default(5 * 60_000),
  max: duration.default(24 * 3_600_000),
  concurrency: z.number().int().min(1).max(512).default(32),
  per_host: z.number().int().min(1).max(32).default(2),
  spacing: duration.default(1_000),
  timeout: duration.default(20_000),
  max_bytes: size.default(10_000_000),
  user_agent: z
    .string()
    .regex(/^[^\r\n]+$/)
    .default('Mozilla/5.0 (compatible; Pactwatch/0.1; feed reader)'),
  allow_private: z.array(network).default([]),
  dead_after: duration.default(3 * 86_400_000),
  first_run_window: duration.default(86_400_000),
});

/** Defaults of a section that may be left out whole. */
function section<T extends z.ZodObject>(shape: T) {
  return shape.prefault({} as z.input<T>);
}

export const configFile = z.strictObject({
  data: z.string().default('../data'),
  feeds: z.union([z.string(), z.array(feed)], {
    error: 'expects the path of a feed file, or a list of feeds',
  }),
  topic: z.string(),
  poll: section(poll),
  channels: z.record(id, channel).default({}),
  digests: z.array(digest).default([]),
  alerts: z.array(alert).default([]),
  retention: section(
    z.strictObject({
      items: duration.default(400 * 86_400_000),
      bodies: duration.default(120 * 86_400_000),
      poll_log: duration.default(30 * 86_400_000),
      keys: z
        .literal('forever', {
          error: 'can only be `forever`: a forgotten key would announce an old item again',
        })
        .default('forever'),
    }),
  ),
  outbox: section(
    z.strictObject({
      digest_age: duration.default(3 * 86_400_000),
      alert_age: duration.default(6 * 3_600_000),
      notice_age: duration.default(86_400_000),
    }),
  ),
  backup: z
    .strictObject({
      path: z.string(),
      every: duration.default(86_400_000),
      keep: z.number().int().min(1).default(7),
    })
    .optional(),
  web: z
    .strictObject({
      listen: listen,
      base_url: z.url({ protocol: /^https?$/ }).optional(),
      token: secret.optional(),
      password: secret.optional(),
    })
    .optional(),
  health: section(
    z.strictObject({
      no_success: duration.default(2 * 3_600_000),
      outbox_age: duration.default(6 * 3_600_000),
      ping_url: secret.optional(),
    }),
  ),
  log: section(
    z.strictObject({ level: z.enum(['trace', 'debug', 'info', 'warn', 'error']).default('info') }),
  ),
});

export type ConfigFile = z.output<typeof configFile>;
export type FeedEntry = z.output<typeof feed>;
export type FeedFile = z.output<typeof feedFile>;
