// Reads bodies without ever holding the event loop: small ones here, large ones in threads that are bounded in
// memory and time. A thread that takes too long or runs out of memory is ended and replaced.
import { Worker } from 'node:worker_threads';
import { fail, type Result } from '../../lib/result.ts';
import type { ParseFailure } from '../../model/failure.ts';
import type { ReadFeed } from '../../model/item.ts';
import { type ReadRequest, readFeed } from './read-feed.ts';

export interface ReaderPoolOptions {
  /** Threads at most; started when first needed. */
  readonly workers: number;
  /** Longest time for one document; default 15 s. */
  readonly deadlineMs?: number;
  /** Heap of one thread in MB; default 256. */
  readonly memoryMb?: number;
  /** Bodies up to this size, with few tags, are read on the calling thread; default 32 KiB, 256 KiB where memory is scarce. */
  readonly smallBytes?: number;
  /** A thread that read nothing for so long is ended, with its memory; default 10 s. */
  readonly idleMs?: number;
}

export type ReadOutcome = Result<ReadFeed, ParseFailure>;

export interface ReaderPool {
  /** Reads one body. Rejects only when `signal` aborts or the pool is closed. */
  read(request: ReadRequest, signal?: AbortSignal): Promise<ReadOutcome>;
  /** Ends all threads; what is under way rejects. */
  close(): Promise<void>;
}

interface Task {
  readonly request: ReadRequest;
  readonly settle: (outcome: ReadOutcome) => void;
  readonly reject: (reason: unknown) => void;
  isDone: boolean;
}

interface Seat {
  worker: Worker | null;
  task: Task | null;
  /** Ends what takes too long, or the thread that has nothing to do. */
  timer: NodeJS.Timeout | null;
}

/** Tags and objects of a document that is read on the calling thread, at most. */
const QUICK_MARKS = 2_000;
const LESS_THAN = 0x3c;
const BRACE = 0x7b;

/** What a thread allocates between two collections of its short-lived objects; more costs memory and gains little. */
const YOUNG_MB = 6;

/** Opens a pool. Threads keep the process alive only while they read. */
export function openReaderPool(options: ReaderPoolOptions): ReaderPool {
  return new ThreadPool(options);
}

class ThreadPool implements ReaderPool {
  readonly #seats: Seat[];
  readonly #queue: Task[] = [];
  readonly #deadlineMs: number;
  readonly #memoryMb: number;
  readonly #smallBytes: number;
  readonly #idleMs: number;
  #isClosed = false;
  #serial = 0;

