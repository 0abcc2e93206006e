import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitBlocks } from '../../src/ingest/blocks.ts'
import { readCandidates, separateReports } from '../../src/ingest/separate.ts'
import type { Block } from '../../src/model/article.ts'
import { ARTICLES, articlesIn } from './separate-articles.ts'
import { DISGUISES, disguise } from './separate-hard.ts'
import { buildMix, createRandom, type Ingredient, type Mix, type MixPlan } from './separate-mixes.ts'
import { readGoldPages, readSeed, toTraditional } from './separate-pages.ts'

const PLAIN: MixPlan = {
  layout: 'round-robin',
  datelines: false,
  titles: 'none',
  indent: false,
  leads: false,
  boilerplate: false,
}
const PAIRS = [
  ['zh-ferry', 'zh-radar'],
  ['en-fishery', 'en-museum'],
  ['ja-train', 'ja-island'],
  ['ko-bridge', 'ko-kimchi'],
]

function separate(text: string, title: string | null = null) {
  return separateReports(text, splitBlocks(text, { title }))
}

function pick(ids: readonly string[]): Ingredient[] {
  return ids.map(id => ARTICLES.find(article => article.id === id)!)
}

/** The report of each run of a built page, `-` for none. */
function reportsOf(mix: Mix, blocks: readonly Block[]): string {
  let offset = 0
  return mix.runs
    .map(run => {
      const at = offset + run.search(/\S/)
      offset += run.length + 2
      return blocks.find(({ start, end }) => at >= start && at < end)?.report ?? '-'
    })
    .join('')
}

function labelsOf(mix: Mix): string {
  return mix.labels.map(label => (label < 0 ? '-' : label)).join('')
}

describe('pages of several reports', () => {
  it('are taken apart when reports were dealt out in turn', () => {
    for (const [nth, ids] of PAIRS.entries()) {
      const mix = buildMix(pick(ids), { ...PLAIN, datelines: true, titles: 'top' }, createRandom(nth))
      const { blocks, reports, why } = separate(mix.text)
      expect(reportsOf(mix, blocks)).toBe(labelsOf(mix))
      expect(
        reports.map(report => mix.text.slice(blocks[report.title!]!.start, blocks[report.title!]!.end)),
      ).toEqual(pick(ids).map(article => article.title))
      expect(why[0]).toMatch(/^2 reports in turn/)
    }
  })

  it('are taken apart when reports follow one another', () => {
    for (const [nth, ids] of PAIRS.entries()) {
      const mix = buildMix(
        pick(ids),
        { ...PLAIN, layout: 'consecutive', datelines: true, titles: 'own' },
        createRandom(nth),
      )
      const { blocks, reports, why } = separate(mix.text)
      expect(reportsOf(mix, blocks)).toBe(labelsOf(mix))
      expect(reports.map(report => blocks[report.title!]!.kind)).toEqual(['title', 'title'])
      expect(why[0]).toMatch(/^2 reports one after another/)
    }
  })

  it('may have three strands of which one has no title, and a longer one that is indented', () => {
    const [ferry, radar, rice] = pick(['zh-ferry', 'zh-radar', 'zh-rice'])
    const runs = ['图片 1', ferry!.title!, radar!.title!, '图片 2\n渡轮停靠釜山港']
    const strands = [
      ferry!.paragraphs.slice(0, 3).map((line, i) => (i === 0 ? `北斗通信3月5日电 ${line}` : line)),
      radar!.paragraphs.slice(0, 3).map((line, i) => (i === 0 ? `云帆网3月3日电 ${line}` : line)),
      rice!.paragraphs.map((line, i) => `　　${i === 0 ? '南屿日报3月4日电 ' : ''}${line}`),
    ]
    for (let row = 0; row < 5; row++)
      for (const strand of strands) {
        if (strand[row]) runs.push(strand[row]!)
        if (row === 3 && strand === strands[0]) runs.push('免责声明：以上内容为转载，不代表本网观点。')
      }
    const { blocks, reports } = separate(runs.join('\n\n'))
    expect(blocks.map(block => block.report ?? '-').join('')).toBe('-01-012012012-22')
    expect(reports.map(report => report.title)).toEqual([1, 2, null])
    expect(reports.map(report => report.paragraphs.length)).toEqual([3, 3, 5])
  })

  it('show their page title as nobody’s, and a spun one as spun', () => {
    const [train, island] = pick(['ja-train', 'ja-island'])
    const body = [train!, island!].flatMap(({ title, paragraphs }, i) => [
      `${title!}（${i + 3}月4日）`,
      ...paragraphs,
    ])
    const page = separate(['今週のまとめ', ...body].join('\n\n'))
    expect(page.reports.map(report => report.title)).toEqual([1, 7])
    expect(page.blocks[0]).toMatchObject({ kind: 'title', report: null })
    const [fishery, museum] = pick(['en-fishery', 'en-museum'])
    const mix = buildMix([fishery!, museum!], { ...PLAIN, datelines: true, titles: 'top' }, createRandom(3))
    const spun =
      'Cephalopod allotments trimmed while parley over mutual seas founders, gallery hands chime home'
    const { blocks, reports } = separate(`${spun}\n\n${mix.text}`)
    expect(blocks[0]).toMatchObject({ kind: 'spun_title', report: null })
    expect(reports.map(report => report.title)).toEqual([1, 2])
  })

  it('in two scripts are told apart without any other sign', () => {
    const [ferry, radar] = pick(['zh-ferry', 'zh-radar'])
    const old = radar!.paragraphs.map(toTraditional)
    const { blocks, why } = separate(ferry!.paragraphs.flatMap((line, i) => [line, old[i]!]).join('\n\n'))
    expect(blocks.map(block => block.report).join('')).toBe('0101010101')
    expect(why.join(' ')).toContain('script')
  })
})

