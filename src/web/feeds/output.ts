// The door of the output feeds: topic and format from the address, language from the query.
import type { WebContext } from '../context.ts';
import { missingResponse } from '../pages/complaint.ts';
import { complaintResponse } from '../pages/complaint.ts';
import type { WebRequest } from '../request.ts';
import type { WebResponse } from '../response.ts';
import { ATOM_TYPE, renderAtom } from './atom.ts';
import { planDocument } from './document.ts';
import { JSON_FEED_TYPE, renderJsonFeed } from './json-feed.ts';
import { RSS_TYPE, renderRss } from './rss.ts';

/** `/feeds/all.atom`, `/feeds/TOPIC.rss?lang=ko`, `/feeds/TOPIC.json`. */
export function outputFeed(
  request: WebRequest,
  context: WebContext,
  [name = '', format = '']: readonly string[],
): WebResponse {
  if (name !== 'all' && !context.deps.topicNames.some(({ id }) => id === name))
    return missingResponse(`There is no topic ${name}.`);
  const lang = request.query.get('lang');
  if (lang !== null && !/^[a-z]{2,3}$/.test(lang))
    return complaintResponse(['`lang` is a language code such as ko']);
  const query = lang === null ? '' : `?lang=${lang}`;
  const selfUrl = `${request.origin}/feeds/${name}.${format}${query}`;
  const document = planDocument(name === 'all' ? null : name, lang, context, {
    origin: request.origin,
    selfUrl,
  });
  const modifiedAt = document.entries.length === 0 ? null : document.updatedAt;
  if (format === 'rss') return { status: 200, type: RSS_TYPE, body: renderRss(document), modifiedAt };
  if (format === 'json')
    return { status: 200, type: JSON_FEED_TYPE, body: renderJsonFeed(document), modifiedAt };
  return { status: 200, type: ATOM_TYPE, body: renderAtom(document), modifiedAt };
}
