// Events of the process, its configuration and its upkeep.
import type { EventSpec } from './event-spec.ts';

export const LIFE = {
  'app.started': {
    level: 'info',
    meaning: 'The process has read its configuration and opens its rooms.',
    fields: {
      pactwatch: 'version of Pactwatch',
      node: 'version of Node.js',
      config: 'configuration file',
      feeds: 'feeds that are on',
      digests: 'digests configured',
      channels: 'channels configured',
    },
  },
  'app.ready': {
    level: 'info',
    meaning: 'The database is open, the first tick follows.',
    fields: { elapsed_ms: 'since the process started' },
  },
  'app.stopping': {
    level: 'info',
    meaning: 'A signal asks for the end; work in flight is finished.',
    fields: { signal: 'name of the signal' },
  },
  'app.stopped': {
    level: 'info',
    meaning: 'Everything is closed.',
    fields: { elapsed_ms: 'time the stop took' },
  },
  'app.failed': {
    level: 'fatal',
    meaning: 'A fault in Pactwatch itself ends the process; nothing that was stored is lost.',
    fields: { detail: 'message and stack' },
  },
  'config.rejected': {
    level: 'error',
    meaning: 'A changed configuration is wrong; the one in force stays.',
    fields: { complaints: 'all complaints' },
  },
  'config.mended': {
    level: 'info',
    meaning: 'The files that were rejected are right again, and what they say is already in force.',
    fields: { config: 'configuration file' },
  },
  'config.reloaded': {
    level: 'info',
    meaning: 'A changed configuration is in force.',
    fields: { changes: 'what differs' },
  },
  'db.opened': {
    level: 'info',
    meaning: 'The database is open.',
    fields: { path: 'its file', size_bytes: 'its size', migrations: 'migrations applied now' },
  },
  'db.full': {
    level: 'error',
    meaning:
      'The disk is full: make room. Nothing is stored until then and nothing is marked as read. Logged at the 1st, 2nd, 4th, 8th … failure.',
    fields: { path: 'database file', failures: 'how often a job met it' },
  },
  'db.unwritable': {
    level: 'error',
    meaning:
      'The database cannot be written: see whether its volume was made read-only or its disk fails, and mend that; restart where the volume was mounted anew. Nothing is stored until then and nothing is marked as read. Logged at the 1st, 2nd, 4th, 8th … failure.',
    fields: { path: 'database file', code: 'what SQLite says', failures: 'how often a job met it' },
  },
  'db.writable': {
    level: 'info',
    meaning: 'There is room again, or the volume can be written, and every job writes.',
    fields: { path: 'database file', failures: 'how often a job had met the trouble' },
  },
  'topic.loaded': {
    level: 'info',
    meaning: 'The rules are compiled.',
    fields: { file: 'topic file', rules: 'rule version' },
  },
  'topic.rejected': {
    level: 'error',
    meaning: 'A changed topic file is wrong; the rules and the configuration in force stay.',
    fields: { complaints: 'all complaints' },
  },
  'topic.retagged': {
    level: 'info',
    meaning: 'Stored items were tagged again under new rules; nobody is notified.',
    fields: { items: 'items looked at', changed: 'verdicts that differ', rules: 'rule version' },
  },
  'tick.overlap': {
    level: 'warn',
    meaning: 'A tick found its forerunner still at work and was left out.',
    fields: { job: 'name of the job', running_ms: 'how long the forerunner runs' },
  },
  'job.failed': {
    level: 'error',
    meaning:
      'A job of the daemon failed and will be tried at its next tick. Logged at the 1st, 2nd, 4th, 8th … failure in a row.',
    fields: { job: 'name of the job', detail: 'message and stack', failures: 'failures in a row' },
  },
  'job.recovered': {
    level: 'info',
    meaning: 'A job that failed went well again.',
    fields: { job: 'name of the job', failures: 'failures before' },
  },
} as const satisfies Record<string, EventSpec>;

export const UPKEEP = {
  'retention.swept': {
    level: 'info',
    meaning: 'Old bodies, items and poll logs were removed; identity keys stay.',
    fields: {
      items: 'items removed',
      bodies: 'bodies removed',
      polls: 'poll log rows removed',
      elapsed_ms: 'length',
    },
  },
  'backup.written': {
    level: 'info',
    meaning: 'A backup was written and verified.',
    fields: { path: 'its file', size_bytes: 'its size', items: 'items counted in it', elapsed_ms: 'length' },
  },
  'backup.failed': {
    level: 'error',
    meaning: 'A backup could not be written or verified.',
    fields: { path: 'its file', detail: 'what happened' },
  },
  'health.changed': {
    level: 'warn',
    meaning: 'The verdict about the work changed.',
    fields: { from: 'former verdict', to: 'verdict now', detail: 'what is wrong' },
  },
  'ping.failed': {
    level: 'warn',
    meaning: 'The dead-man address did not answer.',
    fields: { detail: 'what happened' },
  },
  'web.listening': { level: 'info', meaning: 'The pages can be opened.', fields: { address: 'where' } },
  'web.failed': {
    level: 'error',
    meaning: 'A page could not be rendered; the visitor was told so.',
    fields: { path: 'which page', detail: 'message and stack' },
  },
} as const satisfies Record<string, EventSpec>;
