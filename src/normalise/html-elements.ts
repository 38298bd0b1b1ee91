// Which elements of HTML hide their content, and which leave no gap between the words around them.

/** Elements whose content is not text for a reader. */
export const HIDDEN_ELEMENTS: ReadonlySet<string> = new Set(
  'script style template iframe noembed noframes audio video canvas applet'.split(' '),
);

/** Elements inside a run of text: they leave no gap. Every other element parts words. */
export const INLINE_ELEMENTS: ReadonlySet<string> = new Set(
  (
    'a abbr acronym b bdi bdo big blink cite code data dfn em font i ins kbd label mark nobr q rb rp rt ruby s samp ' +
    'small span strike strong sub sup time tt u var wbr del img o:p'
  ).split(' '),
);

/** A tag of HTML, as opposed to a stray `<`. */
export const KNOWN_TAG =
  /<(?:!--|\/?(?:a|abbr|address|article|aside|audio|b|big|blockquote|body|br|center|cite|code|dd|del|div|dl|dt|em|embed|figcaption|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|kbd|li|link|mark|meta|nav|object|ol|p|pre|q|s|samp|script|section|small|source|span|strike|strong|style|sub|sup|svg|table|tbody|td|tfoot|th|thead|tr|tt|u|ul|var|video)(?=[\s/>]|$))/i;
