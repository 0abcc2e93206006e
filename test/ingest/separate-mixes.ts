// Pages that hold several reports, made from single ones with a fixed seed, so that the right answer is known.
import type { Lang } from '../../src/model/language.ts'

/** A report to build pages from: its own paragraphs in order. */
export interface Ingredient {
  readonly id: string
  readonly lang: Lang
  readonly title: string | null
  readonly paragraphs: readonly string[]
}

/** A built page: `labels[i]` is the strand of the i-th blank-line-separated run, -1 for none. */
export interface Mix {
  readonly text: string
  readonly runs: readonly string[]
  readonly labels: readonly number[]
  /** Runs that are titles. */
  readonly titles: ReadonlySet<number>
  /** Which honest cues, besides its wording, show that the page holds more than one report. */
  readonly cues: readonly Cue[]
  readonly k: number
  readonly layout: 'round-robin' | 'consecutive'
  readonly lang: Lang
  readonly ids: readonly string[]
}

export type Cue = 'datelines' | 'titles' | 'indentation' | 'scripts' | 'outlets'

/** Random numbers 0..1 from a seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** One of the items. */
export function pick<T>(random: () => number, items: readonly T[]): T {
  return items[Math.floor(random() * items.length)]!
}

/** Paragraphs of 1 to 3 sentences; sentences are cut by a simple rule, good enough to build pages. */
export function toParagraphs(text: string, random: () => number): string[] {
  const sentences = text.match(/[^。！？!?.]+(?:[。！？]+[”」』]?|[.!?]+["”’]?(?=\s|$)|\.|$)/g) ?? [text]
  const joined: string[] = []
  for (const sentence of sentences) {
    const last = joined.at(-1)
    // "3.5" or "U.S." was cut in the middle: too short to be a sentence, or the last one was.
    if (last !== undefined && (sentence.trim().length < 8 || /(^|[^\p{L}])\p{L}\.$|\d\.$/u.test(last)))
      joined[joined.length - 1] = last + sentence
    else joined.push(sentence)
  }
  const paragraphs: string[] = []
  for (let at = 0; at < joined.length; ) {
    const size = 1 + Math.floor(random() * 3)
    const paragraph = joined
      .slice(at, at + size)
      .join('')
      .trim()
    if (paragraph !== '') paragraphs.push(paragraph)
    at += size
  }
  return paragraphs
}

const AGENCIES: Readonly<Record<Lang, readonly string[]>> = {
  'zh-Hans': ['北斗通信', '南屿日报', '东海瞭望', '云帆网', '渡口时报'],
  'zh-Hant': ['雲嶺通訊', '榕灣日報', '海峽快訊', '潮汐新聞', '赤欖晚報'],
  ja: ['灯台通信', '青嶺新聞', '潮見新聞', 'みさき時報', '北斗通信'],
  ko: ['한빛통신', '새길일보', '너른들뉴스', '두물머리신문', '솔내통신'],
  en: ['Meridian Wire', 'North Quay Courier', 'The Harbor Ledger', 'Copperleaf News', 'Saltmarsh Times'],
}

const CITIES: Readonly<Record<Lang, readonly string[]>> = {
  'zh-Hans': ['东京', '首尔', '北京', '华盛顿', '伦敦'],
  'zh-Hant': ['東京', '首爾', '北京', '華盛頓', '倫敦'],
  ja: ['東京', 'ソウル', '北京', 'ワシントン', 'ロンドン'],
  ko: ['도쿄', '서울', '베이징', '워싱턴', '런던'],
  en: ['TOKYO', 'SEOUL', 'BEIJING', 'WASHINGTON', 'LONDON'],
}

/** An invented dateline in the manner of the language. */
export function datelineOf(lang: Lang, nth: number, random: () => number): string {
  const agency = AGENCIES[lang][nth % 5]!
  const city = pick(random, CITIES[lang])
  const [month, day] = [1 + Math.floor(random() * 12), 1 + Math.floor(random() * 28)]
  if (lang === 'zh-Hans')
    return pick(random, [
      `${agency}${city}${month}月${day}日电 `,
      `${agency}${month}月${day}日电 `,
      `${month}月${day}日电\n`,
    ])
  if (lang === 'zh-Hant')
    return pick(random, [
      `（${agency}${city}${day}日電）`,
      `${agency}${city}${month}月${day}日電 `,
      `【${agency}${city}訊】`,
    ])
  if (lang === 'ja')
    return pick(random, [
      `【${city}=${agency}】`,
      `［${city}　${month}月${day}日　${agency}］ `,
      `【${city}${agency}】`,
    ])
  if (lang === 'ko')
    return pick(random, [
      `(${city}=${agency}) `,
      `[${city}=${agency}] 김하늘 기자 = `,
      `【${city}=${agency}】 `,
    ])
  const name = [
    'Jan.',
    'Feb.',
    'March',
    'April',
    'May',
    'June',
    'July',
    'Aug.',
    'Sept.',
    'Oct.',
    'Nov.',
    'Dec.',
  ][month - 1]
  return pick(random, [
    `${city} (${agency}) — `,
    `${city}, ${name} ${day} (${agency}) — `,
    `${city}, ${name} ${day} — `,
  ])
}

/** The opening words that cite one of five invented outlets. */
export function leadOf(lang: Lang, nth: number): string {
  const agency = AGENCIES[lang][(nth + 2) % 5]!
  if (lang === 'zh-Hans') return `据${agency}报道，`
  if (lang === 'zh-Hant') return `據${agency}報導，`
  if (lang === 'ja') return `${agency}によると、`
  if (lang === 'ko') return `${agency} 보도에 따르면 `
  return `According to ${agency}, `
}

const BOILERPLATE: Readonly<Record<Lang, readonly string[]>> = {
  'zh-Hans': ['免责声明：以上内容为转载，不代表本网观点，版权归原作者所有。', '责任编辑：顾晓', '图片 1'],
  'zh-Hant': ['版權聲明：未經授權，不得轉載。', '責任編輯：游芷', '圖片 2'],
  ja: ['無断転載を禁じます。', '続きを読む', '写真1'],
  ko: ['무단 전재 및 재배포 금지', '저작권자 ⓒ 한빛통신', '[사진 1]'],
  en: ['Copyright 2016. All rights reserved.', 'Read more', '[Image 2]'],
}

/** Lines that belong to no report. */
export function noticesOf(lang: Lang): readonly string[] {
  return BOILERPLATE[lang]
}

interface Strand {
  readonly label: number
  readonly title: string | null
  readonly paragraphs: readonly string[]
}

/** What a page is built with; chances are 0..1. */
export interface MixPlan {
  readonly layout: 'round-robin' | 'consecutive'
  readonly datelines: boolean
  readonly titles: 'none' | 'top' | 'own'
  readonly indent: boolean
  readonly leads: boolean
  readonly boilerplate: boolean
}

/** A plan drawn so that about nine pages in ten carry a cue. */
export function drawPlan(random: () => number, layout: MixPlan['layout']): MixPlan {
  const chance = (p: number) => random() < p
  const plan = {
    layout,
    datelines: chance(0.55),
    titles: chance(0.55) ? (layout === 'consecutive' || chance(0.4) ? 'own' : 'top') : 'none',
    indent: chance(0.35),
    leads: chance(0.25),
    boilerplate: chance(0.5),
  } as const
  const isBare =
    !plan.datelines && plan.titles === 'none' && !plan.leads && !(plan.indent && layout === 'round-robin')
  return isBare && chance(0.5) ? { ...plan, datelines: true } : plan
}

function decorate(ingredients: readonly Ingredient[], plan: MixPlan, random: () => number): Strand[] {
  const indented = Math.floor(random() * ingredients.length)
  const space = pick(random, ['　　', '  '])
  return ingredients.map(({ lang, title, paragraphs }, label) => {
    const length = Math.min(paragraphs.length, 3 + Math.floor(random() * 8))
    const own = paragraphs.slice(0, length)
    if (plan.datelines) own[0] = datelineOf(lang, label, random) + own[0]!
    else if (plan.leads) own[0] = leadOf(lang, label) + own[0]!
    const shift = (line: string) => (plan.indent && label === indented ? space + line : line)
    return {
      label,
      title: plan.titles === 'none' ? null : title,
      paragraphs: own.map(shift),
    }
  })
}

type Run = readonly [text: string, label: number]

function interleave(
  strands: readonly Strand[],
  plan: MixPlan,
  filler: readonly string[],
  random: () => number,
): Run[] {
  const runs: Run[] = []
  if (plan.titles === 'top') for (const { title, label } of strands) if (title) runs.push([title, label])
  const queues = strands.map(({ title, paragraphs, label }) => ({
    label,
    left: plan.titles === 'own' && title ? [title, ...paragraphs] : [...paragraphs],
  }))
  if (plan.boilerplate) {
    const queue = pick(random, queues)
    const last = queue.left.length
    const at = random() < 0.6 ? last : 2 + Math.floor(random() * (last - 2))
    queue.left.splice(at, 0, `\u0000${pick(random, filler)}`)
  }
  while (queues.some(queue => queue.left.length > 0))
    for (const queue of queues) {
      const next = queue.left.shift()
      if (next !== undefined) runs.push(next.startsWith('\u0000') ? [next.slice(1), -1] : [next, queue.label])
    }
  return runs
}

function follow(
  strands: readonly Strand[],
  plan: MixPlan,
  filler: readonly string[],
  random: () => number,
): Run[] {
  return strands.flatMap(({ title, paragraphs, label }) => {
    const runs: Run[] = title ? [[title, label]] : []
    for (const paragraph of paragraphs) runs.push([paragraph, label])
    if (plan.boilerplate && random() < 0.7) runs.push([pick(random, filler), -1])
    return runs
  })
}

/** Cues that show each of the reports; where they follow one another, each border between two. */
function findCues(strands: readonly Strand[], ingredients: readonly Ingredient[], plan: MixPlan): Cue[] {
  const isDatelined = (text: string) =>
    /^[\s　]*([【[(（［〔][^】\])）］〕\n]{2,40}[】\])）］〕]|.{2,20}\d+[月日].{0,4}[电電讯訊]|[A-Z]{3,}.{0,40} —)/.test(
      text,
    )
  const borders = (differ: (a: number, b: number) => boolean) =>
    plan.layout === 'round-robin' || strands.slice(1).every((_, i) => differ(i, i + 1))
  const indented = strands.map(({ paragraphs }) => /^(　　| {2})/.test(paragraphs[0]!))
  const cues: Cue[] = []
  if (plan.datelines || strands.every(strand => isDatelined(strand.paragraphs[0]!))) cues.push('datelines')
  if (strands.every(strand => strand.title !== null)) cues.push('titles')
  if (plan.indent && borders((a, b) => indented[a] !== indented[b])) cues.push('indentation')
  const langs = ingredients.map(({ lang }) => lang)
  if (new Set(langs).size > 1 && borders((a, b) => langs[a] !== langs[b])) cues.push('scripts')
  if (plan.leads && !plan.datelines) cues.push('outlets')
  return cues
}

/** Builds one page from 2 to 4 reports. */
export function buildMix(ingredients: readonly Ingredient[], plan: MixPlan, random: () => number): Mix {
  const strands = decorate(ingredients, plan, random)
  const filler = BOILERPLATE[ingredients[0]!.lang]
  const runs = (plan.layout === 'round-robin' ? interleave : follow)(strands, plan, filler, random)
  const cues = findCues(strands, ingredients, plan)
  return {
    text: runs.map(([text]) => text).join('\n\n'),
    runs: runs.map(([text]) => text),
    labels: runs.map(([, label]) => label),
    titles: new Set(runs.flatMap(([text], i) => (strands.some(strand => strand.title === text) ? [i] : []))),
    cues,
    k: ingredients.length,
    layout: plan.layout,
    lang: ingredients[0]!.lang,
    ids: ingredients.map(({ id }) => id),
  }
}

/** Adjusted Rand index of two labelings of the same items: 1 the same partition, 0 as by chance. */
export function adjustedRand(a: readonly number[], b: readonly number[]): number {
  const pairs = (n: number) => (n * (n - 1)) / 2
  const count = (keys: readonly string[]) => {
    const counts = new Map<string, number>()
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
    return [...counts.values()].reduce((sum, n) => sum + pairs(n), 0)
  }
  const both = count(a.map((label, i) => `${label}|${b[i]}`))
  const [inA, inB, all] = [count(a.map(String)), count(b.map(String)), pairs(a.length)]
  const expected = all === 0 ? 0 : (inA * inB) / all
  const most = (inA + inB) / 2
  return most === expected ? 1 : (both - expected) / (most - expected)
}