  constructor(options: ReaderPoolOptions) {
    this.#seats = Array.from({ length: Math.max(1, options.workers) }, () => ({
      worker: null,
      task: null,
      timer: null,
    }));
    this.#deadlineMs = options.deadlineMs ?? 15_000;
    this.#memoryMb = options.memoryMb ?? 256;
    this.#smallBytes = options.smallBytes ?? (isMemoryScarce() ? 256 : 32) * 1024;
    this.#idleMs = options.idleMs ?? 10_000;
  }

  read(request: ReadRequest, signal?: AbortSignal): Promise<ReadOutcome> {
    if (this.#isClosed) return Promise.reject(new Error('the reader pool is closed'));
    if (signal?.aborted === true) return Promise.reject(signal.reason);
    if (this.#isQuick(request.body)) return readFeed(request);
    return new Promise((resolve, reject) => {
      const task: Task = { request, settle: resolve, reject, isDone: false };
      signal?.addEventListener('abort', () => this.#abandon(task, signal.reason), { once: true });
      this.#queue.push(task);
      this.#next();
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const reason = new Error('the reader pool is closed');
    for (const task of this.#queue.splice(0)) this.#finish(task, () => task.reject(reason));
    await Promise.all(
      this.#seats.map(async (seat) => {
        const { task, worker } = seat;
        this.#clear(seat);
        seat.worker = null;
        if (task !== null) this.#finish(task, () => task.reject(reason));
        await worker?.terminate();
      }),
    );
  }

  // What costs time is not only size: 32 KiB hold 2,000 items.
  #isQuick(body: Uint8Array): boolean {
    if (body.length > this.#smallBytes || isCompressed(body)) return false;
    const most = Math.max(QUICK_MARKS, this.#smallBytes / 40);
    let marks = 0;
    for (const byte of body) if (byte === LESS_THAN || byte === BRACE) marks += 1;
    return marks <= most;
  }

  #abandon(task: Task, reason: unknown): void {
    const waiting = this.#queue.indexOf(task);
    if (waiting >= 0) this.#queue.splice(waiting, 1);
    // A thread that already reads it goes on to its end or deadline; nobody waits for it.
    this.#finish(task, () => task.reject(reason));
  }

  #finish(task: Task, settle: () => void): void {
    if (task.isDone) return;
    task.isDone = true;
    settle();
  }

  #next(): void {
    if (this.#isClosed) return;
    // A thread that runs is taken before one that would have to be started.
    const idle = this.#seats.filter((one) => one.task === null);
    const seat = idle.find(({ worker }) => worker !== null) ?? idle[0];
    const task = seat === undefined ? undefined : this.#queue.shift();
    if (seat === undefined || task === undefined) return;
    this.#clear(seat);
    seat.task = task;
    const worker = seat.worker ?? this.#start(seat);
    worker.ref();
    seat.timer = setTimeout(
      () => this.#end(seat, 'too-slow', `not read within ${this.#deadlineMs} ms`),
      this.#deadlineMs,
    );
    this.#serial += 1;
    // A copy with memory of its own: the caller keeps its body (a Buffer may lie in a shared pool).
    const body = new Uint8Array(task.request.body);
    worker.postMessage({ id: this.#serial, request: { ...task.request, body } }, [body.buffer]);
  }

  #start(seat: Seat): Worker {
    const worker = new Worker(new URL('./reader-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: this.#memoryMb, maxYoungGenerationSizeMb: YOUNG_MB },
    });
    seat.worker = worker;
    worker.on('message', (answer: { outcome: ReadOutcome }) => {
      const { task } = seat;
      this.#clear(seat);
      worker.unref();
      if (task !== null) this.#finish(task, () => task.settle(answer.outcome));
      this.#next();
      if (seat.task === null) this.#endWhenIdle(seat);
    });
    worker.on('error', (error: Error & { code?: string }) => {
      if (seat.worker !== worker) return;
      const isMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      this.#end(
        seat,
        'hostile',
        isMemory ? `needs more than ${this.#memoryMb} MB to read` : `the reader failed: ${error.message}`,
      );
    });
    return worker;
  }

  #endWhenIdle(seat: Seat): void {
    const end = (): void => {
      const { worker } = seat;
      this.#clear(seat);
      seat.worker = null;
      void worker?.terminate();
    };
    seat.timer = setTimeout(end, this.#idleMs).unref();
  }

  /** Gives up on what a seat reads, and on its thread. */
  #end(seat: Seat, code: ParseFailure['code'], detail: string): void {
    const { task, worker } = seat;
    this.#clear(seat);
    seat.worker = null;
    void worker?.terminate();
    if (task !== null) this.#finish(task, () => task.settle(fail({ code, detail })));
    this.#next();
  }

  #clear(seat: Seat): void {
    if (seat.timer !== null) clearTimeout(seat.timer);
    seat.timer = null;
    seat.task = null;
  }
}

/** Whether a container allows less than 192 MB: a thread of its own costs 25 MB, reading 256 KiB here 0.1 s. */
function isMemoryScarce(): boolean {
  const bytes = process.constrainedMemory();
  return bytes > 0 && bytes < 192 * 1024 * 1024;
}

/** A small body that unfolds may be a large one. */
function isCompressed(body: Uint8Array): boolean {
  const [first, second] = body;
  return (first === 0x1f && second === 0x8b) || (first === 0x28 && second === 0xb5) || first === 0x78;
}
