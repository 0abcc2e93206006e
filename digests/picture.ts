// Cooperation and conflict between states over time, drawn here and sent as PNG. Fonts are read when they are needed
// and let go afterwards: four to eight megabytes each.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { say } from '../src/chat/messages.ts'
import type { Picture } from '../src/chat/reply.ts'
import type { Lexicon } from '../src/lexicon/lexicon.ts'
import type { DigestWindow } from '../src/model/digest.ts'
import type { Lang } from '../src/model/language.ts'
import type { Timeline } from '../src/model/overview.ts'
import type { Store } from '../src/store/store.ts'
import { formatDays } from '../src/text/show-dates.ts'
import { dyadOf, isConflict, isCooperation } from './dyads.ts'
import { type Facts, factsOf } from './facts.ts'
import { gatherWindow } from './gather.ts'
import { rankClaims } from './rank.ts'

/** A span of days, both inclusive, that one bar stands for. */
interface Span {
  readonly from: string
  readonly to: string
}

/** One pair of states: how many things were told of each span. */
export interface DyadSeries {
  readonly dyad: string
  readonly cooperative: readonly number[]
  readonly conflictual: readonly number[]
}

export interface DyadChart {
  readonly spans: readonly Span[]
  /** Most told first. */
  readonly series: readonly DyadSeries[]
}

const MOST_DYADS = 5
const WEEKS = 12
const WIDTH = 960
const ROW = 104
const TOP = 84
const BOTTOM = 44
const COOPERATION = '#2a7f8e'
const CONFLICT = '#c8553d'

/** Fonts by language; the Simplified Chinese one holds the traditional forms as well. */
const FONTS: Readonly<
  Record<Lang, { readonly name: string; readonly file: string; readonly family: string }>
> = {
  en: { name: '@embedpdf/fonts-sc', file: 'NotoSansHans-Regular.otf', family: 'Noto Sans S Chinese Regular' },
  'zh-Hans': {
    name: '@embedpdf/fonts-sc',
    file: 'NotoSansHans-Regular.otf',
    family: 'Noto Sans S Chinese Regular',
  },
  'zh-Hant': {
    name: '@embedpdf/fonts-sc',
    file: 'NotoSansHans-Regular.otf',
    family: 'Noto Sans S Chinese Regular',
  },
  ja: { name: '@embedpdf/fonts-jp', file: 'NotoSansJP-Regular.otf', family: 'Noto Sans Japanese Regular' },
  ko: { name: '@embedpdf/fonts-kr', file: 'NotoSansKR-Regular.otf', family: 'Noto Sans Korean Regular' },
}

/** The picture of the twelve weeks that end with a window; null when nothing was told between states. */
export async function drawWeeks(
  { window, lang }: { readonly window: DigestWindow; readonly lang: Lang },
  { store }: { readonly store: Store },
): Promise<Picture | null> {
  const spans = weeksBefore(window.to, WEEKS)
  const days = { from: spans[0]!.from, to: window.to }
  const gathered = await gatherWindow({ window: days }, store)
  const told = rankClaims(gathered.told, days.from).map(({ facts, told: [first] }) => ({
    facts,
    day: facts.from ?? first!.report.date.start,
  }))
  return await drawDyads(chartOf(told, spans), lang)
}

/** A drawer for `/timeline`: what its lines tell between states, month by month; null when they tell nothing of that. */
export function createTimelineDrawer({
  store,
}: {
  readonly store: Store
  readonly lexicon: Lexicon
}): (timeline: Timeline) => Promise<Picture | null> {
  return async timeline => {
    const told: { facts: Facts; day: string | null }[] = []
    for (const report of new Set(timeline.citations.map(one => one.report))) {
      const cited = new Set(timeline.citations.filter(one => one.report === report).map(one => one.sentence))
      const [reading] = await store.readingsOf([report])
      for (const claim of reading?.claims ?? []) {
        if (!cited.has(claim.sentence) || claim.confidence.band === 'low') continue
        const facts = factsOf(claim, reading!.report)
        told.push({ facts, day: facts.from ?? facts.told })
      }
    }
    const days = told
      .map(one => one.day)
      .filter(day => day !== null)
      .sort()
    if (days.length === 0) return null
    return await drawDyads(chartOf(told, spansBetween(days[0]!, days.at(-1)!)), timeline.lang)
  }
}

