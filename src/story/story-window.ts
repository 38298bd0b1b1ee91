// The live window of stories: places one item at a time, deterministic, rebuilt from what the database keeps.
import { type Candidate, scoreStories, type StoryScore, TopCandidates } from './cluster.ts';
import { CloseLook } from './close-look.ts';
import { gainOf, mostGain } from './common-ground.ts';
import type { Features } from './features.ts';
import { isElsewhere, landsOf, type NamedLands } from './lands.ts';
import { type LinkScore, LinkWindow } from './link.ts';
import { Membership, NONE, type PlacedItem } from './membership.ts';
import { linkAbroad, linkOf, NEW_STORY, type Placement, type StoryQuery } from './placement.ts';
import type { Senses } from './senses.ts';
import { isUnspaced } from './scripts.ts';
import { NOTHING_USUAL, type Usual } from './usual.ts';
import { type Doc, TermWindow } from './window.ts';
import { WINDOW_SETTINGS, type WindowSettings } from './window-settings.ts';

// Articles of a story that are asked where it happened.
const LAND_WITNESSES = 4;

export class StoryWindow {
  readonly #settings: WindowSettings;
  readonly #terms: TermWindow;
  readonly #links: LinkWindow;
  readonly #senses: Senses;
  readonly #members = new Membership();
  readonly #look: CloseLook;
  #clock = 0;

