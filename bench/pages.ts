// One article in the three shapes in which articles arrive: plain text, a JSON line, a whole page.
import type { GeneratedArticle } from './articles.ts'
import { createRandom, type Random } from './random.ts'
import data from './words.json' with { type: 'json' }

/** Headline, then paragraphs, blank lines between. */
export function textOf(article: GeneratedArticle): string {
  return `${[article.title, ...article.paragraphs].join('\n\n')}\n`
}

/** One line in the documented shape. */
export function lineOf(article: GeneratedArticle): string {
  const { url, title, outlet, published, lang, paragraphs } = article
  return `${JSON.stringify({ url, title, outlet, published, lang, text: paragraphs.join('\n\n') })}\n`
}

const STYLES = 120
const SETTINGS = 260
const PIXELS = 24

/** A page as news sites serve it, 50 to 60 KB: menus, scripts, styles, advertisements, lists of other stories. */
export function pageOf(article: GeneratedArticle): string {
  const { lang, title, outlet, published, url, paragraphs, others } = article
  const words = data.small[lang]
  const random = createRandom(article.url.length, title.length)
  const menu = data.menu[lang].map(
    (name, i) =>
      `<li class="nav__item nav__item--${i}"><a class="nav__link" href="/${i}/">${escapeHtml(name)}</a></li>`,
  )
  const meta = {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    headline: title,
    datePublished: published,
    inLanguage: lang,
    publisher: { '@type': 'Organization', name: outlet },
    mainEntityOfPage: url,
  }
  const body = paragraphs.map(
    (text, i) =>
      `<p class="story__text" data-paragraph="${i}">${escapeHtml(text)}</p>${i % 4 === 2 ? advert(words.advert, random) : ''}`,
  )
  return `<!DOCTYPE html>
<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} | ${escapeHtml(outlet)}</title>
<link rel="canonical" href="${url}"><meta name="description" content="${escapeHtml(paragraphs[0]!.slice(0, 120))}">
<meta property="og:type" content="article"><meta property="og:site_name" content="${escapeHtml(outlet)}"><meta property="og:title" content="${escapeHtml(title)}">
<meta property="article:published_time" content="${published}">
<script type="application/ld+json">${JSON.stringify(meta).replaceAll('<', '\\u003c')}</script>
<style>${styles(random)}</style><script>${script(random)}</script></head>
<body class="page page--story"><a class="skip" href="#story">#</a>
<header class="top"><div class="top__brand"><a href="/"><svg viewBox="0 0 120 24"><path d="M0 0h${random.between(10, 99)}v24H0z"/></svg>${escapeHtml(outlet)}</a></div>
<nav class="nav"><ul class="nav__list">${menu.join('\n')}</ul><div class="nav__more"><ul>${menu.join('\n')}</ul></div></nav></header>
<main id="story" class="layout"><div class="layout__main"><article class="story" itemscope itemtype="https://schema.org/NewsArticle">
<h1 class="story__title">${escapeHtml(title)}</h1>
<div class="story__by"><span>${escapeHtml(words.by)} ${escapeHtml(outlet)}</span> <time datetime="${published}">${published.slice(0, 16).replace('T', ' ')}</time></div>
<div class="share"><span>${escapeHtml(words.share)}</span>${['a', 'b', 'c', 'd'].map(to => `<a class="share__to" href="https://share.example/${to}?u=${encodeURIComponent(url)}"><i class="icon icon--${to}"></i></a>`).join('')}</div>
<figure class="story__picture"><img src="/pictures/${random.between(1, 99_999)}.jpg" srcset="/pictures/1.jpg 640w, /pictures/2.jpg 1280w" alt=""><figcaption>${escapeHtml(words.caption)}</figcaption></figure>
<div class="story__body">${body.join('\n')}</div>
<div class="story__tags">${data.menu[lang]
    .slice(2, 7)
    .map(tag => `<a href="/tag/${encodeURIComponent(tag)}">${escapeHtml(tag)}</a>`)
    .join(' ')}</div></article>
<section class="related"><h2>${escapeHtml(words.related)}</h2>${cards(others.slice(0, 12), random)}</section></div>
<aside class="layout__side"><div class="ad ad--side">${escapeHtml(words.advert)}</div><h3>${escapeHtml(words.popular)}</h3><ol class="rank">${others
    .slice(12)
    .map(
      (one, i) =>
        `<li class="rank__item"><span class="rank__place">${i + 1}</span><a href="/${random.between(1, 9_999_999)}">${escapeHtml(one)}</a></li>`,
    )
    .join('\n')}</ol></aside></main>
<footer class="foot"><ul>${menu.join('\n')}</ul><p>© ${escapeHtml(outlet)} ${escapeHtml(words.rights)}</p></footer>
${Array.from({ length: PIXELS }, (_, i) => `<script async src="https://cdn.example/${i}/${random.between(1, 999_999)}.js"></script>`).join('\n')}
<script>${script(random)}</script></body></html>
`
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

function advert(word: string, random: Random): string {
  return `<div class="ad ad--inline" id="ad-${random.between(1, 9999)}"><span class="ad__label">${escapeHtml(word)}</span><div class="ad__slot" data-sizes="[[300,250],[336,280]]"></div></div>`
}

function cards(titles: readonly string[], random: Random): string {
  const one = (title: string): string =>
    `<div class="card"><a class="card__link" href="/${random.between(1, 9_999_999)}"><div class="card__picture"><img loading="lazy" data-src="/pictures/${random.between(1, 99_999)}.jpg" alt=""></div><h4 class="card__title">${escapeHtml(title)}</h4></a></div>`
  return titles.map(one).join('\n')
}

function styles(random: Random): string {
  return Array.from(
    { length: STYLES },
    (_, i) =>
      `.block-${i}{margin:${random.between(0, 40)}px;padding:${random.between(0, 40)}px;color:#${random.between(0, 0xffffff).toString(16).padStart(6, '0')};display:block}`,
  ).join('')
}

function script(random: Random): string {
  const settings = Array.from(
    { length: SETTINGS },
    (_, i) =>
      `"setting_${i}":{"on":${random.chance(0.5)},"value":"${random.between(0, 1_000_000_000).toString(36)}"}`,
  )
  return `window.__STATE__=Object.assign(window.__STATE__||{},{${settings.join(',')}});(function(w,d){w.q=w.q||[];w.q.push(["page",d.title])})(window,document);`
}
