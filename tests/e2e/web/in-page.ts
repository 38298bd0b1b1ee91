// What tests ask of a page from inside it, as source text: the browser runs it, not this process.

export interface Facts {
  readonly scripts: number;
  readonly images: number;
  readonly handlers: number;
  readonly actingLinks: number;
  readonly leaking: number;
  readonly overflow: number;
  readonly headings: number;
  readonly unnamed: number;
  readonly styled: string;
}

/** Counts what must not be there, and what must. */
export const FIND_FACTS = `(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  return {
    scripts: all('script, iframe, object, embed').length,
    images: all('img').length,
    handlers: all('*').flatMap((node) => node.getAttributeNames()).filter((name) => name.startsWith('on')).length,
    actingLinks: all('a').filter((link) => !/^(https?:|$)/.test(link.protocol)).length,
    leaking: all('a').filter((link) => link.host !== location.host && !link.rel.includes('noreferrer')).length,
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    headings: all('h1').length,
    unnamed: all('input:not([type=hidden]), select')
      .filter((field) => field.closest('label') === null && !field.hasAttribute('aria-label')).length,
    styled: getComputedStyle(document.body).backgroundColor,
  };
})()`;

/** Texts whose contrast with their ground is below 4.5 to 1 (WCAG 2.2, 1.4.3). */
export const FIND_FAINT = `(() => {
  const parse = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
  const light = (rgb) => {
    const [r, g, b] = rgb.slice(0, 3).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const groundOf = (node) => {
    if (node === null) return [255, 255, 255];
    const ground = parse(getComputedStyle(node).backgroundColor);
    return ground.length === 3 || ground[3] > 0 ? ground : groundOf(node.parentElement);
  };
  return [...document.querySelectorAll('body *')]
    .filter((node) => [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim() !== ''))
    .flatMap((node) => {
      const pair = [light(parse(getComputedStyle(node).color)), light(groundOf(node))].sort((a, b) => b - a);
      const contrast = (pair[0] + 0.05) / (pair[1] + 0.05);
      return contrast >= 4.5 ? [] : [contrast.toFixed(2) + ' ' + node.tagName + '.' + node.className + ' ' + node.textContent.slice(0, 40)];
    });
})()`;
