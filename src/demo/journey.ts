// The script of the demo: the daemon's own code polls, tags, writes and delivers, and every step is shown.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RoundSummary } from '../flows/polling/poll-round.ts';
import type { DigestDocument } from '../model/digest.ts';
import type { Verdict } from '../model/verdict.ts';
import type { Round } from './outlet.ts';
import { type Followed, PollView } from './poll-view.ts';
import type { Screen } from './screen.ts';
import { openStage, type Stage } from './stage.ts';
import { verifyCall } from './webhook-receiver.ts';

export interface DemoSummary {
  readonly folder: string;
  readonly elapsed_ms: number;
  readonly rounds: readonly RoundSummary[];
  readonly digest: {
    readonly id: string;
    readonly stories: number;
    readonly items: number;
    readonly languages: readonly string[];
    readonly files: readonly string[];
  };
  readonly mail: { readonly to: readonly string[]; readonly subject: string; readonly bytes: number };
  readonly webhook: { readonly id: string; readonly verified: boolean; readonly forgery_refused: boolean };
}

/** A step did not do what the demo promises: the message says which. */
export class DemoFailure extends Error {}

/** Runs the whole journey and returns what came of it. Throws DemoFailure or WorkspaceError where it cannot. */
export async function runDemo(out: string | null, screen: Screen): Promise<DemoSummary> {
  const startedAt = Date.now();
  const stage = await openStage(out);
  try {
    introduce(screen);
    tellStage(screen, stage);
    const view = new PollView(screen);
    const rounds = [await playRound(screen, stage, view, 1), await playRound(screen, stage, view, 2)];
    tellReasons(screen, view.followed);
    const document = writeDigest(screen, stage);
    await stage.app.drain(new AbortController().signal);
    const delivered = tellDeliveries(screen, stage);
    const files = readdirSync(stage.workspace.digests).sort();
    showDigest(screen, stage, files);
    tellPlaces(screen, stage, files, Date.now() - startedAt);
    const receipt = document.receipt;
    return {
      folder: stage.workspace.folder,
      elapsed_ms: Date.now() - startedAt,
      rounds,
      digest: {
        id: document.id,
        stories: receipt?.items.shown ?? 0,
        items: receipt?.items.matched ?? 0,
        languages: languagesOf(document),
        files: files.map((name) => join(stage.workspace.digests, name)),
      },
      ...delivered,
    };
  } finally {
    await stage.close();
  }
}

function introduce(screen: Screen): void {
  screen.line('PACTWATCH DEMO: the whole journey, offline', 'bold');
  screen.line('Sample news, invented: no outlet below exists, and nobody reported this.', 'yellow');
  screen.line();
  screen.say(
    'Pactwatch watches news feeds for one subject: military cooperation between North Korea and Russia. It ' +
      'polls outlets in many languages, stores every item once, tags what is on the subject and says why, ' +
      'gathers reports of one event into a story, and sends a digest by e-mail, webhook or into a folder. ' +
      'This run does all of it with the code of the daemon; only the outlets and the receivers are played by ' +
      'this machine, and the hours between the steps are skipped.',
  );
}

function tellStage(screen: Screen, { app, feeds, mail, hook, workspace, times }: Stage): void {
  const { settings } = app;
  screen.step('Start: a configuration, a database, two receivers');
  const channels = Object.keys(settings.channels);
  screen.fact('config', workspace.config);
  screen.fact('', `${settings.feeds.length} feeds, channels ${channels.join(', ')}, one digest a day`);
  screen.fact('outlets', `http://127.0.0.1:${feeds.port}/OUTLET/feed.xml`);
  screen.fact('receivers', `smtp://127.0.0.1:${mail.port} and http://127.0.0.1:${hook.port}/hook`);
  screen.fact('clock', `set to ${timeOf(times[1])}; it will jump to ${timeOf(times[2])}`);
}

async function playRound(screen: Screen, stage: Stage, view: PollView, round: Round): Promise<RoundSummary> {
  const { app, clock, feeds, times } = stage;
  feeds.enterRound(round);
  if (round === 2) clock.set(times[2]);
  const title = round === 1 ? 'First poll round' : 'Second poll round, only what is new';
  screen.step(`${title} (${timeOf(times[round])})`);
  view.begin(app.settings.feeds);
  const summary = await app.pollDue(new AbortController().signal, (polled) => view.show(polled));
  view.end(summary, round === 1);
  return summary;
}

function tellReasons(screen: Screen, followed: readonly Followed[]): void {
  screen.step('Why one item is on the subject and another is not');
  for (const { outlet, title, verdict } of followed) {
    screen.line(`   ${outlet}: ${title}`, 'bold');
    const { relevant, score, topics } = verdict;
    screen.fact(
      'verdict',
      relevant ? `on the subject, score ${score}` : `not on the subject, score ${score}`,
    );
    if (topics.length > 0) screen.fact('topics', topics.join(', '));
    for (const [index, reason] of reasonsOf(verdict).entries())
      screen.line(`   ${(index === 0 ? 'because' : '').padEnd(10)}${reason}`.slice(0, 79));
    screen.line();
  }
  screen.say('The same for any text: npm run pactwatch -- explain --text "..."', '   ');
}