/** Seven days each, the last one ending on the day. */
function weeksBefore(to: string, weeks: number): Span[] {
  const last = Temporal.PlainDate.from(to)
  return Array.from({ length: weeks }, (_, i) => {
    const end = last.subtract({ days: 7 * (weeks - 1 - i) })
    return { from: end.subtract({ days: 6 }).toString(), to: end.toString() }
  })
}

/** Months, or years where there would be too many months. */
function spansBetween(from: string, to: string): Span[] {
  const [first, last] = [Temporal.PlainDate.from(from), Temporal.PlainDate.from(to)]
  const months = (last.year - first.year) * 12 + last.month - first.month + 1
  const step = months > 24 ? { years: 1 } : { months: 1 }
  const spans: Span[] = []
  let at = months > 24 ? first.with({ month: 1, day: 1 }) : first.with({ day: 1 })
  while (Temporal.PlainDate.compare(at, last) <= 0) {
    const next = at.add(step)
    spans.push({ from: at.toString(), to: next.subtract({ days: 1 }).toString() })
    at = next
  }
  return spans
}

/** Counts things told of each pair and span. */
export function chartOf(
  told: readonly { readonly facts: Facts; readonly day: string | null }[],
  spans: readonly Span[],
): DyadChart {
  const counts = new Map<string, { cooperative: number[]; conflictual: number[] }>()
  for (const { facts, day } of told) {
    const dyad = dyadOf(facts)
    const at = spans.findIndex(span => day !== null && span.from <= day && day <= span.to)
    const kind = isCooperation(facts) ? 'cooperative' : isConflict(facts) ? 'conflictual' : null
    if (dyad === null || at === -1 || kind === null) continue
    const zeros = () => spans.map(() => 0)
    const row = counts.get(dyad) ?? { cooperative: zeros(), conflictual: zeros() }
    row[kind][at]!++
    counts.set(dyad, row)
  }
  const sum = (numbers: readonly number[]) => numbers.reduce((all, n) => all + n, 0)
  const series = [...counts].map(([dyad, row]) => ({ dyad, ...row }))
  series.sort(
    (a, b) =>
      sum(b.cooperative) + sum(b.conflictual) - sum(a.cooperative) - sum(a.conflictual) ||
      (a.dyad < b.dyad ? -1 : 1),
  )
  return { spans, series: series.slice(0, MOST_DYADS) }
}

/** The chart as a PNG with words for those who cannot see it; null when it is empty. */
export async function drawDyads(chart: DyadChart, lang: Lang): Promise<Picture | null> {
  if (chart.series.length === 0) return null
  const svg = await chartSvg(chart, lang)
  return { kind: 'picture', alt: altOf(chart, lang), media: 'image/png', bytes: await pngOf(svg, lang) }
}

function altOf({ spans, series }: DyadChart, lang: Lang): string {
  const sum = (numbers: readonly number[]) => numbers.reduce((all, n) => all + n, 0)
  const rows = series.map(({ dyad, cooperative, conflictual }) =>
    say(lang, 'picture.row', { dyad, cooperative: sum(cooperative), conflictual: sum(conflictual) }),
  )
  const days = formatDays(lang, spans[0]!.from, spans.at(-1)!.to)
  return say(lang, 'picture.alt', { days, rows: rows.join(lang === 'en' || lang === 'ko' ? '; ' : '；') })
}

