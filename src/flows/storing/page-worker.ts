// The thread that finds the article on a page: one request in, one answer out, in order.
import { parentPort } from 'node:worker_threads';
import { type PageRequest, readPage } from './read-page.ts';

const port = parentPort;
port?.on('message', (request: PageRequest) => {
  const outcome = readPage(request);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
  port.postMessage(outcome);
});
