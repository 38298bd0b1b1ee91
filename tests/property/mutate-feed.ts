// Mutations of feeds: bytes flipped, cut, doubled, swapped with markup. The same seed gives the same documents.

/** A small generator of pseudo-random numbers below 1 (mulberry32). */
export function openRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const SPLINTERS = [
  '<',
  '>',
  '&',
  '"',
  "'",
  '/',
  '=',
  '<![CDATA[',
  ']]>',
  '<!--',
  '-->',
  '</',
  '<?',
  '?>',
  '&#',
  ';',
  '<item>',
  '</item>',
  '<title>',
  '</channel>',
  ' xmlns="',
  ':',
  '\u0000',
  '\u0085',
  '{',
  '}',
  '[',
  ',',
  '<!DOCTYPE a [',
].map((text) => Buffer.from(text));

/** One to four mutations of `seed` bytes. */
export function mutate(seed: Uint8Array, random: () => number): Uint8Array {
  let bytes = Uint8Array.from(seed);
  const at = (): number => Math.floor(random() * bytes.length);
  for (let count = 1 + Math.floor(random() * 4); count > 0; count -= 1) {
    const kind = Math.floor(random() * 6);
    const start = at();
    const end = Math.min(bytes.length, start + Math.floor(random() * 40));
    if (kind === 0) bytes[start] = Math.floor(random() * 256);
    else if (kind === 1) bytes = bytes.slice(0, start);
    else if (kind === 2) bytes = Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]);
    else if (kind === 3) bytes = Buffer.concat([bytes.subarray(0, end), bytes.subarray(start)]);
    else if (kind === 4) {
      const splinter = SPLINTERS[Math.floor(random() * SPLINTERS.length)] ?? Buffer.from('<');
      bytes = Buffer.concat([bytes.subarray(0, start), splinter, bytes.subarray(start)]);
    } else {
      const other = at();
      bytes = Buffer.concat([
        bytes.subarray(0, start),
        bytes.subarray(other, other + 30),
        bytes.subarray(end),
      ]);
    }
  }
  return bytes;
}

const SPACES =
  'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:content="http://purl.org/rss/1.0/modules/content/"';

/** Healthy documents of each format to start from. */
export const SEEDS: readonly Uint8Array[] = [
  `<?xml version="1.0" encoding="utf-8"?><!DOCTYPE rss [<!ENTITY a "b">]><rss version="2.0" ${SPACES}><channel><title>T &amp; &a;</title><link>http://e.org/</link><item><title>Eins &#8212; zwei</title><link>/1</link><guid isPermaLink="false">g</guid><description><![CDATA[<p>a & b</p>]]></description><content:encoded>&lt;p&gt;c&lt;/p&gt;</content:encoded><dc:creator>K</dc:creator><pubDate>Tue, 04 Mar 2025 10:00:00 GMT</pubDate><media:group><media:content url="http://e.org/a.jpg" type="image/jpeg"/></media:group></item><item><title>b</title></item></channel></rss>`,
  '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://e.org/"><title type="xhtml"><div>a <b>b</b></div></title><entry><id>1</id><link href="1"/><author><name>K</name></author><updated>2025-03-04T10:00:00Z</updated><content type="html">&lt;i&gt;x&lt;/i&gt;</content><category term="t"/></entry></feed>',
  '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel rdf:about="x"><items><rdf:Seq><rdf:li resource="y"/></rdf:Seq></items></channel><item rdf:about="http://e.org/1"><title>한국</title></item></rdf:RDF>',
  '{"version":"https://jsonfeed.org/version/1.1","title":"J","items":[{"id":"1","content_html":"<p>x</p>","tags":["a"],"attachments":[{"url":"http://e.org/a.mp3"}]}]}',
].map((text) => Buffer.from(text));
