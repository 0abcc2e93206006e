import type { Answer, Citation, Statement, Verdict } from '../model/answer.ts'
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

const VERDICTS: Readonly<
  Record<Exclude<Verdict, 'answered'>, { readonly level: NoticeLevel; readonly key: MessageKey }>
> = {
  contradicted: { level: 'warning', key: 'answer.contradicted' },
  disputed: { level: 'warning', key: 'answer.disputed' },
  not_found: { level: 'info', key: 'answer.not_found' },
}

/** Draws an answer: the verdict first, each statement with its citation numbers, then the numbered sources. */
export function replyOfAnswer(answer: Answer): Reply {
  const { lang, verdict, statements, citations } = answer
  const used = new Set(statements.flatMap(statement => statement.citations))
  const shown = citations.filter(citation => used.has(citation.n) || statements.length === 0)
  const blocks: Block[] = [verdictLine(answer, shown)]
  if (statements.length > 0) {
    if (verdict === 'not_found') blocks.push(heading(say(lang, 'answer.nearest')))
    blocks.push(...drawStatements(statements, citations))
  }
  const said = statements.map(statement => statement.text)
  if (shown.length > 0) blocks.push(sourcesOf(lang, shown, said))
  if (verdict !== 'not_found' && statements.length > 0)
    blocks.push(quiet(say(lang, answer.by === 'model' ? 'answer.by_model' : 'answer.by_quote')))
  return { lang, summary: summaryOf(answer), blocks }
}

function verdictLine({ lang, verdict }: Answer, shown: readonly Citation[]): Block {
  if (verdict !== 'answered') {
    const { level, key } = VERDICTS[verdict]
    return notice(level, say(lang, key))
  }
  const articles = new Set(shown.map(citation => citation.article)).size
  return quiet(say(lang, 'answer.answered', { articles }))
}

/** Statements that are the stored words themselves stand as quotes in their script; others as a list. */
function drawStatements(statements: readonly Statement[], citations: readonly Citation[]): Block[] {
  const quotes = statements.map(statement => quoteOf(statement, citations))
  if (statements.length === 1 && !quotes[0]) return [paragraph(spansOf(statements[0]!))]
  if (!quotes.some(quote => quote)) return [list(statements.map(spansOf))]
  return statements.map((statement, i) => {
    const lang = quotes[i]?.lang
    if (!lang) return list([spansOf(statement)])
    return { kind: 'quote', text: statement.text.trim(), lang, citations: statement.citations }
  })
}

function quoteOf(statement: Statement, citations: readonly Citation[]): Citation | undefined {
  const words = statement.text.trim()
  return citations.find(({ n, quote }) => statement.citations.includes(n) && quote.trim() === words)
}

function spansOf(statement: Statement) {
  return [text(statement.text.trim()), ...cite(statement.citations)]
}

function summaryOf({ lang, verdict, question, statements }: Answer): string {
  const said = verdict === 'answered' ? statements[0]?.text.trim() : say(lang, VERDICTS[verdict].key)
  return said ? `${question} — ${said}` : question
}
