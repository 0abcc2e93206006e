import type { Answer, Citation, Statement, Verdict } from '../model/answer.ts'
import type { Lang } from '../model/language.ts'
import { type MessageKey, say } from './messages.ts'
import {
  type Block,
  cite,
  heading,
  list,
  type NoticeLevel,
  notice,
  paragraph,
  quiet,
  type Reply,
  text,
} from './reply.ts'
import { sourcesOf } from './sources.ts'
import { drawRoles } from './who-reply.ts'

const VERDICTS: Readonly<
  Record<Exclude<Verdict, 'answered'>, { readonly level: NoticeLevel; readonly key: MessageKey }>
> = {
  contradicted: { level: 'warning', key: 'answer.contradicted' },
  disputed: { level: 'warning', key: 'answer.disputed' },
  not_found: { level: 'info', key: 'answer.not_found' },
}

/** Draws an answer: the verdict first, each statement with its citation numbers, then the numbered sources. */
export function replyOfAnswer(answer: Answer): Reply {
  const { lang, verdict, citations } = answer
  // What cites nothing tells of the search, and so does the verdict.
  const statements = answer.statements.filter(statement => statement.citations.length > 0)
  const used = new Set(statements.flatMap(statement => statement.citations))
  const shown = citations.filter(citation => used.has(citation.n) || statements.length === 0)
  const blocks: Block[] = [verdictLine(answer, shown), ...rolesOf(answer)]
  if (verdict === 'not_found' && shown.length > 0) blocks.push(heading(say(lang, 'answer.nearest')))
  blocks.push(...drawStatements(answer, statements))
  blocks.push(...translationsOf(lang, shown))
  const said = statements.map(statement => statement.text)
  if (shown.length > 0) blocks.push(sourcesOf(lang, shown, said))
  if (verdict !== 'not_found' && statements.length > 0)
    blocks.push(quiet(say(lang, answer.by === 'model' ? 'answer.by_model' : 'answer.by_quote')))
  blocks.push(...(answer.notes ?? []).map(note => notice('info', note)))
  return { lang, summary: summaryOf(answer), blocks }
}

/** Quotes in the reader's language, under a line that says who translated them. */
function translationsOf(lang: Lang, shown: readonly Citation[]): Block[] {
  const translated = shown.filter(citation => citation.translation !== undefined)
  if (translated.length === 0) return []
  return [
    quiet(say(lang, 'answer.translations')),
    list(translated.map(({ n, translation }) => [text(translation!), ...cite([n])])),
  ]
}

/** The desk's own table of offices, said to be that and no article's. */
function rolesOf({ lang, roles = [] }: Answer): Block[] {
  if (roles.length === 0) return []
  return [...roles.flatMap(one => drawRoles({ lang }, one)), quiet(say(lang, 'answer.roles'))]
}

function verdictLine({ lang, verdict }: Answer, shown: readonly Citation[]): Block {
  if (verdict !== 'answered') {
    const { level, key } = VERDICTS[verdict]
    return notice(level, say(lang, key))
  }
  const articles = new Set(shown.map(citation => citation.article)).size
  return quiet(say(lang, 'answer.answered', { articles }))
}

/** Stored words stand as quotes in their script, what is said about them above; statements without any are a list. */
function drawStatements(answer: Answer, statements: readonly Statement[]): Block[] {
  const { lang, verdict, citations } = answer
  const parts = statements
    .map(statement => partStatement(statement, citations))
    // The heading says that it is only the nearest.
    .map(part => (verdict === 'not_found' && part.quote ? { ...part, words: '', rest: '' } : part))
  if (parts.length === 1 && !parts[0]!.quote) return [paragraph(spansOf(statements[0]!))]
  if (!parts.some(part => part.quote)) return parts.length > 0 ? [list(statements.map(spansOf))] : []
  const bare = parts.every(part => part.quote && part.words === '')
  return parts.flatMap(({ quote, words, rest, gloss }, i): Block[] => {
    const { citations: numbers } = statements[i]!
    const glossed = gloss === null ? [] : [quiet(say(lang, 'answer.gloss', { words: gloss }))]
    if (quote && bare)
      return [{ kind: 'quote', text: quote.text, lang: quote.lang, citations: numbers }, ...glossed]
    const below = quote ? [{ kind: 'quote', citations: [], ...quote } as const, ...glossed] : []
    return [
      {
        kind: 'item',
        n: i + 1,
        headline: [text(words), ...cite(numbers)],
        blocks: rest === '' ? below : [...below, quiet(rest)],
      },
    ]
  })
}

interface Parts {
  readonly quote: (Pick<Citation, 'lang'> & { readonly text: string }) | null
  /** What the statement says about the quote, or all of it when it holds none. */
  readonly words: string
  /** What follows the quote, when something stands before it too. */
  readonly rest: string
  /** The quote word by word, where there is no translation of it. */
  readonly gloss: string | null
}

/** Parts a statement from the stored words that stand in it: `Biden → Japan: refuses. “拜登拒绝…” — Kyodo`. */
function partStatement(statement: Statement, citations: readonly Citation[]): Parts {
  const whole = statement.text.trim()
  const cited = citations.find(
    ({ n, quote }) => statement.citations.includes(n) && quote.trim() !== '' && whole.includes(quote.trim()),
  )
  if (!cited) return { quote: null, words: whole, rest: '', gloss: null }
  const gloss = cited.translation === undefined ? (cited.gloss ?? null) : null
  const stored = cited.quote.trim()
  const at = whole.indexOf(stored)
  const before = whole
    .slice(0, at)
    .replace(/[“‘"「『«]\s*$/u, '')
    .trim()
  const after = whole
    .slice(at + stored.length)
    .replace(/^\s*[”’"」』»]/u, '')
    .replace(/^[\s—–]+/u, '')
    .trim()
  const quote = { text: stored, lang: cited.lang }
  return before === ''
    ? { quote, words: after, rest: '', gloss }
    : { quote, words: before, rest: after, gloss }
}

function spansOf(statement: Statement) {
  return [text(statement.text.trim()), ...cite(statement.citations)]
}

function summaryOf({ lang, verdict, question, statements }: Answer): string {
  const said = verdict === 'answered' ? statements[0]?.text.trim() : say(lang, VERDICTS[verdict].key)
  return said ? `${question} — ${said}` : question
}