describe('single articles', () => {
  it('stay whole without a second sign, whatever their wording', () => {
    for (const ids of PAIRS) {
      const mix = buildMix(pick(ids), PLAIN, createRandom(1))
      const { reports, why } = separate(mix.text)
      expect(reports).toHaveLength(1)
      expect(why).toEqual(['no second sign of several reports'])
    }
  })

  it('stay whole with headings, questions, quotes, lists, outlets and notices', () => {
    const random = createRandom(5)
    for (const article of ARTICLES)
      for (const as of DISGUISES) {
        const { reports } = separate(disguise(article, as, random))
        expect(`${article.id} ${as} ${reports.length}`).toBe(`${article.id} ${as} 1`)
      }
  })

  it('keep their title, and make further lines of it headings', () => {
    const [train] = pick(['ja-train'])
    const text = [train!.title!, '開業遅れも', ...train!.paragraphs, '（了）'].join('\n\n')
    const { blocks, reports } = separate(text)
    expect(blocks.map(block => block.kind)).toEqual([
      'title',
      'heading',
      ...Array(5).fill('paragraph'),
      'boilerplate',
    ])
    expect(reports).toEqual([{ ordinal: 0, title: 0, paragraphs: [2, 3, 4, 5, 6] }])
    expect(blocks.map(block => block.report)).toEqual([0, 0, 0, 0, 0, 0, 0, null])
  })

  it('may be empty, a lone line or nothing but notices', () => {
    expect(separate('')).toEqual({ blocks: [], reports: [], why: ['no paragraphs'] })
    expect(separate('拜登在东京会见安倍').reports).toEqual([{ ordinal: 0, title: null, paragraphs: [0] }])
    expect(separate('All rights reserved.\n\nRead more').reports).toEqual([])
  })
})

