// Colours and type of the HTML digest. Each pair of text and ground has a contrast of at least 4.5:1, dark and light.

export const FONT =
  "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Helvetica Neue',Arial,'Apple SD Gothic Neo','Malgun Gothic','Noto Sans KR','Hiragino Sans','Yu Gothic','Noto Sans JP','PingFang SC','Microsoft YaHei','Noto Sans SC',sans-serif";

export const PAPER = '#faf8f3';
const INK = '#1d2126';
const MUTED = '#5b626b';
const LINK = '#0b4a75';
const ACCENT = '#9a3412';
const RULE = '#dcd7cb';

/** Inline styles, one per role: mail clients without a style sheet see these. */
export const STYLE = {
  page: `margin:0;padding:0;background-color:${PAPER};`,
  cell: `font-family:${FONT};color:${INK};font-size:17px;line-height:1.55;word-wrap:break-word;overflow-wrap:anywhere;`,
  name: `margin:0 0 4px;font-size:16px;line-height:1.4;font-weight:700;color:${ACCENT};`,
  h1: `margin:0 0 4px;font-size:30px;line-height:1.2;font-weight:700;letter-spacing:-0.01em;color:${INK};`,
  muted: `margin:0;font-size:16px;line-height:1.5;color:${MUTED};`,
  sources: `margin:10px 0 0;font-size:16px;line-height:1.5;color:${MUTED};`,
  highlights: `padding:2px 0 2px 16px;border-left:3px solid ${ACCENT};`,
  first: `margin:0 0 6px;font-size:18px;line-height:1.45;font-weight:600;color:${INK};`,
  line: `margin:0 0 6px;font-size:17px;line-height:1.45;color:${INK};`,
  h2: `margin:0;font-size:16px;line-height:1.4;font-weight:700;color:${ACCENT};`,
  section: `padding:36px 0 8px;border-bottom:1px solid ${RULE};`,
  h3: `margin:0 0 4px;font-size:21px;line-height:1.35;font-weight:700;color:${INK};`,
  headline: `color:${LINK};text-decoration:none;`,
  summary: `margin:8px 0 0;font-size:17px;line-height:1.55;color:${INK};`,
  link: `color:${LINK};text-decoration:underline;`,
  marks: `margin:2px 0 0;font-size:16px;line-height:1.9;`,
  mark: `display:inline-block;padding:0 8px;margin:0 6px 0 0;border:1px solid ${ACCENT};border-radius:4px;font-size:16px;line-height:1.5;color:${ACCENT};`,
  warn: `font-weight:400;color:${ACCENT};`,
  soft: `display:inline-block;padding:0 8px;margin:0 6px 0 0;border:1px solid ${RULE};border-radius:4px;font-size:16px;line-height:1.5;color:${MUTED};`,
  firstCard: `padding:18px 0 22px;text-align:start;`,
  card: `padding:22px 0;border-top:1px solid ${RULE};text-align:start;`,
  label: `padding:6px 16px 6px 0;font-size:16px;line-height:1.5;color:${MUTED};vertical-align:top;`,
  value: `padding:6px 0;font-size:16px;line-height:1.5;color:${INK};vertical-align:top;`,
  former: `margin:4px 0 0;font-size:16px;line-height:1.5;color:${MUTED};`,
  inserted: 'text-decoration:none;font-weight:700;background-color:#f6e7c8;',
  follow: `margin:2px 0 0;font-size:16px;line-height:1.5;color:${INK};`,
} as const;

/** Korean breaks between words, not inside them, as its readers expect. */
export const KEEP_ALL = 'word-break:keep-all;';

/** For clients that keep a style sheet: phone widths, and dark colours where the reader asks for them. */
export const SHEET = `
:root{color-scheme:light dark;supported-color-schemes:light dark}
body{-webkit-text-size-adjust:100%;text-size-adjust:100%}
a:hover{text-decoration:underline!important}
@media (max-width:480px){
.wrap{padding:20px 18px!important}
.h1{font-size:24px!important}
.lab,.val{display:block!important;width:auto!important;padding-bottom:0!important}
.val{padding-top:0!important}
}
@media (prefers-color-scheme:dark){
.bg{background-color:#15181b!important}
.ink{color:#e8e5de!important}
.mut{color:#a9afb6!important}
.lnk{color:#9fcbea!important}
.acc{color:#f3a683!important}
.rule{border-color:#343a40!important}
ins{background-color:#4a3a1c!important}
.bar{border-color:#f3a683!important}
}`;