/** The rules that spoke, strongest first, each with the words it found. */
function reasonsOf(verdict: Verdict): string[] {
  const rules = new Map<string, { weight: number; words: string[] }>();
  for (const { rule, text, weight } of verdict.reasons) {
    if (rule.startsWith('topic/')) continue;
    const known = rules.get(rule) ?? { weight: 0, words: [] };
    rules.set(rule, { weight: known.weight + weight, words: [...known.words, text] });
  }
  if (rules.size === 0) return ['no rule speaks: nothing military joins the two countries'];
  return [...rules.entries()]
    .sort(([, a], [, b]) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, 5)
    .map(([rule, { weight, words }]) => `${signed(weight)} ${rule.padEnd(25)} ${longest(words).join(', ')}`);
}

// "Kim Jong Un" need not stand beside "Kim Jong Un honours soldiers".
function longest(words: readonly string[]): string[] {
  return [...new Set(words)].filter(
    (word, _, all) => !all.some((other) => other !== word && other.includes(word)),
  );
}

function signed(weight: number): string {
  return `${weight < 0 ? '-' : '+'}${Math.abs(weight).toFixed(1)}`;
}

function writeDigest(screen: Screen, { app, clock, digestAt }: Stage): DigestDocument {
  screen.step(`The digest is due (${timeOf(digestAt)})`);
  clock.set(digestAt + 1_000);
  const written = app.writeDigests()[0];
  if (written?.kind !== 'queued') throw new DemoFailure(`no digest was written: ${written?.kind ?? 'none'}`);
  const { document, messages } = written;
  const { items } = document.receipt ?? {};
  screen.fact('written', `${document.id}: ${items?.shown ?? 0} stories of ${items?.matched ?? 0} items`);
  screen.fact('queued', `${messages} messages in the outbox, in the same transaction`);
  return document;
}

function tellDeliveries(screen: Screen, stage: Stage): Pick<DemoSummary, 'mail' | 'webhook'> {
  const mail = stage.mail.mails[0];
  const call = stage.hook.calls[0];
  if (mail === undefined) throw new DemoFailure('the mail receiver was given no mail');
  if (call === undefined) throw new DemoFailure('the webhook receiver was not called');
  const forgeryRefused = !verifyCall({ ...call, body: `${call.body} ` }, stage.secret);
  if (!call.verified || !forgeryRefused)
    throw new DemoFailure('the signature of the webhook does not verify');
  mkdirSync(stage.workspace.received, { recursive: true });
  writeFileSync(join(stage.workspace.received, 'mail.eml'), mail.data);
  writeFileSync(join(stage.workspace.received, 'webhook.json'), call.body);
  const bytes = Buffer.byteLength(mail.data);
  screen.fact('files', `${stage.workspace.digests}: .html .eml .txt .json`);
  screen.fact('mail', `the server took ${kilobytes(bytes)} from ${mail.from} for ${mail.to.join(', ')}`);
  screen.fact('webhook', `${kilobytes(Buffer.byteLength(call.body))} of JSON, id ${call.id}`);
  screen.fact('signature', `${call.signature.slice(0, 24)}... verifies with the shared secret;`);
  screen.fact('', 'with one byte more in the body it does not');
  return {
    mail: { to: mail.to, subject: subjectOf(stage), bytes },
    webhook: { id: call.id, verified: call.verified, forgery_refused: forgeryRefused },
  };
}

function showDigest(screen: Screen, stage: Stage, files: readonly string[]): void {
  screen.step('The digest as its reader sees it (here the text form)');
  const name = files.find((file) => file.endsWith('.txt'));
  if (name === undefined) throw new DemoFailure('the folder holds no digest');
  screen.quote(readFileSync(join(stage.workspace.digests, name), 'utf8'));
}

function tellPlaces(screen: Screen, stage: Stage, files: readonly string[], elapsedMs: number): void {
  const { workspace } = stage;
  screen.step('Where everything lies');
  screen.line(`   ${workspace.folder}/`);
  const place = (name: string, what: string): void => screen.line(`     ${name.padEnd(34)} ${what}`);
  place('pactwatch.yaml feeds.yaml topics/', 'the configuration');
  place('data/pactwatch.db', 'every item, verdict and story');
  for (const name of files) place(`digests/${name}`, FORMS[name.slice(name.lastIndexOf('.'))] ?? '');
  place('received/', 'what the mail server and the webhook got');
  place('pactwatch.log', 'the log, JSON lines');
  screen.line();
  screen.line(`Done in ${(elapsedMs / 1000).toFixed(1)} s. Real feeds: npm start`, 'bold');
}

const FORMS: Readonly<Record<string, string>> = {
  '.html': 'open it in a browser',
  '.eml': 'open it in a mail program',
  '.txt': 'the text above',
  '.json': 'the same for programs',
};

function subjectOf(stage: Stage): string {
  const name = readdirSync(stage.workspace.digests).find((file) => file.endsWith('.json'));
  if (name === undefined) return '';
  const parsed: unknown = JSON.parse(readFileSync(join(stage.workspace.digests, name), 'utf8'));
  const isDocument = typeof parsed === 'object' && parsed !== null && 'subject' in parsed;
  return isDocument && typeof parsed.subject === 'string' ? parsed.subject : '';
}

function languagesOf(document: DigestDocument): string[] {
  const cards = document.sections.flatMap((section) => section.cards);
  return [...new Set(cards.flatMap((card) => card.languages))].sort();
}

function timeOf(at: number): string {
  return `${new Date(at).toISOString().slice(11, 16)} UTC`;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
