// The list of stories, narrowed and searched.
import { html } from '../../lib/html.ts';
import { storyCard } from '../cards.ts';
import type { WebContext } from '../context.ts';
import { filterForm, pager } from '../filter-form.ts';
import { parseListRequest } from '../filter.ts';
import { pageResponse } from '../layout.ts';
import { sliceStories } from '../lists.ts';
import type { WebRequest } from '../request.ts';
import type { WebResponse } from '../response.ts';
import { complaintResponse } from './complaint.ts';
import { outputFeedLinks } from './subscribe.ts';

/** `/stories`. */
export function storiesPage(request: WebRequest, context: WebContext): WebResponse {
  const asked = parseListRequest(request.query, { strength: 'core', timeZone: context.deps.timeZone });
  if (!asked.ok) return complaintResponse(asked.failure);
  // Stories always come newest first, also when searched.
  const wanted = { ...asked.value, order: 'newest' as const };
  const { entries, next } = sliceStories(wanted, context);
  const topic = wanted.filter.topic;
  return pageResponse({
    title: topic === null ? 'Stories' : `Stories: ${context.topicName(topic)}`,
    place: 'stories',
    timeZone: context.deps.timeZone,
    alternates: outputFeedLinks(topic, wanted.filter.lang, context),
    main: html`<h1>Stories${topic === null ? null : html`: ${context.topicName(topic)}`}</h1>
${filterForm('/stories', wanted, context)}
${entries.length === 0 ? html`<p class="empty">No story fits.</p>` : html`<ol class="cards">${entries.map((story) => storyCard(story, context))}</ol>`}
${pager('/stories', wanted, next)}`,
  });
}
