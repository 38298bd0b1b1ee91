// The thread that reads large bodies: one request in, one answer out, in order.
import { parentPort } from 'node:worker_threads';
import { type ReadRequest, readFeed } from './read-feed.ts';

export interface ReaderCall {
  readonly id: number;
  readonly request: ReadRequest;
}

const port = parentPort;

async function answerCall(call: ReaderCall): Promise<void> {
  const outcome = await readFeed(call.request);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
  port?.postMessage({ id: call.id, outcome });
}

port?.on('message', (call: ReaderCall) => {
  void answerCall(call);
});
