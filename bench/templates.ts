// The sentences of samples/, with open places where names, topics, words, dates and numbers stood.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isReadFailure, readPath } from '../src/ingest/files.ts'
import type { Lexicon, Mention } from '../src/lexicon/lexicon.ts'
import { WordRow } from '../src/lexicon/word-rows.ts'
import { LANGS, type Lang } from '../src/model/language.ts'
import { detectLanguage } from '../src/text/language.ts'
import { splitSentences } from '../src/text/sentences.ts'

export type Slot = 'person' | 'place' | 'topic' | 'word' | 'date' | 'number'

/** Words that stay, or an open place; `raw` is what stood there, `id` what it meant. */
export type Part = string | { readonly slot: Slot; readonly raw: string; readonly id: string }

export type Template = readonly Part[]

/** One sample article: its sentences in order, and its headline. */
export interface Plot {
  readonly title: Template
  readonly sentences: readonly Template[]
}

/** What may stand in an open place, the frequent ones first. */
export type Fillers = Readonly<Record<'person' | 'place' | 'topic' | 'word', readonly string[]>>

export interface Material {
  readonly plots: Readonly<Record<Lang, readonly Plot[]>>
  readonly fillers: Readonly<Record<Lang, Fillers>>
}

const SAMPLES = join(import.meta.dirname, '..', 'samples')
const FEWEST_SENTENCES = 3
const MONTHS = 'January|February|March|April|May|June|July|August|September|October|November|December'
const DATES = new RegExp(
  [
    `(?:${MONTHS})(?: \\d{1,2})?(?:, \\d{4})?\\b`,
    '\\b(?:Mon|Tues|Wednes|Thurs|Fri)day\\b',
    '(?:\\d{4}年)?\\d{1,2}月(?:\\d{1,2}日)?|\\d{4}年|\\d{1,2}日(?!本)',
    '(?:\\d{4}년 ?)?\\d{1,2}월(?: ?\\d{1,2}일)?|\\d{4}년|\\d{1,2}일',
  ].join('|'),
  'gu',
)
const NUMBERS = /\d+/g

/** Reads the samples and opens their sentences. @throws UserError when the samples cannot be read */
export async function readMaterial(lexicon: Lexicon): Promise<Material> {
  const plots: Record<Lang, Plot[]> = { 'zh-Hans': [], 'zh-Hant': [], ja: [], ko: [], en: [] }
  for await (const item of readPath(SAMPLES)) {
    if (isReadFailure(item)) continue
    const lang = item.lang ?? detectLanguage(item.text).lang
    const sentences = splitSentences(item.text, { start: 0, end: item.text.length }, lang)
      .map(({ start, end }) => item.text.slice(start, end).replaceAll(/\s+/g, ' '))
      .filter(sentence => /[.。！？!?」』”"]$/.test(sentence) && sentence.length > 12)
    if (sentences.length < FEWEST_SENTENCES) continue
    const title = item.title ?? item.text.trim().split('\n', 1)[0]!.slice(0, 90)
    plots[lang].push({
      title: openSentence(title, lexicon),
      sentences: sentences.map(sentence => openSentence(sentence, lexicon)),
    })
  }
  const fillers = Object.fromEntries(LANGS.map(lang => [lang, fillersOf(lexicon, lang)]))
  return { plots, fillers: fillers as Record<Lang, Fillers> }
}

/** A sentence as a template. */
export function openSentence(text: string, lexicon: Lexicon): Template {
  const places: { start: number; end: number; slot: Slot; id: string }[] = []
  const add = (start: number, end: number, slot: Slot, id: string): void => {
    if (places.every(one => end <= one.start || start >= one.end)) places.push({ start, end, slot, id })
  }
  for (const found of text.matchAll(DATES)) add(found.index, found.index + found[0].length, 'date', found[0])
  for (const mention of lexicon.match(text)) {
    const slot = slotOf(mention)
    if (slot !== null) add(mention.start, mention.end, slot, mention.id)
  }
  for (const found of text.matchAll(NUMBERS))
    add(found.index, found.index + found[0].length, 'number', found[0])
  const parts: Part[] = []
  let at = 0
  for (const { start, end, slot, id } of places.sort((a, b) => a.start - b.start)) {
    if (start > at) parts.push(text.slice(at, start))
    parts.push({ slot, id, raw: text.slice(start, end) })
    at = end
  }
  return at < text.length ? [...parts, text.slice(at)] : parts
}

function slotOf(mention: Mention): Slot | null {
  if (mention.kind === 'topic' || mention.kind === 'word') return mention.kind
  if (mention.kind !== 'entity' || mention.how === 'bound' || mention.how === 'adjective') return null
  if (mention.id.startsWith('PER.')) return 'person'
  return mention.id.startsWith('PLC.') ? 'place' : null
}

function fillersOf(lexicon: Lexicon, lang: Lang): Fillers {
  const entities = [...lexicon.entities()]
  const formsOf = (prefix: string): string[] =>
    entities.filter(row => row.id.startsWith(prefix)).flatMap(row => row.forms[lang]?.slice(0, 1) ?? [])
  const topics = [...lexicon.topics()].flatMap(row => row.forms[lang]?.slice(0, 1) ?? [])
  return { person: formsOf('PER.'), place: formsOf('PLC.'), topic: topics, word: wordForms(lang) }
}

const WORDS = new URL('../src/lexicon/data/words-general.jsonl', import.meta.url)

/** Everyday words; none for Traditional Chinese, whose rows are kept in Simplified characters. */
function wordForms(lang: Lang): string[] {
  if (lang === 'zh-Hant') return []
  const tongue = lang === 'zh-Hans' ? 'zh' : lang
  const rows = readFileSync(WORDS, 'utf8').split('\n').filter(Boolean)
  return rows
    .flatMap(line => WordRow.parse(JSON.parse(line))[tongue].slice(0, 1))
    .map(form => form.split('@')[0]!)
}