  constructor(usual: Usual = NOTHING_USUAL, settings: WindowSettings = WINDOW_SETTINGS) {
    this.#settings = settings;
    this.#terms = new TermWindow(settings, usual.terms, usual.senses);
    this.#links = new LinkWindow(settings.link, usual);
    this.#senses = usual.senses;
    this.#look = new CloseLook({
      terms: this.#terms,
      links: this.#links,
      members: this.#members,
      senses: this.#senses,
      settings,
    });
  }

  /** Items that can be found. */
  get size(): number {
    return this.#members.size;
  }

  /** The latest instant the window has heard of. */
  get clock(): number {
    return this.#clock;
  }

  /** Decides where an item belongs at instant `now`; changes nothing but the passing of time. */
  decide(query: StoryQuery, now: number): Placement {
    this.#advance(now);
    const candidates = this.#candidates(query);
    const copy = this.#look.findCopy(query, candidates);
    if (copy !== null) return copy;
    const prints =
      query.anchors.length === 0
        ? []
        : this.#links.score(query, this.#terms.live, (doc) => this.#members.storyOf(doc));
    const isOn = query.anchors.length > 0;
    const { accept } = this.#settings;
    const hope = accept - mostGain(this.#settings);
    const lands = landsOf(query.features, query.lang, this.#senses);
    const stories = scoreStories(
      candidates,
      (storyId) => this.#judges(storyId, query.lang),
      (doc) => this.#terms.scoreOf(doc),
      isOn ? Number.NEGATIVE_INFINITY : hope,
      this.#settings,
    )
      // Doubt only lowers what is outside the subject, and ground never gives more than it can.
      .filter(({ value }) => isOn || value >= hope)
      .map((story) => this.#doubt(story, query, prints, lands))
      .filter(({ value }) => value >= hope)
      .map((story) => this.#ground(story, query, candidates))
      .filter(({ value }) => value >= accept)
      .sort((a, b) => b.value - a.value || a.storyId - b.storyId);
    const [own, foreign] = isOn ? [stories, []] : this.#partByLang(stories, query.lang);
    const [first, ...others] = own;
    const placement = first === undefined ? NEW_STORY : this.#join(first, others);
    return isOn
      ? this.#across(query, placement, prints)
      : linkAbroad(placement, foreign[0], (storyId) => this.#members.langsOf(storyId));
  }

  /** Takes an item in, with the decision made. `norm`: as kept by the database, or null. Returns what is to be kept. */
  admit(item: PlacedItem, features: Features, anchors: Int32Array, norm: number | null): { norm: number } {
    this.#clock = Math.max(this.#clock, item.joinedAt);
    const doc = this.#terms.add(features, item.lang, item.at, norm);
    this.#members.add(item);
    if (anchors.length > 0) this.#links.add({ doc, anchors, at: item.at, lang: item.lang });
    return { norm: this.#terms.norm(doc) };
  }

  /** Carries a merge out. */
  merge(from: number, into: number): void {
    this.#members.merge(from, into);
  }

  #advance(now: number): void {
    this.#clock = Math.max(this.#clock, now);
    this.#terms.expire(this.#members.expire(this.#clock - this.#settings.windowMs));
    this.#terms.forget(this.#terms.next - this.#settings.history);
    this.#links.forget(this.#terms.first);
  }

  #candidates(query: StoryQuery): Candidate[] {
    const top = new TopCandidates(this.#settings.candidates);
    this.#terms.search(query.features, query.lang, query.at, (doc, score) => top.note(doc, score));
    return top.docs.map((doc) => ({
      doc,
      score: this.#terms.scoreOf(doc),
      storyId: this.#members.storyOf(doc) ?? 0,
    }));
  }

  // The last few documents of the story in the item's language, or with words in common whatever their language.
  #judges(storyId: number, lang: string): Doc[] {
    const judges: Doc[] = [];
    for (let doc = this.#members.newestOf(storyId); doc !== NONE; doc = this.#members.before(doc)) {
      if (this.#members.langOf(doc) !== lang && this.#terms.scoreOf(doc) === 0) continue;
      if (judges.push(doc) === this.#settings.members) break;
    }
    return judges;
  }

  // A story whose nearest articles are other issues of the item's series is none of its own.
  #ground(story: StoryScore, { features, lang }: StoryQuery, candidates: readonly Candidate[]): StoryScore {
    const nearest = candidates.filter(({ storyId }) => storyId === story.storyId).slice(0, 3);
    if (nearest.some(({ doc }) => this.#look.isSeries(doc)))
      return { ...story, value: Number.NEGATIVE_INFINITY };
    const isPaired = isUnspaced(lang);
    const needed = isPaired ? this.#settings.groundPairs : this.#settings.groundWords;
    const common = nearest.map(({ doc }) => this.#terms.commonGround(features, lang, doc));
    return { ...story, value: story.value + gainOf(common, needed, isPaired, this.#settings) };
  }

  #join(first: StoryScore, others: readonly StoryScore[]): Placement {
    const same = others.filter(
      (other) =>
        this.#crossMean(first.storyId, other.storyId) >= this.#settings.mergeAccept &&
        !this.#look.tellOthers(first.storyId, other.storyId) &&
        this.#mayBeOne(first.storyId, other.storyId),
    );
    const { storyId, merged } = this.#members.gather([first.storyId, ...same.map((story) => story.storyId)]);
    const reason = `story ${first.value.toFixed(2)}${merged.length > 0 ? `, joins ${merged.length + 1} stories` : ''}`;
    return { storyId, copyOf: null, reason, score: first.value, merged, links: [] };
  }

  // On the subject the same words recur in every event: the fingerprints have a say. What is on the subject and what is
  // not rarely tell the same.
  #doubt(story: StoryScore, query: StoryQuery, prints: readonly LinkScore[], lands: NamedLands): StoryScore {
    const isOn = query.anchors.length > 0;
    const isStoryOn = this.#isOn(story.storyId);
    if (isOn !== isStoryOn) return { ...story, value: story.value - this.#settings.otherSubject };
    if (!isOn) {
      return { ...story, value: story.value - this.#lostElsewhere(lands, story.storyId) };
    }
    const { doubt, expected, apart, rival } = this.#settings.link;
    const lost = this.#links.namesRivals(query.anchors, this.#members.members(story.storyId))
      ? rival
      : this.#links.namesOthers(query, this.#members.members(story.storyId))
        ? apart
        : 0;
    const print = prints.find(({ storyId }) => storyId === story.storyId);
    const trust = doubt * ((print?.overall ?? 0) - expected);
    return {
      ...story,
      value:
        story.value +
        (this.#look.tellsOther(story.storyId) ? Math.min(0, trust) : trust) -
        this.#settings.onSubject -
        lost,
    };
  }

  #lostElsewhere(lands: NamedLands, storyId: number): number {
    if (lands.all.size === 0) return 0;
    const others = this.#members
      .newest(storyId, LAND_WITNESSES)
      .map((doc) => landsOf(this.#terms.features(doc), this.#members.langOf(doc), this.#senses));
    const where = isElsewhere(lands, others);
    if (where === null) return 0;
    return where === 'headline' ? this.#settings.elsewhereByHeadline : this.#settings.elsewhere;
  }

  #isOn(storyId: number): boolean {
    return this.#members.members(storyId).some((doc) => this.#links.knows(doc));
  }

  // Outside the subject words that two languages share only link.
  #partByLang(stories: readonly StoryScore[], lang: string): [StoryScore[], StoryScore[]] {
    const speaks = ({ storyId }: StoryScore): boolean => this.#members.langsOf(storyId).has(lang);
    return [stories.filter(speaks), stories.filter((story) => !speaks(story))];
  }

  // The event told in another language: the same story where the fingerprints leave no doubt, else a link.
  #across(query: StoryQuery, placement: Placement, prints: readonly LinkScore[]): Placement {
    const { merge, link } = this.#settings.link;
    const abroad = prints.filter(
      ({ storyId, across }) =>
        across >= link &&
        storyId !== placement.storyId &&
        !this.#links.namesRivals(query.anchors, this.#members.members(storyId)),
    );
    const scores = abroad.filter((score) =>
      this.#members.isApart(placement.storyId, score.storyId, query.lang),
    );
    const [best] = abroad;
    if (best === undefined || best.across < merge || !this.#mayJoin(placement.storyId, best, query.lang))
      return { ...placement, links: scores.map(linkOf) };
    const links = scores.filter(({ storyId }) => storyId !== best.storyId).map(linkOf);
    const reason = `also in ${best.lang} ${best.across.toFixed(2)}`;
    if (placement.storyId === null)
      return { ...placement, storyId: best.storyId, reason, score: best.across, links };
    const { storyId, merged } = this.#members.gather([placement.storyId, best.storyId]);
    return {
      ...placement,
      storyId,
      merged: [...placement.merged, ...merged],
      reason: `${placement.reason}, ${reason}`,
      links,
    };
  }

  // The whole of two stories on the subject has to agree, not one article with one other.
  #mayBeOne(one: number, other: number): boolean {
    const likeness = this.#links.between(this.#members.members(one), this.#members.members(other));
    return likeness === null || likeness >= this.#settings.link.corroborated;
  }

  // Words of one language kept two stories apart: another language does not overrule them.
  #mayJoin(storyId: number | null, other: LinkScore, lang: string): boolean {
    if (this.#members.isApart(storyId, other.storyId, lang))
      return storyId === null || this.#mayBeOne(storyId, other.storyId);
    return storyId === null && other.across >= this.#settings.link.sameLanguage;
  }

  #crossMean(one: number, other: number): number {
    const left = this.#newest(one);
    const right = this.#newest(other);
    let sum = 0;
    for (const a of left) for (const b of right) sum += this.#terms.cosine(a, b);
    return left.length * right.length > 0 ? sum / (left.length * right.length) : 0;
  }

  #newest(storyId: number): Doc[] {
    return this.#members.newest(storyId, this.#settings.members);
  }
}