describe('separateReports', () => {
  it('takes the entities mentioned in each block into account, and does without', () => {
    const [ferry, radar] = pick(['zh-ferry', 'zh-radar'])
    const mix = buildMix([ferry!, radar!], { ...PLAIN, datelines: true }, createRandom(2))
    const blocks = splitBlocks(mix.text, { title: null })
    const mentions = mix.labels.map(label => (label === 0 ? ['PLC.busan'] : ['GOV.jp.defense']))
    for (const cues of [{}, { mentions }, { mentions: [] }, { mentions: mentions.slice(0, 3) }])
      expect(
        separateReports(mix.text, blocks, cues)
          .blocks.map(block => block.report)
          .join(''),
      ).toBe(labelsOf(mix))
  })

  it('leaves very long pages whole instead of comparing every pair of blocks', () => {
    const lines = Array.from(
      { length: 700 },
      (_, i) => `${i % 2 ? '　　' : ''}第${i}条，双方就渔业问题交换意见并达成一致。`,
    )
    const { reports, why } = separate(lines.join('\n\n'))
    expect(reports).toHaveLength(1)
    expect(why[0]).toMatch(/not compared/)
  })

  it('keeps the question at the end of an interview that nobody answered', () => {
    const question = '――今後はどうなりますか。'
    const text = [
      '韩国海洋水产部五日宣布，釜山至福冈的渡轮航线将于下月恢复，首班渡轮可载客四百人。',
      '韩国海洋水产部五日宣布，釜山至福冈的渡轮航线将于下月恢复，首班渡轮可载客四百人。',
      '【ソウル＝灯台通信】県は診療所と病院を結ぶ海底ケーブルを昨年敷設した。遅れは千分の十秒に抑えられた。',
      question,
      '入札には日本の車両メーカーと中国の車両メーカーが参加していた。価格差は一割ほどとみられる。',
      question,
    ].join('\n\n')
    const { reports } = separateReports(text, splitBlocks(text, { title: null }))
    expect(reports.map(report => report.paragraphs)).toEqual([
      [0, 1],
      [2, 3, 4, 5],
    ])
  })

  it('gives every paragraph of any page to exactly one report and moves no block', () => {
    const paragraphs = ARTICLES.flatMap(article => article.paragraphs)
    const run = fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom(...paragraphs) },
      { weight: 2, arbitrary: fc.constantFrom(...paragraphs).map(line => `　　${line}`) },
      { weight: 2, arbitrary: fc.constantFrom(...paragraphs).map(line => `【ソウル＝灯台通信】${line}`) },
      fc.constantFrom(
        '图片 1',
        '責任編集：山田',
        '――今後はどうなりますか。',
        '（完）',
        '日程',
        'Export talks',
        '相关阅读',
      ),
      fc.string({ maxLength: 40 }),
    )
    fc.assert(
      fc.property(fc.array(run, { maxLength: 24 }), runs => {
        const text = runs.join('\n\n')
        const cut = splitBlocks(text, { title: null })
        const { blocks, reports, why } = separateReports(text, cut)
        expect(blocks.map(({ start, end }) => [start, end])).toEqual(
          cut.map(({ start, end }) => [start, end]),
        )
        expect(why.length).toBeGreaterThan(0)
        const owned = reports.flatMap(report => report.paragraphs)
        expect([...owned].sort((a, b) => a - b)).toEqual(
          blocks.flatMap((block, at) => (block.kind === 'paragraph' ? [at] : [])),
        )
        for (const [nth, { ordinal, title, paragraphs: own }] of reports.entries()) {
          expect(ordinal).toBe(nth)
          expect(own.length).toBeGreaterThan(0)
          expect(own).toEqual([...own].sort((a, b) => a - b))
          for (const at of own) expect(blocks[at]!.report).toBe(nth)
          if (title !== null) expect(blocks[title]).toMatchObject({ kind: 'title', report: nth })
        }
        const seen = blocks.flatMap(block => (block.report === null ? [] : [block.report]))
        expect([...new Set(seen)]).toEqual(reports.map(report => report.ordinal))
        const candidates = readCandidates(text, cut)
        expect([0, 2, 3, 4]).toContain(candidates.length)
        if (candidates.length > 0) expect(candidates[0]!.separation.blocks).toEqual(blocks)
        const readings = candidates.map(one => one.separation.blocks.map(block => block.report).join())
        expect(new Set(readings).size).toBe(candidates.length)
      }),
      { numRuns: 150 },
    )
  })
})

describe('hand-read pages', () => {
  it('keeps every sample of one report whole', async () => {
    const pages = (await readGoldPages()).filter(page => page.reports.length === 1)
    expect(pages.length).toBeGreaterThan(50)
    for (const { file, item } of pages)
      expect(`${file} ${separate(item.text, item.title).reports.length}`).toBe(`${file} 1`)
  })

  it('finds as many reports in the samples of several as were read by hand, with their titles', async () => {
    const pages = (await readGoldPages()).filter(page => page.reports.length > 1)
    for (const { file, item, reports } of pages) {
      const { text } = item
      const found = separate(text, item.title)
      const titles = found.reports.map(({ title }) =>
        title === null ? null : text.slice(found.blocks[title]!.start, found.blocks[title]!.end).trim(),
      )
      expect([file, ...titles]).toEqual([file, ...reports.map(report => report.title)])
    }
  })

  const seed = readSeed()
  if (seed === null)
    process.stderr.write('separate.test.ts: the seed page is not there; its test proves nothing\n')

  it('takes the seed page apart exactly, also unindented and in Traditional characters', () => {
    if (seed === null) return
    const wanted = seed.blocks.map(({ strand }) => (strand === null ? '-' : 'ABC'.indexOf(strand))).join('')
    const caption = seed.blocks.findIndex(({ kind }) => kind.includes('caption'))
    for (const text of [seed.text, seed.text.replace(/^ +/gm, ''), toTraditional(seed.text)]) {
      const got = separate(text).blocks.map(block => block.report ?? '-')
      if (got[caption] === '-') got[caption] = Number(wanted[caption])
      expect(got.join('')).toBe(wanted)
    }
  })
})

describe('articles of the tests', () => {
  it('come in four languages, in pairs at least', () => {
    for (const lang of ['zh-Hans', 'ja', 'ko', 'en'] as const)
      expect(articlesIn(lang).length).toBeGreaterThan(1)
  })
})
