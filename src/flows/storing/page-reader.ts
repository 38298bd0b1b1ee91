// Reads article pages in a thread of its own, bounded in memory and time, one after the other. A thread that takes too
// long or runs out of memory is ended, and the next page gets a new one.
import { Worker } from 'node:worker_threads';
import { fail } from '../../lib/result.ts';
import type { PageOutcome, PageRequest } from './read-page.ts';

export interface PageReaderOptions {
  /** Longest time for one page; default 10 s. */
  readonly deadlineMs?: number;
  /** Heap of the thread in MB; default 192. */
  readonly memoryMb?: number;
}

/** A reader of pages; the thread is started at the first page and ended by `close`. */
export class PageReader {
  readonly #deadlineMs: number;
  readonly #memoryMb: number;
  #worker: Worker | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: PageReaderOptions = {}) {
    this.#deadlineMs = options.deadlineMs ?? 10_000;
    this.#memoryMb = options.memoryMb ?? 192;
  }

  /** Finds the article on a page. Never rejects: a page that cannot be read is a failure with a reason. */
  read(request: PageRequest): Promise<PageOutcome> {
    const answer = this.#last.then(() => this.#readNow(request));
    this.#last = answer;
    return answer;
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
    this.#worker = null;
  }

  #readNow(request: PageRequest): Promise<PageOutcome> {
    const worker = (this.#worker ??= this.#start());
    const { promise, resolve } = Promise.withResolvers<PageOutcome>();
    const give = (code: 'too-slow' | 'hostile', detail: string): void => {
      this.#worker = null;
      void worker.terminate();
      resolve(fail({ code, detail }));
    };
    const onMessage = (outcome: PageOutcome): void => resolve(outcome);
    const onError = (error: Error & { code?: string }): void => give('hostile', this.#explain(error));
    const onExit = (): void => give('hostile', 'the reader ended');
    const onDeadline = (): void => give('too-slow', `not read within ${this.#deadlineMs} ms`);
    const timer = setTimeout(onDeadline, this.#deadlineMs);
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    // A copy with memory of its own, which the thread takes over.
    const body = new Uint8Array(request.body);
    worker.postMessage({ ...request, body }, [body.buffer]);
    return promise.finally(() => {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
    });
  }

  #explain(error: Error & { code?: string }): string {
    return error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      ? `needs more than ${this.#memoryMb} MB to read`
      : `the reader failed: ${error.message}`;
  }

  #start(): Worker {
    const worker = new Worker(new URL('./page-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: this.#memoryMb, maxYoungGenerationSizeMb: 32 },
    });
    return worker.on('error', () => {}); // what a thread says while it is being ended
  }
}
