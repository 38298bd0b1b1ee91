// Composes a mail: multipart/alternative, every header a digest should bear, the same bytes each time.
import { createTransport, type SendMailOptions } from 'nodemailer';
import { shortHash } from '../lib/hash.ts';
import type { EmailBody } from '../model/message.ts';
import type { DkimSettings } from '../model/settings.ts';

/** What the channel knows and the message does not. */
export interface MailSender {
  readonly from: string;
  readonly to: string;
  readonly replyTo: string | null;
  readonly bounce: string | null;
  readonly dkim: DkimSettings | null;
}

// All that a mail bears. RFC 8058 section 4 wants both List-Unsubscribe headers under the signature, Gmail counts only a
// signed Feedback-ID; nodemailer's default leaves these out.
const SIGNED_HEADERS = [
  'From',
  'Sender',
  'Reply-To',
  'To',
  'Subject',
  'Date',
  'Message-ID',
  'In-Reply-To',
  'References',
  'MIME-Version',
  'Content-Type',
  'Content-Transfer-Encoding',
  'Content-Language',
  'List-Id',
  'List-Unsubscribe',
  'List-Unsubscribe-Post',
  'Auto-Submitted',
  'X-Auto-Response-Suppress',
  'Precedence',
  'Feedback-ID',
  'X-Pactwatch-Digest-Id',
  'X-Pactwatch-Items',
].join(':');

/** The whole mail as bytes, lines ended by CRLF. */
export async function composeMail(body: EmailBody, sender: MailSender): Promise<Uint8Array> {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  const { message } = await transport.sendMail(mailOptions(body, sender));
  if (!Buffer.isBuffer(message)) throw new Error('the mail composer gave a stream instead of bytes');
  return message;
}

/** Options for nodemailer: one recipient, no file or address is ever read for content. */
export function mailOptions(body: EmailBody, sender: MailSender): SendMailOptions {
  const thread = body.threadId === null ? {} : threadHeaders(body.threadId);
  return {
    from: sender.from,
    to: sender.to,
    ...(sender.replyTo === null ? {} : { replyTo: sender.replyTo }),
    envelope: { from: bareAddress(sender.bounce ?? sender.from), to: [bareAddress(sender.to)] },
    subject: body.subject,
    date: new Date(body.dateAt),
    messageId: `<${body.messageId}>`,
    ...thread,
    list: {
      id: { url: body.list.id, comment: body.list.name },
      unsubscribe: [unsubscribeAddresses(body, sender)],
    },
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      Precedence: 'bulk',
      'Content-Language': 'en',
      // One click only where a https page answers (RFC 8058): without it the header would promise what is not there.
      ...(isHttps(body.unsubscribeUrl) ? { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } : {}),
      ...body.headers,
    },
    text: body.text,
    html: body.html,
    textEncoding: 'base64',
    baseBoundary: shortHash(body.messageId),
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(sender.dkim === null ? {} : { dkim: dkimOptions(sender.dkim) }),
  };
}

/** The address without a display name. */
export function bareAddress(address: string): string {
  return (/<([^<>]*)>\s*$/.exec(address)?.[1] ?? address).trim();
}

function threadHeaders(threadId: string): Pick<SendMailOptions, 'inReplyTo' | 'references'> {
  return { inReplyTo: `<${threadId}>`, references: `<${threadId}>` };
}

function unsubscribeAddresses(body: EmailBody, sender: MailSender): string[] {
  const mailbox = bareAddress(sender.replyTo ?? sender.from);
  const mailto = `mailto:${mailbox}?subject=${encodeURIComponent(`unsubscribe ${body.list.id}`)}`;
  return body.unsubscribeUrl === null ? [mailto] : [body.unsubscribeUrl, mailto];
}

function isHttps(url: string | null): boolean {
  return url?.startsWith('https://') ?? false;
}

function dkimOptions(dkim: DkimSettings): NonNullable<SendMailOptions['dkim']> {
  return {
    domainName: dkim.domain,
    keySelector: dkim.selector,
    privateKey: dkim.privateKey.reveal(),
    headerFieldNames: SIGNED_HEADERS,
  };
}
