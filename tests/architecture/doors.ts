// The floor plan as data: which room may open which door, and which packages belong to which room.
// Deny by default: what is not listed is an error. src/README.md draws the same plan for people.

/** Rooms that know no other room: they speak through the nouns of `model`. */
const STAGES = [
  'schedule',
  'net',
  'fetch',
  'decode',
  'parse',
  'normalise',
  'identity',
  'story',
  'tag',
  'store',
  'digest',
  'outbox',
  'deliver',
];

/** Every room with the rooms it may import; `model` and `lib` are open to all but themselves. */
export const DOORS: Readonly<Record<string, readonly string[]>> = {
  model: ['lib'],
  lib: [],
  schedule: [],
  net: [],
  fetch: ['net'],
  decode: [],
  parse: [],
  normalise: [],
  identity: [],
  story: [],
  tag: [],
  store: [],
  digest: [],
  outbox: [],
  deliver: ['net'],
  observe: [],
  // The configuration asks the calendar whether a schedule can fall due, and the net whether a network can be read.
  config: ['schedule', 'net'],
  web: ['store', 'observe', 'digest'],
  flows: [...STAGES, 'config', 'observe'],
  demo: ['app', 'flows', 'config', 'observe'],
  cli: ['app', 'daemon', 'demo', 'flows', 'config', 'observe'],
  daemon: ['app', 'serve-pages', 'flows', 'config', 'observe', 'schedule'],
  'serve-pages': ['app', 'fetch', 'flows', 'observe', 'outbox', 'store', 'web'],
  app: [...STAGES, 'config', 'observe', 'flows'],
  main: ['cli'],
};

/** Which packages and which parts of Node a room may use. Pure rooms have none that touches the world. */
export const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  model: [],
  lib: ['node:crypto', 'node:fs', 'node:util'],
  schedule: ['node-cron'],
  net: ['undici', 'ipaddr.js', 'node:buffer', 'node:dns', 'node:net', 'node:zlib'],
  fetch: ['node:fs/promises', 'node:url'],
  decode: ['@exodus/bytes', 'node:buffer', 'node:zlib'],
  parse: ['rss-parser', 'htmlparser2', 'entities'],
  // node:module only loads eld when a text first needs it.
  // node:fs reads the tables of the language detector out of its package.
  normalise: ['eld', 'entities', 'htmlparser2', 'node:fs', 'node:module', 'node:url'],
  identity: ['node:crypto'],
  story: [],
  tag: [],
  store: ['better-sqlite3', 'node:fs', 'node:path', 'node:url', 'node:crypto'],
  digest: [],
  outbox: ['node:crypto'],
  deliver: ['nodemailer', 'node:fs', 'node:fs/promises', 'node:path', 'node:crypto', 'node:timers/promises'],
  observe: ['pino', 'prom-client', 'node:fs', 'node:path'],
  config: ['yaml', 'zod', 'node:fs', 'node:path', 'node:url', 'node:crypto'],
  web: ['node:http', 'node:net', 'node:crypto', 'node:fs', 'node:url', 'node:zlib'],
  flows: [
    'node:crypto',
    'node:fs',
    'node:fs/promises',
    'node:path',
    'node:readline',
    'node:stream',
    'node:url',
    'node:timers/promises',
    'node:worker_threads',
    'node:dns/promises',
    'node:os',
    'better-sqlite3',
    'htmlparser2',
    'zod',
    '@mozilla/readability',
    'linkedom',
    'yaml',
  ],
  demo: [
    'zod',
    'node:util',
    'node:crypto',
    'node:fs',
    'node:fs/promises',
    'node:http',
    'node:net',
    'node:os',
    'node:path',
    'node:url',
    'yaml',
    '@exodus/bytes',
    'node:timers/promises',
  ],
  cli: [
    'commander',
    'node:fs',
    'node:fs/promises',
    'node:path',
    'node:url',
    'node:readline',
    'node:stream',
    'node:os',
    'node:events',
    'node:timers/promises',
    'node:crypto',
    'node:v8',
  ],
  daemon: [],
  'serve-pages': ['node:crypto'],
  app: ['node:path'],
  main: [],
};

/** Files that gather what belongs nowhere. */
export const GRAB_BAGS = /(?:^|\/)(?:utils?|helpers?|common|types|index|shared|constants|misc)\.[cm]?[jt]s$/;

/** Rooms without a clock, randomness, log or I/O of their own. */
export const PURE_ROOMS = [
  'decode',
  'parse',
  'normalise',
  'identity',
  'story',
  'tag',
  'digest',
  'outbox',
  'model',
];
export const IMPURE =
  /\b(?:Date\.now\(|new Date\(\)|Math\.random\(|process\.|console\.|setTimeout\(|setInterval\(|fetch\()/;
