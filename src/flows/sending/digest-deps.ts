// What writing and showing a digest needs beside the database: the topics of the topic file and the words of its reasons.
import type { Settings } from '../../model/settings.ts';
import type { Database } from '../../store/database.ts';
import { explainShort } from '../../tag/explain.ts';
import type { ComposeDeps } from './compose-digest.ts';
import { openTagging } from '../storing/tag-item.ts';

/** Reads the topic file. Throws ConfigError where it is not good. */
export function openDigestDeps(settings: Settings, db: Database): ComposeDeps {
  return {
    db,
    topics: openTagging(settings.topicFile).topics,
    baseUrl: settings.web?.baseUrl ?? null,
    explain: ({ verdict }) => explainShort(verdict),
    silentAfterMs: new Map(
      settings.feeds.flatMap(({ id, silentAfterMs }) =>
        typeof silentAfterMs === 'number' ? [[id, silentAfterMs]] : [],
      ),
    ),
  };
}
