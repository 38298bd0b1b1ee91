// The thread that reads large bodies: one request in, one answer out, in order.
import { parentPort } from 'node:worker_threads';
import { type ReadRequest, readFeed } from './read-feed.ts';

export interface ReaderCall {
  readonly id: number;
  readonly request: ReadRequest;
}

parentPort?.on('message', (call: ReaderCall) => {
  void readFeed(call.request).then((outcome) => parentPort?.postMessage({ id: call.id, outcome }));
});
