#!/usr/bin/env node
// Plain JavaScript that any Node can read: says in words what an old one could only say with a stack trace.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write(
    `Pactwatch needs Node.js 24 or later; this is ${process.version}.\n` +
      'Run it through npm in its folder (npm start, npm run demo, npx pactwatch), which uses the Node.js that `npm ci` installed,\n' +
      'or install Node.js 24 where no such package exists for this machine.\n',
  );
  process.exit(1);
}
await import('./main.ts');
