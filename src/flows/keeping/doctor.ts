// One page that says whether everything works, and what to do where it does not. Changes nothing, sends nothing but
// requests for a few feeds, and works without a network.
import { join } from 'node:path';
import { ConfigError, renderComplaint } from '../../config/complaint.ts';
import { dataFolder } from '../../config/files.ts';
import type { Environment } from '../../config/interpolate.ts';
import { loadSettings } from '../../config/load.ts';
import { loadTopic } from '../../config/topic.ts';
import { count } from '../../digest/wording.ts';
import type { Finding } from '../../model/finding.ts';
import type { Settings } from '../../model/settings.ts';
import { openTagger } from '../../tag/tagger.ts';
import { examineDatabase, examineDeliveries } from './doctor-database.ts';
import { examineBackupFolder, examineMachine } from './doctor-machine.ts';
import { chooseSample, examineChannel, examineFeeds, examineNames } from './doctor-network.ts';

export interface DoctorRequest {
  readonly config: string;
  readonly env: Environment;
  readonly now: number;
  /** How many feeds are tried. */
  readonly sample: number;
  /** Leave everything alone that needs a network. */
  readonly offline: boolean;
  /** Check every page of the database. */
  readonly deep: boolean;
}

/** Examines everything. Never throws for what it finds. */
export async function examine(request: DoctorRequest): Promise<Finding[]> {
  const { config, env, now } = request;
  const configuration = readSettings(config, env);
  if (!('settings' in configuration)) {
    return [...examineMachine(dataFolder(config, env), env, now), ...configuration.findings];
  }
  const { settings } = configuration;
  const database = join(settings.data, 'pactwatch.db');
  return [
    ...examineMachine(settings.data, env, now),
    ...examineBackupFolder(settings),
    ...configuration.findings,
    ...examineRules(settings),
    ...examineDatabase(database, settings, now, request.deep),
    ...(await examineOutside(settings, database, request)),
  ];
}

/** Whether something is wrong; warnings and what could not be tried are not. */
export function isWrong(findings: readonly Finding[]): boolean {
  return findings.some(({ state }) => state === 'wrong');
}

async function examineOutside(
  settings: Settings,
  database: string,
  request: DoctorRequest,
): Promise<Finding[]> {
  const sample = chooseSample(settings.feeds, request.sample);
  const names = request.offline
    ? {
        online: false,
        findings: [
          {
            area: 'network',
            subject: 'DNS',
            state: 'unknown',
            found: 'not tried, as you asked',
            advice: null,
          },
        ] as const,
      }
    : await examineNames(sample);
  const feeds = await examineFeeds(sample, settings, names.online);
  const deliveries = examineDeliveries(database, request.now);
  const channels = await Promise.all(
    Object.entries(settings.channels).map(async ([name, channel]) => {
      const reached = await examineChannel(name, channel, names.online);
      const state = deliveries.get(name);
      return state === undefined || state.state === 'ok' || reached.state === 'wrong'
        ? reached
        : { ...reached, ...state };
    }),
  );
  return [...names.findings, ...feeds, ...channels];
}

function readSettings(
  config: string,
  env: Environment,
): { settings: Settings; findings: Finding[] } | { findings: Finding[] } {
  try {
    const settings = loadSettings(config, env);
    const on = settings.feeds.filter(({ enabled }) => enabled).length;
    const { digests, alerts, channels } = settings;
    const found = `${config}: ${on} of ${settings.feeds.length} feeds on, ${count(digests.length, 'digest')}, ${count(alerts.length, 'alert')}, ${count(Object.keys(channels).length, 'channel')}`;
    const findings: Finding[] = [
      { area: 'configuration', subject: 'file', state: 'ok', found, advice: null },
    ];
    if (on === 0)
      findings.push({
        area: 'configuration',
        subject: 'feeds',
        state: 'warning',
        found: 'no feed is on',
        advice: 'Set `enabled: true` for a feed or a group.',
      });
    if (digests.length + alerts.length === 0)
      findings.push({
        area: 'configuration',
        subject: 'digests',
        state: 'warning',
        found: 'nobody is told anything',
        advice: 'Add an entry under `digests`.',
      });
    return { settings, findings };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const findings = error.complaints.map((complaint): Finding => {
      const found = renderComplaint(complaint);
      return {
        area: 'configuration',
        subject: 'file',
        state: 'wrong',
        found,
        advice: 'Mend it, then: pactwatch check',
      };
    });
    return { findings };
  }
}

function examineRules(settings: Settings): Finding[] {
  const base = { area: 'rules', subject: 'topic' } as const;
  const topic = loadTopic(settings.topicFile);
  if (!topic.ok)
    return topic.failure.map((complaint) => ({
      ...base,
      state: 'wrong',
      found: renderComplaint(complaint),
      advice: 'Mend it, then: pactwatch rules lint',
    }));
  const tagger = openTagger(topic.value.definition);
  if (!tagger.ok) {
    const faults = tagger.failure.map(({ path, message }) => `${path.join('.')}: ${message}`);
    const found = `${settings.topicFile}: ${faults.slice(0, 3).join('; ')}`;
    return [{ ...base, state: 'wrong', found, advice: 'See all: pactwatch rules lint' }];
  }
  const { meta, ruleVersion } = tagger.value;
  return [
    {
      ...base,
      state: 'ok',
      found: `${meta.name}: ${meta.topics.length} topics, version ${ruleVersion}`,
      advice: null,
    },
  ];
}
