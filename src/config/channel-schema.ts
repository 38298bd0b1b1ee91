// The channels a configuration can name, each with what it needs to work; what cannot work is refused here.
import { createPrivateKey } from 'node:crypto';
import { z } from 'zod';
import { Secret } from '../lib/secret.ts';

export const secret = z
  .string()
  .min(1, { error: 'is empty' })
  .transform((value) => new Secret(value));
const allowPrivate = z.array(z.string().min(1)).default([]);

const mailbox = z
  .string()
  .refine((text) => /^[^\r\n]*$/.test(text) && /^[^\s@<>]+@[^\s@<>]+$/.test(bareAddress(text)), {
    error: 'expects a mail address such as `desk@example.org` or `Desk <desk@example.org>`',
  });

function bareAddress(text: string): string {
  return /<([^<>]*)>\s*$/.exec(text)?.[1] ?? text.trim();
}

function url(protocols: RegExp, example: string) {
  const message = `expects an address such as \`${example}\``;
  return z
    .string()
    .refine((text) => URL.canParse(text) && protocols.test(new URL(text).protocol), { error: message })
    .transform((value) => new Secret(value));
}

const smtpUrl = z
  .string()
  .superRefine((text, context) => {
    const wrong = checkSmtpUrl(text);
    if (wrong !== null) context.addIssue({ code: 'custom', message: wrong });
  })
  .transform((value) => new Secret(value));

/** What is wrong with an SMTP address; null: nothing. */
function checkSmtpUrl(text: string): string | null {
  const example = 'expects an address such as `smtp://user:password@mail.example.org:587`';
  if (!URL.canParse(text)) return example;
  const { protocol, hostname, searchParams } = new URL(text);
  if (!/^smtps?:$/.test(protocol) || hostname === '') return example;
  const tls = searchParams.get('tls');
  if (tls === null) return null;
  if (protocol === 'smtps:')
    return tls === 'implicit' ? null : 'speaks TLS at once with `smtps://`: leave `tls` out';
  return /^(?:starttls|none|implicit)$/.test(tls)
    ? null
    : 'takes `tls=starttls`, `tls=implicit` or `tls=none`';
}

const signingKey = secret.refine((key) => isSigningKey(key.reveal()), {
  error: 'expects an RSA private key of at least 1024 bits in PEM form (make one: openssl genrsa 2048)',
});

function isSigningKey(text: string): boolean {
  try {
    const key = createPrivateKey(text);
    return key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 1024;
  } catch {
    return false;
  }
}

const httpUrl = url(/^https?:$/, 'https://hooks.example.org/pactwatch');
const signingSecret = z
  .string()
  .refine(
    (text) => /^whsec_[A-Za-z0-9+/=]{24,}$/.test(text) || (!text.startsWith('whsec_') && text.length >= 24),
    {
      error: 'expects `whsec_` and at least 24 characters of base64 (make one: openssl rand -base64 32)',
    },
  )
  .transform((value) => new Secret(value));

const folder = z.strictObject({ type: z.literal('folder'), path: z.string().min(1) });

const email = z.strictObject({
  type: z.literal('email'),
  smtp: smtpUrl,
  from: mailbox,
  to: z.union([
    mailbox.transform((one) => [one]),
    z.array(mailbox).min(1, { error: 'needs at least one address' }),
  ]),
  reply_to: mailbox.optional(),
  bounce: mailbox.optional(),
  dkim: z
    .strictObject({ domain: z.string().min(1), selector: z.string().min(1), private_key: signingKey })
    .optional(),
});

const webhook = z.strictObject({
  type: z.literal('webhook'),
  url: httpUrl,
  secret: z.union([
    signingSecret.transform((one) => [one]),
    z.array(signingSecret).min(1).max(2, { error: 'takes at most two, the newer first' }),
  ]),
  headers: z.record(z.string(), secret).default({}),
  allow_private: allowPrivate,
});

const chat = (type: 'slack' | 'discord' | 'teams' | 'mattermost') =>
  z.strictObject({ type: z.literal(type), url: httpUrl, allow_private: allowPrivate });

const telegram = z.strictObject({
  type: z.literal('telegram'),
  token: secret.refine((token) => /^\d+:[\w-]{6,}$/.test(token.reveal()), {
    error: 'expects the token of a bot such as `123456:ABC-def`',
  }),
  chat: z.union([z.string().min(1, { error: 'is empty' }), z.number().transform(String)]),
  api: z.url({ protocol: /^https?$/ }).default('https://api.telegram.org'),
  allow_private: allowPrivate,
});

const ntfy = z.strictObject({
  type: z.literal('ntfy'),
  url: httpUrl,
  topic: z
    .string()
    .regex(/^[-_A-Za-z0-9]{1,64}$/, { error: 'expects letters, digits, `-` and `_`, at most 64' }),
  token: secret.optional(),
  priority: z
    .number()
    .int()
    .min(1, { error: 'expects a number from 1 to 5' })
    .max(5, { error: 'expects a number from 1 to 5' })
    .default(3),
  allow_private: allowPrivate,
});

export const channel = z.discriminatedUnion(
  'type',
  [folder, email, webhook, chat('slack'), chat('discord'), chat('teams'), chat('mattermost'), telegram, ntfy],
  { error: 'expects a `type`: folder, email, webhook, slack, discord, teams, mattermost, telegram or ntfy' },
);

export type ChannelEntry = z.output<typeof channel>;
