// A thread of its own for the check of a backup, which reads the whole file: the daemon goes on meanwhile.
import { parentPort, workerData } from 'node:worker_threads';
import { finishCopy } from '../../store/inspect.ts';

const { path, backupAt } = workerData as { readonly path: string; readonly backupAt: number };
parentPort?.postMessage(finishCopy(path, backupAt), []);
