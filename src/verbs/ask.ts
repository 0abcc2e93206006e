import { answerQuestion, showPrompt } from '../answer/answer.ts'
import { replyOfAnswer } from '../chat/answer-reply.ts'
import { UserError } from '../errors.ts'
import { estimateTokens } from '../llm/tokens.ts'
import type { Lang } from '../model/language.ts'
import { readQuestion } from '../search/query.ts'
import { explainHits, searchSentences } from '../search/search.ts'
import {
  type CommonOptions,
  type Context,
  print,
  printJson,
  readLines,
  tell,
  withContext,
} from './context.ts'
import { langOption, readCount } from './options.ts'
import { show } from './show-reply.ts'

interface AskOptions extends CommonOptions {
  readonly lang?: string
  readonly showPrompt?: boolean
}

/** `ask QUESTION` answers one; `ask -` reads one a line and writes one JSON object a line. */
export async function askVerb(words: readonly string[], options: AskOptions): Promise<void> {
  const named = langOption(options.lang)
  const lang = named === undefined ? {} : { lang: named }
  if (words.join(' ').trim() === '')
    throw new UserError('ask needs a question: attache ask "what did Biden refuse?"', { exitCode: 2 })
  await withContext(options, async context => {
    if (words.length === 1 && words[0] === '-') {
      // One answer a line, also for an empty one: whoever pipes questions in counts lines.
      for await (const line of readLines(process.stdin, { empty: true }))
        printJson(await answerQuestion(line, context, lang))
      return
    }
    if (options.showPrompt) return await tellPrompt(words.join(' '), context, lang, options.json === true)
    const answer = await answerQuestion(words.join(' '), context, lang)
    if (options.json) printJson(answer)
    else show(replyOfAnswer(answer))
  })
}

/** What would be sent to the model for a question: nothing is sent. */
async function tellPrompt(
  question: string,
  context: Context,
  lang: { lang?: Lang },
  asJson: boolean,
): Promise<void> {
  const { model } = context
  if (model === undefined)
    throw new UserError(
      'No model is configured, so nothing is ever sent: set OPENAI_API_KEY or OPENAI_BASE_URL.',
    )
  const prompt = await showPrompt(question, { ...context, model }, lang)
  if (prompt === null)
    return tell('Nothing would be sent for this question: it is answered without the model.')
  const tokens = estimateTokens(prompt.instructions) + estimateTokens(prompt.input)
  if (asJson) return printJson({ model: model.name, tokens, ...prompt })
  print(`${prompt.instructions}\n\n${prompt.input}`)
  tell(`About ${tokens} tokens for ${model.name}. Nothing was sent.`)
}

async function searchLine(text: string, context: Context, limit: number): Promise<unknown> {
  const query = readQuestion(text, context.lexicon)
  const results = explainHits(await searchSentences(query, context, limit, 'rank'), query, context.lexicon)
  return { query: text, results }
}

interface SearchOptions extends CommonOptions {
  readonly limit: string
}

/** `search QUERY` lists sentences with the reason for each; `search -` reads one query a line. */
export async function searchVerb(words: readonly string[], options: SearchOptions): Promise<void> {
  const limit = readCount(options.limit, '--limit', 1000)
  await withContext(options, async context => {
    if (words.length === 1 && words[0] === '-') {
      for await (const line of readLines()) printJson(await searchLine(line, context, limit))
      return
    }
    const text = words.join(' ')
    if (options.json) return printJson(await searchLine(text, context, limit))
    const query = readQuestion(text, context.lexicon)
    const hits = explainHits(await searchSentences(query, context, limit, 'rank'), query, context.lexicon)
    if (hits.length === 0) print('Nothing in the stored articles matches.')
    for (const [at, hit] of hits.entries()) {
      print(
        `${at + 1}. ${hit.quote.replaceAll(/\s+/g, ' ')}\n   ${hit.score.toFixed(2)} · ${hit.sentence} · ${hit.why.join(' · ')}`,
      )
    }
  })
}
