// One story: every article in every language, who told it when, why it was tagged, what was changed later.
import { languageName } from '../../digest/wording.ts';
import { html, type Markup } from '../../lib/html.ts';
import type { ListedItem, Sighting } from '../../store/item-list.ts';
import type { LinkedStory } from '../../store/story-list.ts';
import type { WebContext } from '../context.ts';
import { pageResponse } from '../layout.ts';
import { summarise } from '../lists.ts';
import { badge, languageList, outsideLink, stateBadge, strengthBadge, topicTags } from '../marks.ts';
import { markedText, reasonTable } from '../reasons.ts';
import type { WebRequest } from '../request.ts';
import { redirectResponse, type WebResponse } from '../response.ts';
import { revisionList } from '../revisions.ts';
import { type FamilyTold, joinedArticle, type StorySummary, toldAt } from '../story-facts.ts';
import { amount, duration, when, whenWithDistance } from '../when.ts';
import { missingResponse } from './complaint.ts';
import { shownIn } from './digests.ts';

/** `/stories/ID`; an id that was merged into another leads there. */
export function storyPage(
  _request: WebRequest,
  context: WebContext,
  [id = '']: readonly string[],
): WebResponse {
  const storyId = context.stories.resolve(Number(id));
  if (storyId === null) return missingResponse(`There is no story ${id}.`);
  if (storyId !== Number(id)) return redirectResponse(`/stories/${storyId}`);
  const [story] = summarise([storyId], context);
  if (story === undefined) return missingResponse(`The articles of story ${id} are no longer stored.`);
  const links = context.stories.links([storyId]);
  return pageResponse({
    title: story.lead.title,
    place: 'stories',
    timeZone: context.deps.timeZone,
    main: body(story, links, context),
  });
}

function body(story: StorySummary, links: readonly LinkedStory[], context: WebContext): Markup {
  const { lead, members } = story;
  const { deps } = context;
  const ids = members.map((member) => member.id);
  const sightings = Map.groupBy(context.items.sightings(ids), ({ itemId }) => itemId);
  return html`<article>
<p class="meta">Story ${story.storyId} ${strengthBadge(story.strength)}</p>
<h1 lang="${lead.lang}" dir="auto">${lead.title}</h1>
${lead.summary === '' ? null : html`<p class="lede" lang="${lead.lang}" dir="auto">${lead.summary}</p>`}
<p class="meta">${topicTags(story.topics, context.topicName, '/stories')}</p>
<dl class="facts">
<div><dt>First told</dt><dd>${whenWithDistance(story.firstAt, deps.clock.now(), deps.timeZone)}</dd></div>
<div><dt>Last article</dt><dd>${whenWithDistance(story.latestAt, deps.clock.now(), deps.timeZone)}</dd></div>
<div><dt>Independent outlets</dt><dd>${story.independent}</dd></div>
<div><dt>Articles</dt><dd>${story.articles}</dd></div>
<div><dt>Languages</dt><dd>${languageList(story.languages)}</dd></div>
</dl>
<section><h2>Who told it, and when</h2>${familyTimeline(story.families, story.firstAt, context)}</section>
<section><h2>Articles</h2>${articleTable(members, sightings, context)}${linkNotes(links, story, context)}</section>
<section><h2>Why it was tagged</h2>
<p>Evidence in the lead article, ${lead.outlet}, with a score of ${Math.round(lead.score * 10) / 10}:</p>
<blockquote lang="${lead.lang}" dir="auto"><p>${markedText(lead.title, 'title', lead.reasons)}</p></blockquote>
${reasonTable(lead.reasons)}</section>
<section><h2>Revisions</h2>${revisionList(context.items.revisions(ids), new Map(members.map((member) => [member.id, member])), context)}</section>
<section><h2>Shown in digests</h2>${shownIn(ids, context)}</section>
</article>`;
}

function familyTimeline(families: readonly FamilyTold[], firstAt: number, { deps }: WebContext): Markup {
  const rows = families.map(
    ({ outlet, family, state, languages, articles, firstAt: at, firstItem, onlyCopies }, index) => {
      const delay = index === 0 ? 'first' : `+${duration(at - firstAt)}`;
      return html`<li${onlyCopies ? html` class="copy"` : null}><span class="delay">${delay}</span> <span class="who"><strong>${outlet}</strong>${family.toLowerCase() !== outlet.toLowerCase() ? html` <span class="quiet">${family}</span>` : null} ${state ? badge('state media', 'accent') : null} ${onlyCopies ? badge('copies only') : null}<br><span class="quiet">${when(at, deps.timeZone)}, ${languageList(languages)}${articles > 1 ? `, ${amount(articles, 'article')}` : ''}</span> <a class="quiet" href="/items/${firstItem.id}">item ${firstItem.id}</a></span></li>`;
    },
  );
  return html`<ol class="timeline">${rows}</ol>`;
}

function articleTable(
  members: readonly ListedItem[],
  sightings: ReadonlyMap<number, readonly Sighting[]>,
  { deps }: WebContext,
): Markup {
  const whys = deps.joins.explain(members.map(joinedArticle));
  const rows = members.map((item) => {
    const elsewhere = (sightings.get(item.id) ?? []).filter(({ feedId }) => feedId !== item.feedId);
    const marks = [
      stateBadge(item),
      strengthBadge(item.strength),
      item.copyOf === null
        ? null
        : html`<a href="/items/${item.copyOf}">${badge(`copy of ${item.copyOf}`)}</a>`,
    ].filter((mark) => mark !== null);
    const seen = elsewhere.map(({ feedName }) => feedName).join(', ');
    return html`<tr><td data-label="When">${when(toldAt(item), deps.timeZone)}</td><td data-label="Article">${outsideLink(item.title, item.url, item.lang)} ${marks} <a class="quiet" href="/items/${item.id}">details</a>${seen === '' ? null : html`<br><span class="quiet">Also at ${seen}</span>`}</td><td data-label="Outlet">${item.outlet}</td><td data-label="Language">${languageName(item.lang)}</td><td data-label="Why in this story"><span class="quiet">${sentence(whys.get(item.id) ?? '')}</span></td></tr>`;
  });
  return html`<div class="scroll"><table class="data stack"><thead><tr><th scope="col">When</th><th scope="col">Article</th><th scope="col">Outlet</th><th scope="col">Language</th><th scope="col">Why in this story</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

function linkNotes(
  links: readonly LinkedStory[],
  { storyId, members }: StorySummary,
  { deps }: WebContext,
): Markup | null {
  if (links.length === 0) return null;
  const firstOf = (story: number): ListedItem | undefined =>
    members.find((member) => member.storyId === story);
  const notes = links.map(({ storyId: one, otherId }) => {
    const other = one === storyId ? otherId : one;
    const [mine, theirs] = [firstOf(storyId), firstOf(other)];
    const alike = mine && theirs ? deps.joins.alike(joinedArticle(mine), joinedArticle(theirs)) : '';
    const languages = languageList([
      ...new Set(members.filter((member) => member.storyId === other).map(({ lang }) => lang)),
    ]);
    return html`<li>Joined with story ${other} in ${languages}: <span class="quiet">${alike === '' ? 'told in like words' : alike}</span></li>`;
  });
  return html`<ul class="notes">${notes}</ul>`;
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
