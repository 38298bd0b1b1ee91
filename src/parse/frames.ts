// The elements that are open outside of fields: channel, item, containers, and what is skipped.
import { MAX_DEPTH } from './limits.ts';

/**
 * `group`: children belong to the element around it. `loose`: they do where it has none of its own. `skip`: they belong
 * to nothing.
 */
export type Role = 'root' | 'channel' | 'item' | 'group' | 'loose' | 'skip';

export type Attributes = ReadonlyMap<string, string>;

/** An element that opens outside of a field. */
export interface Opening {
  readonly name: string;
  readonly key: string;
  readonly attributes: Attributes;
  readonly base: string | null;
  readonly selfClosing: boolean;
  /** Name as it stands in the document. */
  readonly sourceName: string;
  readonly at: number;
}

export interface Frame {
  readonly rawName: string;
  readonly role: Role;
  /** The base address in force inside. */
  readonly base: string | null;
}

export class Frames {
  readonly #frames: Frame[] = [];
  #itemAt = -1;
  #skipAt = -1;
  #looseAt = -1;
  #tooDeep = 0;

  get depth(): number {
    return this.#frames.length;
  }

  /** Index of the open item, or -1. */
  get itemAt(): number {
    return this.#itemAt;
  }

  get isInItem(): boolean {
    return this.#itemAt >= 0;
  }

  get isSkipping(): boolean {
    return this.#skipAt >= 0;
  }

  /** Whether what is found now only counts where the item or channel has none of its own. */
  get isLoose(): boolean {
    return this.#looseAt > this.#itemAt;
  }

  /** Whether something inside the open item is being skipped. */
  get isSkippingInItem(): boolean {
    return this.#itemAt >= 0 && this.#skipAt > this.#itemAt;
  }

  get hasChannel(): boolean {
    return this.#frames.some((frame) => frame.role === 'channel');
  }

  /** Name of the open item, as its closing tag says it. */
  get itemName(): string | undefined {
    return this.#frames[this.#itemAt]?.rawName;
  }

  /** The base inside the innermost element; undefined where nothing is open. */
  get base(): string | null | undefined {
    return this.#frames.at(-1)?.base;
  }

  /** Opens an element. False where it is too deep: then it is counted, not kept. */
  push(frame: Frame): boolean {
    if (this.#frames.length >= MAX_DEPTH && frame.role !== 'item') {
      this.#tooDeep += 1;
      return false;
    }
    if (frame.role === 'item') this.#itemAt = this.#frames.length;
    if (frame.role === 'skip' && this.#skipAt < 0) this.#skipAt = this.#frames.length;
    if (frame.role === 'loose' && this.#looseAt <= this.#itemAt) this.#looseAt = this.#frames.length;
    this.#frames.push(frame);
    return true;
  }

  /** Index of the innermost element of that name, or -1. */
  find(rawName: string): number {
    return this.#frames.findLastIndex((frame) => frame.rawName === rawName);
  }

  /** Takes a closing tag that matches no kept element: true where it closes one that was too deep. */
  closeTooDeep(): boolean {
    if (this.#tooDeep === 0) return false;
    this.#tooDeep -= 1;
    return true;
  }

  /** Closes the element at `index` and all inside it. True where the item was among them. */
  popTo(index: number): boolean {
    const endsItem = this.#itemAt >= index && this.#itemAt >= 0;
    if (endsItem) this.#itemAt = -1;
    if (this.#skipAt >= index) this.#skipAt = -1;
    if (this.#looseAt >= index) this.#looseAt = -1;
    this.#frames.length = index;
    this.#tooDeep = 0;
    return endsItem;
  }
}
