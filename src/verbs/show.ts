// `show ARTICLE`: what was read out of one article, at a glance: kept, left out and why, dates with their reasons.
import { styleText } from 'node:util'
import { nameChain, nameDate, nameEntity } from '../answer/names.ts'
import { UserError } from '../errors.ts'
import type { Article, Block, Report } from '../model/article.ts'
import type { Claim } from '../model/claim.ts'
import type { DateRef } from '../model/date.ts'
import type { Lang } from '../model/language.ts'
import { wantsColor } from '../terminal/printer.ts'
import { safeText } from '../terminal/safe.ts'
import { claimLine, toSnakeCase } from './code.ts'
import { type CommonOptions, type Context, print, printJson, withContext } from './context.ts'

const SNIPPET = 64

/** Finds the article as `Store.findArticles` does, and draws all that was read out of it. */
export async function showVerb(name: string, options: CommonOptions): Promise<void> {
  await withContext(options, async context => {
    const [article, ...others] = await context.store.findArticles(name, 6)
    if (article === undefined) {
      throw new UserError(
        `No stored article is "${name}": give an id, the start of one, a URL, part of a title or a file name.`,
      )
    }
    if (others.length > 0 && article.id !== name && article.url !== name && !options.json) {
      print(
        `${others.length + 1} articles match; showing the newest. Others: ${others.map(one => `${one.id} ${safeText(one.title ?? one.identity)}`).join(' · ')}\n`,
      )
    }
    const [blocks, reports, sentences, claims] = await Promise.all([
      context.store.blocksOf(article.id),
      context.store.reportsOf(article.id),
      context.store.sentencesOf(article.id),
      context.store.claimsOf(article.id),
    ])
    if (options.json)
      return printJson({ article, blocks, reports, sentences, claims: claims.map(toSnakeCase) })
    draw(context, article, blocks, reports, claims, sentences.length)
  })
}

function draw(
  context: Context,
  article: Article,
  blocks: readonly Block[],
  reports: readonly Report[],
  claims: readonly Claim[],
  sentences: number,
): void {
  const { lang } = context.config
  const bold = (text: string): string => paint('bold', text)
  print(bold(`${article.id} · ${safeText(headingOf(article, reports))}`))
  const facts = [
    article.outlet,
    article.url,
    article.published,
    `${article.format}, ${article.charset}`,
    `revision ${article.revision}${article.current ? '' : ' (replaced)'}`,
    article.sample ? 'sample article' : null,
    `${many(reports.length, 'report')}, ${many(sentences, 'sentence')}, ${many(claims.length, 'claim')}`,
  ]
  print(
    facts
      .filter(fact => fact !== null)
      .map(safeText)
      .join(' · '),
  )

  for (const report of reports) {
    print('')
    print(
      bold(`Report ${letter(report.ordinal)} · ${safeText(report.title ?? '(no title)')} · ${report.lang}`),
    )
    print(`  date   ${drawDate(report.date, lang)}`)
    const chain = report.chain.map(link => ({
      role: link.role,
      country: link.country,
      name: link.entity ? nameEntity(link.entity, lang, context.lexicon, link.name) : link.name,
    }))
    print(`  chain  ${nameChain(chain, lang)}`)
    for (const claim of claims)
      if (claim.report === report.id)
        print(`  ${paint('dim', '·')} ${claimLine(claim)}\n      ${safeText(claim.evidence.text)}`)
  }

  print('')
  print(bold('Blocks'))
  for (const block of blocks) {
    const text = safeText(article.text.slice(block.start, block.end).trim())
    const cut = [...text].slice(0, SNIPPET).join('') + ([...text].length > SNIPPET ? '…' : '')
    const line = `  ${block.report === null ? '–' : letter(block.report)} ${block.kind.padEnd(11)} ${cut}${block.reason ? `  (${safeText(block.reason)})` : ''}`
    print(block.kind === 'paragraph' ? line : paint('dim', line))
  }
}

function many(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`
}

/** The page's own title is not shown where it fuses those of its reports. */
function headingOf(article: Article, reports: readonly Report[]): string {
  const titles = reports.map(report => report.title).filter(title => title !== null)
  return (
    (reports.length === 1 ? article.title : null) ?? (titles.join(' / ') || article.url || article.identity)
  )
}

function drawDate(date: DateRef, lang: Lang): string {
  const reasons = date.reasons?.length ? ` — ${date.reasons.map(safeText).join('; ')}` : ''
  const others = date.alternatives?.length
    ? ` (also possible: ${date.alternatives.slice(0, 6).join(', ')}${date.alternatives.length > 6 ? ', …' : ''})`
    : ''
  return `${nameDate(date, lang)} · ${Math.round(date.confidence * 100)}% · ${date.inferredBy.join(', ') || 'nothing to date it by'}${reasons}${others}`
}

function letter(ordinal: number): string {
  return ordinal < 26 ? String.fromCharCode(65 + ordinal) : `#${ordinal + 1}`
}

function paint(style: 'bold' | 'dim', text: string): string {
  return wantsColor(process.stdout) ? styleText(style, text) : text
}
