// Names of authors, from the forms feeds write them in: `Name`, `mail (Name)`, `Name <mail>`, `mail`.
import type { Element } from './strict.ts';

const MAIL = /[^\s()<>,;:"@]+@[^\s()<>,;:"]+/;
const MAILS = new RegExp(MAIL, 'g');

function clean(text: string): string {
  return text
    .replace(/<[^<>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

const MAX_PERSONS = 16;

/** `a@x.org (A), b@x.org (B)`: a comma or semicolon after which another address follows parts two persons. */
const NEXT_PERSON = /[,;] ?(?=[^,;]{0,80}[^\s()<>,;:"]@)/;

/** The names in a one-line form; an address where no name is given; null where there is neither. */
export function parsePerson(text: string): string | null {
  const line = text
    .slice(0, 1024)
    .replace(/^\s*mailto:/i, '')
    .replace(/\s+/g, ' ')
    .trim();
  const mails = line.match(MAILS)?.length ?? 0;
  if (mails === 0) return clean(line.replace(/^\(([^()]*)\)$/, '$1')) || null;
  if (mails === 1) return parseOne(line);
  const persons = line.split(NEXT_PERSON, MAX_PERSONS).map(parseOne);
  return [...new Set(persons)].filter((name) => name !== '').join(', ') || null;
}

function parseOne(line: string): string {
  const mail = MAIL.exec(line)?.[0];
  if (mail === undefined) return clean(line);
  const rest = line
    .replace(mail, ' ')
    .replace(/<\s*(?:mailto:)?\s*>/i, ' ')
    .replace(/\(\s*\)/, ' ')
    .replace(/\s+,/g, ',')
    .trim();
  const bracketed = /^\((.*)\)$/.exec(rest)?.[1];
  const name = clean((bracketed ?? rest).replace(/^["'\s,;:-]+|["'\s,;:-]+$/g, ''));
  return name === '' ? mail : name;
}

/** The name that an author element gives, in whichever form. */
export function personOf(element: Element): string | null {
  const named = element.attributes['p-name'] ?? element.attributes['p-title'] ?? element.attributes['name'];
  if (named !== undefined && clean(named) !== '') return parsePerson(named) ?? clean(named);
  const line = parsePerson(element.text);
  if (line !== null) return line;
  const mail = element.attributes['p-email'] ?? element.attributes['email'];
  if (mail !== undefined && clean(mail) !== '') return clean(mail);
  const address = element.attributes['p-uri'] ?? element.attributes['p-url'];
  return address === undefined || clean(address) === '' ? null : clean(address);
}

/** Whether a name is only an address, so that a better one may stand elsewhere. */
export function isBareMail(name: string): boolean {
  return name.includes('@') && !name.includes(' ');
}
