// One life of the daemon for the crash test: poll, write digests, deliver, with a clock of its own; ends itself by SIGKILL
// at the given step. argv: configuration, instant (epoch ms), number of the step to die at (0: live to the end).
import { writeSync } from 'node:fs';
import { openApp } from '../../../src/app.ts';
import { loadSettings } from '../../../src/config/load.ts';
import { openObservation } from '../../../src/observe/open.ts';

const [config = '', at = '0', dieAt = '0'] = process.argv.slice(2);
const settings = loadSettings(config, process.env);
let steps = 0;
const hooks = {
  at: (step: string): void => {
    steps++;
    if (steps !== Number(dieAt)) return;
    writeSync(1, `died ${step}\n`);
    process.kill(process.pid, 'SIGKILL');
  },
};
const startedAt = Date.now();
const clock = { now: () => Number(at) + (Date.now() - startedAt) };
const observation = openObservation({ settings, level: 'error', fd: 2 });
const app = await openApp(settings, { ...observation, clock, hooks, random: () => 0 });
const { signal } = new AbortController();
await app.pollFeeds(settings.feeds, signal);
app.writeDigests();
await app.drain(signal);
await app.close();
writeSync(1, `lived ${steps}\n`);
