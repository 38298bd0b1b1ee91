#!/usr/bin/env node
// Plain JavaScript that any Node can read: says in words what an old one could only say with a stack trace.
import { accessSync, constants } from 'node:fs';
import nodeModule from 'node:module';
import { fileURLToPath } from 'node:url';

const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write(
    `Pactwatch needs Node.js 24 or later; this is ${process.version}.\n` +
      'Run it through npm in its folder (npm start, npm run demo, npx pactwatch), which uses the Node.js that `npm ci` installed,\n' +
      'or install Node.js 24 where no such package exists for this machine.\n',
  );
  process.exit(1);
}
// What Node.js makes of the sources is kept beside the packages where that may be written: later starts take two thirds of
// the time. Where NODE_COMPILE_CACHE is set, Node.js has seen to it.
try {
  const packages = fileURLToPath(new URL('../node_modules', import.meta.url));
  accessSync(packages, constants.W_OK);
  nodeModule.enableCompileCache(`${packages}/.cache/pactwatch`);
} catch {
  // Read-only: compiled anew at each start.
}
// Names are looked up in the threads that also unfold bodies: with the usual four, four dead name servers stop all polls.
process.env.UV_THREADPOOL_SIZE ??= '16';
await import('./main.ts');
