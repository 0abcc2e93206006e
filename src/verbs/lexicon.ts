// `lexicon check`, `lexicon try TEXT`, `lexicon add FILE ROW`: for whoever edits the data files.
import { nameEntity } from '../answer/names.ts'
import { codeText } from '../claims/code-text.ts'
import { UserError } from '../errors.ts'
import { addRow, checkData, DATA_FILES, DATA_FOLDER, readData } from '../lexicon/check.ts'
import { type Lexicon, type Mention, openLexicon } from '../lexicon/lexicon.ts'
import { type Lang, tongueOf } from '../model/language.ts'
import { safeText } from '../terminal/safe.ts'
import { detectLanguage } from '../text/language.ts'
import { claimLine, toSnakeCase } from './code.ts'
import { type CommonOptions, print, printJson } from './context.ts'
import { langOption } from './options.ts'

interface LexiconOptions extends CommonOptions {
  readonly lang?: string
}

/** One of the three, by its first word. */
export async function lexiconVerb(words: readonly string[], options: LexiconOptions): Promise<void> {
  const [what, ...rest] = words
  if (what === 'check' && rest.length === 0) return check(options)
  if (what === 'try' && rest.length > 0) return tryText(rest.join(' '), options)
  if (what === 'add' && rest.length === 2) return add(rest[0]!, rest[1]!)
  throw new UserError(
    `Use: lexicon check | lexicon try TEXT | lexicon add FILE ROW, where FILE is one of ${DATA_FILES.join(', ')} and ROW one JSON object.`,
    { exitCode: 2 },
  )
}

function check({ json }: LexiconOptions): void {
  const data = readData(DATA_FOLDER)
  const faults = checkData(data)
  const rows = DATA_FILES.map(file => ({ file, rows: data[file].length }))
  if (json) printJson({ rows, faults })
  else {
    print(rows.map(one => `${one.file} ${one.rows}`).join(' · '))
    for (const fault of faults) print(`! ${fault}`)
    if (faults.length === 0) print(`Sound. Version ${openLexicon().version}.`)
  }
  if (faults.length > 0) process.exitCode = 1
}

/** What is found in a text and why, and the claims read out of it. */
function tryText(text: string, options: LexiconOptions): void {
  const lexicon = openLexicon()
  const lang = langOption(options.lang) ?? detectLanguage(text).lang
  const mentions = lexicon.match(text, tongueOf(lang))
  const { claims } = codeText(text, lexicon, { lang })
  if (options.json) {
    printJson({ lang, mentions, claims: claims.map(claim => toSnakeCase(claim)) })
    return
  }
  print(`read as ${lang}`)
  for (const mention of mentions) print(`  ${explain(mention, lang, lexicon)}`)
  if (mentions.length === 0) print('  nothing the lexicon knows')
  for (const claim of claims) print(`  claim  ${claimLine(claim)}`)
}

const HOW: Readonly<Record<Mention['how'], string>> = {
  form: 'a name in full',
  bare: 'a short name, beside a title or a full name',
  cued: 'a name of several bodies, with a word of its country near',
  bound: 'one character within a compound',
  adjective: 'a demonym',
}

function explain(mention: Mention, lang: Lang, lexicon: Lexicon): string {
  const { start, end, kind, id, others, form, how, tags } = mention
  const name =
    kind === 'act'
      ? lexicon.act(id)?.labels[lang]
      : kind === 'title'
        ? lexicon.office(id)?.titles[lang][0]
        : kind === 'word'
          ? lexicon.word(id)?.en[0]
          : kind === 'topic'
            ? lexicon.nameOf(id, lang)
            : nameEntity(id, lang, lexicon)
  const also = others.length > 0 ? ` or ${others.slice(0, 4).join(', ')}` : ''
  const why = kind === 'entity' ? `; ${HOW[how]}` : tags.length > 0 ? `; ${tags.join(', ')}` : ''
  return `${start}–${end} “${safeText(form)}”  ${kind} ${id}${also} (${name ?? '?'}${why})`
}

function add(file: string, row: string): void {
  addRow(DATA_FOLDER, file, row)
  print(`Added to src/lexicon/data/${file}.jsonl. Run recode to read what is stored with it.`)
}
