// E-mail by SMTP: one recipient a message, explicit TLS, short timeouts, every answer of the server given a meaning.
import { createTransport } from 'nodemailer';
import type { EmailChannel } from '../model/settings.ts';
import type { DeliveryOutcome, EmailBody, Message } from '../model/message.ts';
import type { Channel, DeliveryContext } from './channel.ts';
import { mailOptions } from './mime.ts';
import { outcomeOfSmtpError, parseSmtpUrl, readSmtpError } from './smtp.ts';

/** How long a server may keep us waiting. */
export interface SmtpTimeouts {
  readonly connectMs: number;
  readonly greetingMs: number;
  readonly socketMs: number;
  /** For the whole exchange: a server that drips a byte a minute ends here. */
  readonly wholeMs: number;
}

const TIMEOUTS: SmtpTimeouts = { connectMs: 30_000, greetingMs: 15_000, socketMs: 60_000, wholeMs: 180_000 };

/** Opens a mail channel. Throws where the SMTP address cannot work. */
export function openEmail(name: string, settings: EmailChannel, timeouts: SmtpTimeouts = TIMEOUTS): Channel {
  const route = parseSmtpUrl(settings.smtp.reveal());
  const { auth, ...way } = route;
  const transport = createTransport({
    ...way,
    ...(auth === null ? {} : { auth }),
    connectionTimeout: timeouts.connectMs,
    greetingTimeout: timeouts.greetingMs,
    socketTimeout: timeouts.socketMs,
    dnsTimeout: timeouts.connectMs,
    tls: { minVersion: 'TLSv1.2' },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const send = async (message: Message, context: DeliveryContext): Promise<DeliveryOutcome> => {
    const options = mailOptions(message.body as EmailBody, {
      from: settings.from,
      to: message.recipient,
      replyTo: settings.replyTo,
      bounce: settings.bounce,
      dkim: settings.dkim,
    });
    const deadline = AbortSignal.timeout(timeouts.wholeMs);
    try {
      const sent = await transport.sendMail({
        ...options,
        signal: AbortSignal.any([context.signal, deadline]),
      });
      return { kind: 'sent', receipt: sent.response.slice(0, 240) };
    } catch (error) {
      const known = readSmtpError(error);
      if (known === null) throw error;
      // Whether the text was taken is not known: the server may have dripped its answer to it.
      if (deadline.aborted) {
        const detail = `no end within ${timeouts.wholeMs / 1000} s`;
        return { kind: 'retry', code: 'timeout', detail, uncertain: true };
      }
      return outcomeOfSmtpError(known);
    }
  };
  return { name, type: 'email', deliver: send, close: async () => transport.close() };
}