/** One row a pair: cooperation upwards, conflict downwards, all on one scale. */
async function chartSvg({ spans, series }: DyadChart, lang: Lang): Promise<string> {
  const { init } = await import('echarts')
  const height = TOP + series.length * ROW + BOTTOM
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height })
  const most = Math.max(1, ...series.flatMap(row => [...row.cooperative, ...row.conflictual]))
  const labels = spans.map(span => labelOf(span, lang))
  try {
    chart.setOption({
      animation: false,
      backgroundColor: '#ffffff',
      textStyle: { fontFamily: FONTS[lang].family },
      title: {
        text: say(lang, 'picture.title'),
        subtext: formatDays(lang, spans[0]!.from, spans.at(-1)!.to),
        left: 16,
        top: 10,
        textStyle: { fontSize: 18, fontWeight: 'normal', color: '#1c1c1c' },
        subtextStyle: { fontSize: 13, color: '#555555' },
      },
      legend: {
        data: [say(lang, 'picture.cooperation'), say(lang, 'picture.conflict')],
        right: 20,
        top: 14,
        itemGap: 24,
        textStyle: { fontSize: 13, color: '#333333' },
      },
      grid: series.map((_, i) => ({ left: 110, right: 24, top: TOP + i * ROW, height: ROW - 24 })),
      xAxis: series.map((_, i) => ({
        type: 'category',
        gridIndex: i,
        data: labels,
        axisTick: { show: false },
        axisLine: { onZero: true, lineStyle: { color: '#888888' } },
        axisLabel: {
          show: i === series.length - 1,
          fontSize: 12,
          color: '#555555',
          margin: most > 0 ? 46 : 12,
        },
      })),
      yAxis: series.map(({ dyad }, i) => ({
        type: 'value',
        gridIndex: i,
        min: -most,
        max: most,
        interval: most,
        name: dyad,
        nameLocation: 'middle',
        nameRotate: 0,
        nameGap: 62,
        nameTextStyle: { fontSize: 15, color: '#1c1c1c' },
        axisLabel: { fontSize: 11, color: '#777777', formatter: (n: number) => String(Math.abs(n)) },
        splitLine: { lineStyle: { color: '#eeeeee' } },
      })),
      series: series.flatMap(({ cooperative, conflictual }, i) => [
        bars(say(lang, 'picture.cooperation'), i, cooperative, COOPERATION),
        bars(
          say(lang, 'picture.conflict'),
          i,
          conflictual.map(n => -n),
          CONFLICT,
        ),
      ]),
    })
    return chart.renderToSVGString()
  } finally {
    chart.dispose()
  }
}

function bars(name: string, axis: number, data: readonly number[], color: string) {
  return {
    type: 'bar' as const,
    name,
    xAxisIndex: axis,
    yAxisIndex: axis,
    stack: `dyad ${axis}`,
    barMaxWidth: 34,
    data: [...data],
    itemStyle: { color },
  }
}

/** `3 Mar`, `Mar 2024`, `2024`: as much as tells spans apart. */
function labelOf({ from, to }: Span, lang: Lang): string {
  const days = Temporal.PlainDate.from(from).until(to).days
  const locale = lang === 'en' ? 'en-GB' : lang
  const shown: Intl.DateTimeFormatOptions =
    days > 300
      ? { year: 'numeric' }
      : days > 20
        ? { year: 'numeric', month: 'short' }
        : { month: 'short', day: 'numeric' }
  return new Intl.DateTimeFormat(locale, { ...shown, timeZone: 'UTC' }).format(Date.parse(`${from}T00:00Z`))
}

let ready: Promise<unknown> | null = null

/** Draws SVG as PNG with the language's font alone: no font of the machine, so that it looks the same everywhere. */
async function pngOf(svg: string, lang: Lang): Promise<Uint8Array> {
  const { initWasm, Resvg } = await import('@resvg/resvg-wasm')
  const { resolve } = createRequire(import.meta.url)
  ready ??= readFile(resolve('@resvg/resvg-wasm/index_bg.wasm')).then(initWasm)
  await ready
  const { name, file, family } = FONTS[lang]
  const font = await readFile(fileURLToPath(new URL(`../fonts/${file}`, import.meta.resolve(name))))
  const resvg = new Resvg(svg, {
    font: { fontBuffers: [new Uint8Array(font)], loadSystemFonts: false, defaultFontFamily: family },
  })
  const image = resvg.render()
  try {
    return Uint8Array.from(image.asPng())
  } finally {
    image.free()
    resvg.free()
  }
}
