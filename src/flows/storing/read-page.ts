// From the bytes of a web page to the text of the article on it. Pure; slow on purpose-made pages, so it runs in a thread.
import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { decodeBytes } from '../../decode/text.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { PageFailure } from '../../model/failure.ts';
import { htmlToText } from '../../normalise/html.ts';

export interface PageRequest {
  readonly body: Uint8Array;
  readonly contentType: string | null;
  /** A charset set by hand for the feed. */
  readonly charset: string | null;
}

export type PageOutcome = Result<string, PageFailure>;

/** Longer texts are cut: nothing that tagging or search reads lies beyond. */
const MAX_TEXT_UNITS = 100_000;
/** Fewer are no article, but a notice or an empty shell. */
const MIN_LETTERS = 60;
const MAX_ELEMENTS = 60_000;

/** The readable text of a page on one line, without menus, notes and markup. Never throws. */
export function readPage(request: PageRequest): PageOutcome {
  const { text } = decodeBytes({
    body: request.body,
    contentType: request.contentType,
    override: request.charset,
  });
  const isPlain = /^\s*text\/plain/i.test(request.contentType ?? '') && !/<(?:html|body|p)[\s>]/i.test(text);
  try {
    const article = isPlain ? text : extract(text);
    const readable = (isPlain ? article.replaceAll(/\s+/g, ' ').trim() : htmlToText(article))
      .slice(0, MAX_TEXT_UNITS)
      .toWellFormed();
    const letters = readable.match(/\p{L}/gu)?.length ?? 0;
    return letters < MIN_LETTERS
      ? fail({ code: 'unreadable', detail: `no article was found on the page (${letters} letters)` })
      : ok(readable);
  } catch (error) {
    return fail({
      code: 'hostile',
      detail: error instanceof Error ? error.message.slice(0, 200) : 'not readable',
    });
  }
}

// The types of both packages speak of a browser's DOM, which this project has none of.
function extract(page: string): string {
  const body = /<(?:body|frameset)[\s>]/i.test(page) ? page : `<head></head><body>${page}</body>`;
  const whole = /<html[\s>]/i.test(body) ? body : `<html>${body}</html>`;
  const { document } = parseHTML(whole) as unknown as { document: never };
  const options = { charThreshold: 250, maxElemsToParse: MAX_ELEMENTS, disableJSONLD: true };
  return new Readability(document, options).parse()?.content ?? '';
}
