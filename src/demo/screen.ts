// What a person sees of the demo: numbered steps, 80 columns, colour on a terminal only.
import { styleText } from 'node:util';

const COLUMNS = 78;

type Style = Parameters<typeof styleText>[0];

export class Screen {
  readonly #stream: NodeJS.WriteStream;
  #step = 0;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  /** Begins the next numbered step. */
  step(title: string): void {
    this.#step += 1;
    this.#write('', this.#styled(['bold', 'cyan'], `${this.#step}  ${title}`), '');
  }

  /** A paragraph, wrapped. */
  say(text: string, indent = ''): void {
    this.#write(...wrapWords(text, COLUMNS, indent));
  }

  /** One line as it is. */
  line(text = '', style?: Style): void {
    this.#write(style === undefined ? text : this.#styled(style, text));
  }

  /** A label and what belongs to it, further lines under the first. */
  fact(label: string, text: string): void {
    const [first = '', ...rest] = wrapWords(text, COLUMNS - 13, '');
    this.#write(`${this.#styled('dim', `   ${label.padEnd(10)}`)}${first}`);
    for (const line of rest) this.#write(`${' '.repeat(13)}${line}`);
  }

  /** A remark under a line. */
  note(text: string): void {
    for (const line of wrapWords(text, COLUMNS, '       ')) this.line(line, 'dim');
  }

  /** Text of many lines behind a margin, such as a document that is quoted. */
  quote(text: string): void {
    const margin = this.#styled('dim', '|');
    for (const line of text.trimEnd().split('\n')) this.#write(line === '' ? margin : `${margin} ${line}`);
  }

  #styled(style: Style, text: string): string {
    return styleText(style, text, { stream: this.#stream });
  }

  #write(...lines: string[]): void {
    this.#stream.write(`${lines.join('\n')}\n`);
  }
}

/** Breaks at spaces; a word that is longer than a line, such as a path, stays whole. */
export function wrapWords(text: string, columns: number, indent: string): string[] {
  const lines: string[] = [];
  let line = indent;
  for (const word of text.split(/\s+/)) {
    if (line.trim() !== '' && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = indent;
    }
    line += line.trim() === '' ? word : ` ${word}`;
  }
  return [...lines, line];
}
