// Feeds that are no XML: cut off, with tags that do not match, with other things around them. Each entry is taken by
// itself, and its parts by their own tags, so that one fault costs one entry's part and not the feed.

/** Parts of an entry that are looked for, as they are called in any format. */
const PARTS = [
  'title',
  'link',
  'guid',
  'id',
  'pubdate',
  'published',
  'updated',
  'dc:date',
  'dc:creator',
  'author',
  'description',
  'summary',
  'content:encoded',
  'content',
]
const ENTRY = /<(item|entry)(?=[\s>])/gi
const PART = new RegExp(`<(/?)(${PARTS.join('|')})((?:\\s[^<>]{0,500}?)?)\\s*(/?)>`, 'gi')
const MOST_ENTRIES = 1000
/** Past this nothing of an entry is looked at. */
const LONGEST_ENTRY = 500_000

/** What begins a document of each format, so that what was cut out of one is read as one. */
const HEADS = {
  rss: ['<rss version="2.0"><channel><title>-</title>', '</channel></rss>'],
  atom: ['<feed xmlns="http://www.w3.org/2005/Atom"><title>-</title>', '</feed>'],
} as const

const wrapText = (text: string): string => {
  const bare = text.replace(/^\s*<!\[CDATA\[/, '').replace(/\]\]>\s*$/, '')
  // What is marked up or escaped already stays as it is; CDATA keeps everything else from being read as tags.
  return text === bare && !bare.includes('<') ? bare : `<![CDATA[${bare.replaceAll(']]>', ']]&gt;')}]]>`
}

/** An entry's parts, each from its tag to its end tag, or to where the next part begins. */
function mendEntry(source: string): string {
  const marks = [...source.matchAll(PART)].map(match => ({
    name: match[2]!.toLowerCase(),
    attributes: match[3]!,
    isEnd: match[1] === '/',
    isEmpty: match[4] === '/',
    at: match.index,
    after: match.index + match[0].length,
  }))
  let mended = ''
  for (let i = 0; i < marks.length; i++) {
    const { name, attributes, isEnd, isEmpty, after } = marks[i]!
    if (isEnd) continue
    if (isEmpty) {
      mended += `<${name}${attributes}/>`
      continue
    }
    // An own end tag first; `<title>` inside of a description is that of a page.
    const end = marks.findIndex((mark, at) => at > i && mark.isEnd && mark.name === name)
    const next = marks.findIndex((mark, at) => at > i && !mark.isEnd)
    const isHeld = name === 'description' || name.startsWith('content') || name === 'summary'
    const close = end > 0 && (isHeld || next < 0 || end < next) ? end : next
    const text = source.slice(after, close < 0 ? source.length : marks[close]!.at)
    const clean = close === end && end > 0 ? text : text.replace(/<\/[a-z:]{1,20}>\s*$/i, '')
    mended += `<${name}${attributes.includes('"') || attributes.trim() === '' ? attributes : ''}>${wrapText(clean)}</${name}>`
    if (close === end && end > 0) i = end
  }
  return mended
}

/** One small document for each entry that can be found in what was meant to be a feed. */
export function salvageEntries(source: string): string[] {
  const starts = [...source.matchAll(ENTRY)].slice(0, MOST_ENTRIES)
  return starts.flatMap((start, i) => {
    const name = start[1]!.toLowerCase()
    const from = source.indexOf('>', start.index) + 1
    const next = starts[i + 1]?.index
    const body = source.slice(from, Math.min(next ?? source.length, from + LONGEST_ENTRY))
    const end = body.toLowerCase().lastIndexOf(`</${name}`)
    // The last one of a document that was cut off is whole in the next.
    if (end < 0 && next === undefined) return []
    const [head, tail] = HEADS[name === 'item' ? 'rss' : 'atom']
    return [`${head}<${name}>${mendEntry(end < 0 ? body : body.slice(0, end))}</${name}>${tail}`]
  })
}
