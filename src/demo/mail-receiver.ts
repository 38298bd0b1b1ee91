// A mail server of the demo (RFC 5321, as little as a sender needs): takes mail on loopback and keeps it.
import { createServer, type Socket } from 'node:net';
import { listenOnLoopback } from './loopback.ts';

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** The message as it came, dots unstuffed, lines ended by CRLF. */
  readonly data: string;
}

export interface MailReceiver {
  readonly port: number;
  readonly mails: readonly ReceivedMail[];
  close(): Promise<void>;
}

/** Opens the server on a free port of 127.0.0.1. */
export async function openMailReceiver(): Promise<MailReceiver> {
  const mails: ReceivedMail[] = [];
  const server = createServer((socket) => converse(socket, mails));
  return { ...(await listenOnLoopback(server)), mails };
}

function converse(socket: Socket, mails: ReceivedMail[]): void {
  const session = new SmtpSession((mail) => mails.push(mail));
  let buffer = '';
  // One char per byte, so that 8-bit bodies survive the search for line ends.
  socket.setEncoding('latin1');
  socket.on('error', () => socket.destroy());
  socket.write('220 mail.demo.example ready\r\n');
  socket.on('data', (chunk) => {
    buffer += String(chunk);
    for (let end = buffer.indexOf('\r\n'); end >= 0; end = buffer.indexOf('\r\n')) {
      const reply = session.read(buffer.slice(0, end));
      buffer = buffer.slice(end + 2);
      if (reply !== null) socket.write(`${reply}\r\n`);
      if (session.ended) socket.end();
    }
  });
}

/** One conversation: a line in, a reply out, or none while the message is read. */
class SmtpSession {
  readonly #keep: (mail: ReceivedMail) => void;
  #from: string | null = null;
  #to: string[] = [];
  #data: string[] | null = null;
  ended = false;

  constructor(keep: (mail: ReceivedMail) => void) {
    this.#keep = keep;
  }

  read(line: string): string | null {
    if (this.#data !== null) return this.#readData(this.#data, line);
    const [verb = '', ...rest] = line.split(' ');
    switch (verb.toUpperCase()) {
      case 'EHLO':
        return '250-mail.demo.example\r\n250 8BITMIME';
      case 'HELO':
        return '250 mail.demo.example';
      case 'MAIL':
        this.#reset();
        this.#from = pathIn(rest.join(' '));
        return '250 2.1.0 sender ok';
      case 'RCPT':
        if (this.#from === null) return '503 5.5.1 MAIL first';
        this.#to.push(pathIn(rest.join(' ')));
        return '250 2.1.5 recipient ok';
      case 'DATA':
        if (this.#to.length === 0) return '503 5.5.1 RCPT first';
        this.#data = [];
        return '354 go on, end with a dot';
      case 'RSET':
        this.#reset();
        return '250 2.0.0 ok';
      case 'NOOP':
        return '250 2.0.0 ok';
      case 'QUIT':
        this.ended = true;
        return '221 2.0.0 bye';
      default:
        return '502 5.5.2 not known here';
    }
  }

  // RFC 5321 section 4.5.2: a lone dot ends the message, a dot in front of a line's dot is taken off.
  #readData(lines: string[], line: string): string | null {
    if (line !== '.') {
      lines.push(line.startsWith('.') ? line.slice(1) : line);
      return null;
    }
    const data = Buffer.from(`${lines.join('\r\n')}\r\n`, 'latin1').toString('utf8');
    this.#keep({ from: this.#from ?? '', to: this.#to, data });
    this.#reset();
    return '250 2.0.0 taken';
  }

  #reset(): void {
    this.#from = null;
    this.#to = [];
    this.#data = null;
  }
}

function pathIn(argument: string): string {
  return /<([^>]*)>/.exec(argument)?.[1] ?? '';
}
