// What Discord's client would do with a text: a reader written from its documentation, for tests of what we send.

/** One meaning that a client would find in a text, with the words it found it in. */
export interface Meaning {
  readonly kind:
    | 'mention'
    | 'everyone'
    | 'link'
    | 'masked link'
    | 'emoji'
    | 'timestamp'
    | 'command'
    | 'heading'
    | 'list'
    | 'spoiler'
    | 'strike'
    | 'code'
    | 'block quote'
    | 'invite'
  readonly words: string
}

const HIDDEN = '\u0000'

/** Everything that is not escaped and means something anywhere in a line; `url` masks our own links out first. */
export function meaningsIn(content: string): Meaning[] {
  const found: Meaning[] = []
  const code = content.replace(/\\[^0-9A-Za-z\s]|`[^`]+`/g, words => {
    if (words.startsWith('`')) found.push({ kind: 'code', words })
    return HIDDEN
  })
  const text = code.replace(/\[([^[\]]*)\]\(\s*<?([^\s)]*?)>?\s*\)/g, words => {
    found.push({ kind: 'masked link', words })
    return HIDDEN
  })
  const find = (kind: Meaning['kind'], pattern: RegExp) => {
    for (const [words] of text.matchAll(pattern)) found.push({ kind, words })
  }
  find('mention', /<(?:@[!&]?|#|id:)\S*?>/g)
  find('timestamp', /<t:-?\d+(?::[a-zA-Z])?>/g)
  find('command', /<\/[^>]*>/g)
  find('emoji', /<a?:\w+:\d+>|:[A-Za-z0-9_+-]+:/g)
  find('link', /(?:https?|steam|discord):\/\/[^\s<]+/gi)
  find('invite', /discord(?:app)?\.(?:gg|com\/invite)\/\w+/gi)
  find('spoiler', /\|\|[\s\S]+?\|\|/g)
  find('strike', /~~[\s\S]+?~~/g)
  for (const line of text.split('\n')) {
    if (/^(?:-# )?#{1,3} /.test(line)) found.push({ kind: 'heading', words: line })
    if (/^\s*(?:[-*+]|\d+\.) /.test(line)) found.push({ kind: 'list', words: line })
    if (/^\s*>{1,3} /.test(line)) found.push({ kind: 'block quote', words: line })
  }
  for (const [words] of content.matchAll(/@(?:everyone|here)/gi)) found.push({ kind: 'everyone', words })
  return found
}

/** What a reader sees: without the signs that only style it. */
export function readable(content: string): string {
  return content
    .replace(/^(?:-# |#{1,3} |> |- )/gm, '')
    .replace(/\*\*/g, '')
    .replace(/\\([^0-9A-Za-z\s])/g, '$1')
    .replaceAll('\u200b', '')
}
