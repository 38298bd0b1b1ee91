// What is known of single sites: several shapes of address for one thing, and parameters that only choose a menu.

/** The key of a video, post, message or article on a site with several address shapes; null where it is none. */
export function siteKey(host: string, url: URL): string | null {
  const { pathname, searchParams } = url;
  if (host === 'youtu.be') return videoKey(/^\/([\w-]{11})\/?$/.exec(pathname)?.[1]);
  if (host === 'youtube.com' || host === 'youtube-nocookie.com') {
    const named = pathname === '/watch' ? searchParams.get('v') : null;
    return videoKey(named ?? /^\/(?:embed|shorts|live|v)\/([\w-]{11})\/?$/.exec(pathname)?.[1]);
  }
  if (host === 'twitter.com') {
    const post = /^\/(?:i\/web|[^/]+)\/status(?:es)?\/(\d+)/.exec(pathname)?.[1];
    return post === undefined ? null : `https://twitter.com/i/status/${post}`;
  }
  if (host === 'vk.com') {
    const post = /^wall-?\d+_\d+/.exec(searchParams.get('w') ?? '')?.[0];
    return post === undefined ? null : `https://vk.com/${post}`;
  }
  if (host === 't.me' || host === 'telegram.me') {
    const message = /^\/(?:s\/)?(\w+)\/(\d+)\/?$/.exec(pathname);
    return message === null ? null : `https://t.me/${(message[1] ?? '').toLowerCase()}/${message[2] ?? ''}`;
  }
  return host.endsWith('.naver.com') ? naverKey(url) : null;
}

function videoKey(id: string | null | undefined): string | null {
  return id == null || id === '' ? null : `https://youtube.com/watch?v=${encodeURIComponent(id)}`;
}

/** Naver numbers an article by outlet (`oid`, three digits) and article (`aid`, ten digits). */
function naverKey(url: URL): string | null {
  const inPath = /\/article\/(?:comment\/)?(\d{3})\/(\d{10})\/?$/.exec(url.pathname);
  const outlet = inPath?.[1] ?? url.searchParams.get('oid');
  const article = inPath?.[2] ?? url.searchParams.get('aid');
  if (!/^\d{3}$/.test(outlet ?? '') || !/^\d{10}$/.test(article ?? '')) return null;
  return `https://n.news.naver.com/article/${outlet ?? ''}/${article ?? ''}`;
}

/** Hosts of one site under other names. */
export function siteHost(host: string): string {
  if (host === 'x.com') return 'twitter.com';
  if (host === 'news.v.daum.net') return 'v.daum.net';
  if (/^(?:[a-z]{2}-[a-z]{2}|web)\.facebook\.com$/.test(host)) return 'facebook.com';
  if (/^(?:old|new|np|i)\.reddit\.com$/.test(host)) return 'reddit.com';
  if (host === 'edition.cnn.com' || host === 'us.cnn.com') return 'cnn.com';
  // `ru.m.wikipedia.org`, `m-en.yna.co.kr`: the language stays, the layout goes.
  return host
    .replace(/^([a-z-]{2,12})\.m\.(wikipedia|wiktionary|wikinews|wikiquote|wikimedia)\.org$/, '$1.$2.org')
    .replace(/^m-([a-z]{2})\.yna\.co\.kr$/, '$1.yna.co.kr');
}

/** Parameters that single sites add to choose a menu or a comment. */
export function isSiteParameter(host: string, path: string, name: string): boolean {
  if (host === 'yna.co.kr' || host.endsWith('.yna.co.kr')) {
    if (!path.startsWith('/view/')) return false;
    return name === 'section' || name === 'input' || name === 'site';
  }
  if (host === 'nytimes.com')
    return (
      /^\/\d{4}\//.test(path) && /^(?:action|module|region|pgtype|contentcollection|version)$/.test(name)
    );
  if (host === 'ria.ru') return name === 'in' && /^\/\d{8}\//.test(path);
  return host.endsWith('.livejournal.com') && /^(?:thread|mode|replyto|style|nc|view|page)$/.test(name);
}
