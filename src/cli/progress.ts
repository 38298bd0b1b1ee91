// One line on the terminal that says how far a long command is; nothing at all where standard error is no terminal.

const REDRAW_MS = 100;

export interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** A line that is drawn again and again on a terminal and gone at the end. */
export class Progress {
  readonly #terminal: Terminal;
  readonly #isOn: boolean;
  #drawnAt = -Infinity;

  /** `quiet`: say nothing though it is a terminal, such as where the data goes to the same screen. */
  constructor(terminal: Terminal = process.stderr, quiet = false) {
    this.#terminal = terminal;
    this.#isOn = terminal.isTTY === true && !quiet;
  }

  /** Says `what` with the count, at most ten times a second. `total` null: it is not known. */
  show(what: string, count: number, total: number | null = null): void {
    const now = performance.now();
    if (!this.#isOn || (now - this.#drawnAt < REDRAW_MS && count !== total)) return;
    this.#drawnAt = now;
    const share = total === null || total === 0 ? '' : ` ${Math.floor((100 * count) / total)} %`;
    const counted = total === null ? number(count) : `${number(count)} of ${number(total)}${share}`;
    this.#terminal.write(`\r\x1b[K${`${counted} ${what}`.slice(0, (this.#terminal.columns ?? 80) - 1)}`);
  }

  /** Says what goes on where nothing can be counted. */
  say(what: string): void {
    if (!this.#isOn) return;
    this.#drawnAt = performance.now();
    this.#terminal.write(`\r\x1b[K${what.slice(0, (this.#terminal.columns ?? 80) - 1)}`);
  }

  /** Puts a whole line above the progress. */
  line(text: string): void {
    if (this.#isOn) this.#terminal.write(`\r\x1b[K${text}\n`);
  }

  /** Takes the line away. */
  end(): void {
    if (this.#isOn && this.#drawnAt > -Infinity) this.#terminal.write('\r\x1b[K');
  }
}

function number(value: number): string {
  return value.toLocaleString('en').replaceAll(',', ' ');
}
