import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { UserError } from '../../src/errors.ts'
import { splitBlocks } from '../../src/ingest/blocks.ts'
import { compilePattern, readRows } from '../../src/ingest/blocks-patterns.ts'
import { datelineExamples, datelineLength } from '../../src/ingest/blocks-shape.ts'
import { findPageSpin, findSpin } from '../../src/ingest/blocks-spun.ts'
import { fold } from '../../src/text/fold.ts'
import { readSeed } from './separate-pages.ts'

function cut(text: string, title: string | null = null): string[] {
  return splitBlocks(text, { title }).map(block => text.slice(block.start, block.end))
}

function kinds(text: string, title: string | null = null): string[] {
  return splitBlocks(text, { title }).map(block => block.kind)
}

const PARAGRAPH = {
  zh: '外务省发言人五日对记者说，双方将在下个月继续磋商，但没有透露具体日期。',
  ja: '外務省の報道官は5日、記者団に対し、来月にも協議を続けると述べた。日程は明らかにしなかった。',
  ko: '외교부 대변인은 5일 기자들에게 다음 달에도 협의를 이어가겠다고 말했다. 날짜는 밝히지 않았다.',
  en: 'The ministry spokesman told reporters on Thursday that talks would go on next month. He named no date.',
}

describe('where blocks begin and end', () => {
  it('cuts at blank lines and counts the indentation into the block', () => {
    const text = `\n${PARAGRAPH.zh}\n\n　　${PARAGRAPH.zh}  \n \n  ${PARAGRAPH.zh}\n`
    expect(cut(text)).toEqual([PARAGRAPH.zh, `　　${PARAGRAPH.zh}`, `  ${PARAGRAPH.zh}`])
  })

  it('cuts a page without blank lines at each newline', () => {
    for (const paragraph of Object.values(PARAGRAPH))
      expect(cut([paragraph, paragraph, paragraph].join('\n'))).toEqual([paragraph, paragraph, paragraph])
  })

  it('keeps a dateline on a line of its own with the text below it', () => {
    const text = `12月13日电\n${PARAGRAPH.zh}\n\n（서울=한빛통신）\n${PARAGRAPH.ko}`
    expect(cut(text)).toEqual([`12月13日电\n${PARAGRAPH.zh}`, `（서울=한빛통신）\n${PARAGRAPH.ko}`])
    expect(kinds(text)).toEqual(['paragraph', 'paragraph'])
  })

  it('joins lines broken at a fixed width and still sees indented paragraphs', () => {
    const wrapped =
      'The two ministers met in Seoul on Thursday and agreed to keep up the\ntalks on the export of three materials that chip makers need, although\nneither side would say when the next round was to be held or where.'
    expect(cut(wrapped)).toEqual([wrapped])
    expect(cut(`${wrapped}\n   ${wrapped}`)).toEqual([wrapped, `   ${wrapped}`])
    const narrow = `${PARAGRAPH.ja.slice(0, 24)}\n${PARAGRAPH.ja.slice(24)}`
    expect(cut(narrow)).toEqual([narrow])
  })

  it('joins lines that were broken in the middle of a sentence', () => {
    const text = '外務省の報道官は5日、\n記者団に対し、来月にも協議を続けると述べた。'
    expect(cut(text)).toEqual([text])
  })

  it('takes a placeholder with the short line below it for one caption', () => {
    const text = `图片 1\n两国外长在东京\n\n${PARAGRAPH.zh}`
    expect(cut(text)[0]).toBe('图片 1\n两国外长在东京')
    expect(kinds(text)).toEqual(['caption', 'paragraph'])
    expect(cut(`图片 1\n${PARAGRAPH.zh}`)).toEqual(['图片 1', PARAGRAPH.zh])
  })

  it('gives ordered ranges that cover every visible character of any text', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      fc.constantFrom(
        '\n',
        '\n\n',
        '\r\n',
        '　　',
        '\t',
        '\u2028',
        '\ufeff',
        '图片 1',
        '12月5日电',
        '。',
        ...Object.values(PARAGRAPH),
      ),
    )
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 20 }),
        fc.option(fc.string(), { nil: null }),
        (pieces, title) => {
          const text = pieces.join('')
          const blocks = splitBlocks(text, { title })
          let at = 0
          for (const { start, end, report } of blocks) {
            expect(start).toBeGreaterThanOrEqual(at)
            expect(end).toBeGreaterThan(start)
            expect(text.slice(at, start)).toMatch(/^[\s\u0085\u200b-\u200f\u2060\ufeff]*$/)
            expect(text.slice(start, end)).not.toMatch(/^[\r\n]|\s$/)
            expect(report).toBeNull()
            at = end
          }
          expect(text.slice(at)).toMatch(/^[\s\u0085\u200b-\u200f\u2060\ufeff]*$/)
        },
      ),
    )
  })
})

describe('what a block is', () => {
  const page = (line: string, lang: keyof typeof PARAGRAPH) =>
    `${PARAGRAPH[lang]}\n\n${line}\n\n${PARAGRAPH[lang]}`
  const kindOf = (line: string, lang: keyof typeof PARAGRAPH) => kinds(page(line, lang))[1]

  it('knows notices, credits and page furniture in four languages', () => {
    const lines = {
      zh: [
        '责任编辑：王小明',
        '版權所有，未經授權不得轉載。',
        '扫一扫，用手机看新闻',
        '首页 > 国际 > 日韩',
        '2014-12-13 08:34:37 来源：南屿日报',
        '（完）',
        '免责声明：本文仅代表作者观点。',
      ],
      ja: [
        '無断転載を禁じます',
        '関連記事',
        '続きを読む',
        '青嶺新聞 2024年4月11日 聞き手・北村遼',
        '（了）',
        'この記事は会員限定です。残り320文字',
      ],
      ko: [
        '무단 전재 및 재배포 금지',
        '저작권자 ⓒ 한빛통신',
        '원문 보기',
        '홍길동 기자 hong@hanbit.example',
        '기사입력 2019.11.22. 오후 6:10',
        '관련 기사',
      ],
      en: [
        'Share this article',
        'Copyright 2016 Meridian Wire. All rights reserved.',
        'By Owen Tarrant, North Quay Courier',
        'Read more',
        'We use cookies to improve your experience.',
        'The Harbor Ledger | December 29, 2015',
      ],
    }
    for (const [lang, own] of Object.entries(lines))
      for (const line of own)
        expect(`${line} ${kindOf(line, lang as keyof typeof PARAGRAPH)}`).toBe(`${line} boilerplate`)
  })

  it('knows placeholders and captions', () => {
    for (const line of ['图片 1', '[사진 1]', '写真2', '[Image 3]', '广告', 'Advertisement', 'photo-12.jpg'])
      expect(`${line} ${kindOf(line, 'en')}`).toBe(`${line} placeholder`)
    for (const line of [
      '图为两国外长握手。',
      '会谈现场（资料图）',
      '写真：会見する両外相',
      '▲ 회담장에 들어서는 두 장관',
      '공동 기자회견 (사진=공동취재단)',
      'FILE PHOTO: The two ministers shake hands in Seoul.',
      'Ministers at the airport (Meridian Wire/AP Photo)',
    ])
      expect(`${line} ${kindOf(line, 'en')}`).toBe(`${line} caption`)
  })

  it('leaves news that speaks of such things alone', () => {
    const news = [
      '国家版权局负责人五日表示，未经许可转载新闻作品的网站将被处以罚款，有关规定下个月起施行，各地已经开始检查。',
      '著作権団体の代表は5日の会見で、記事の無断転載をめぐる訴訟で和解したと述べた。再発防止のため共同の窓口を設けるという。',
      '정부는 5일 저작권법 개정안을 발표하고 기사 무단 전재에 대한 과징금을 두 배로 올리겠다고 밝혔다. 업계는 시행 시기를 늦춰 달라고 요청했다.',
      'The court said on Thursday that the website must pay damages because it had reproduced hundreds of articles and ignored every request from the publisher to take them down, in a ruling on rights that lawyers called a first.',
      'According to the survey, most readers share this view, and more than half said that they had already cancelled a newsletter over it.',
    ]
    for (const line of news) expect(`${line} ${kindOf(line, 'en')}`).toBe(`${line} paragraph`)
  })

  it('places headlines: titles above the text, headings inside, lists and links told apart', () => {
    const text = [
      '两国外长在东京会谈',
      PARAGRAPH.zh,
      '磋商时间未定',
      PARAGRAPH.zh,
      '相关阅读',
      '日方称会谈气氛坦率',
      '韩方回应',
    ].join('\n\n')
    expect(kinds(text)).toEqual([
      'title',
      'paragraph',
      'heading',
      'paragraph',
      'boilerplate',
      'boilerplate',
      'boilerplate',
    ])
    const list = [PARAGRAPH.en, 'Export controls', 'Fisheries', 'Air defense', PARAGRAPH.en].join('\n\n')
    expect(kinds(list)).toEqual(Array(5).fill('paragraph'))
  })

  it('takes the stated title for a title, however it is worded', () => {
    const title = 'Ministers met in Seoul. They agreed on nothing.'
    expect(kinds(`${title}\n\n${PARAGRAPH.en}`, title)).toEqual(['title', 'paragraph'])
    expect(kinds(`${title}\n\n${PARAGRAPH.en}`)).toEqual(['paragraph', 'paragraph'])
  })

  it('keeps a lone line as evidence', () => {
    expect(kinds('拜登在东京会见安倍')).toEqual(['paragraph'])
    expect(kinds('')).toEqual([])
    expect(kinds(' \n　\n\t')).toEqual([])
  })
})

describe('spun titles', () => {
  const titles = ['外长会谈结束 感谢韩方斡旋实现停火', '日媒：总统曾强烈要求首相尽快访问北京']
  const spun = '感激韩方调理完成停火,前首脑曾刚毅需要首相尽快拜访北京'

  it('finds a title fused from two others by synonyms', () => {
    const text = [
      spun,
      ...titles,
      `外长会谈五日结束。外长感谢韩方斡旋，使停火得以实现。${PARAGRAPH.zh}`,
      `总统曾强烈要求首相尽快访问北京。${PARAGRAPH.zh}`,
    ].join('\n\n')
    const blocks = splitBlocks(text, { title: null })
    expect(blocks.map(block => block.kind)).toEqual([
      'spun_title',
      'title',
      'title',
      'paragraph',
      'paragraph',
    ])
    expect(blocks[0]!.reason).toMatch(/words found nowhere/)
  })

  it('finds one that rewords the title below it', () => {
    const body = 'The ministers thanked Seoul for brokering the truce, officials said.'
    const reworded = 'Ministers grateful to Seoul for arbitrating ceasefire, envoys whisper'
    expect(findSpin('Ministers thank Seoul for brokering truce', [], body)).toBeNull()
    expect(findPageSpin(reworded, ['Ministers thank Seoul', 'Japan recalls envoy'], body)).not.toBeNull()
  })

  it('leaves ordinary headlines with second lines alone', () => {
    const pages = [
      ['首脳会談、来月開催で合意', '日程はなお調整', '外務省「前向きな一歩」', PARAGRAPH.ja],
      ['한일 외교장관 회담…다음 달 다시 만나기로', '“솔직한 대화 나눴다”', '날짜는 추후 조율', PARAGRAPH.ko],
      [
        'Ministers meet again, and part without a date',
        'Seoul calls the talks candid',
        'Tokyo says little',
        PARAGRAPH.en,
      ],
    ]
    for (const lines of pages) expect(kinds(lines.join('\n\n'))[0]).toBe('title')
  })
})

describe('pattern data', () => {
  it('recognises the example of every dateline row, and no plain sentence', () => {
    for (const example of datelineExamples())
      expect(`${example} ${datelineLength(example) > 0}`).toBe(`${example} true`)
    for (const paragraph of Object.values(PARAGRAPH)) expect(datelineLength(paragraph)).toBe(0)
    for (const line of [
      '据报道，双方没有签署文件。',
      'KSWB-TV reported the accident on Friday.',
      'A well-known politician spoke.',
    ])
      expect(datelineLength(line)).toBe(0)
  })

  it('counts a dateline from the start of the block, indentation included', () => {
    const line = '　　中新网12月5日电 美国副总统'
    expect(line.slice(0, datelineLength(line)).trim()).toBe('中新网12月5日电')
  })

  it('matches whatever script and width a pattern is written in', () => {
    const pattern = compilePattern('版權所有（C）')
    expect(pattern.test(fold('版权所有(c)'))).toBe(true)
    expect(pattern.test(fold('版权'))).toBe(false)
  })

  it('names file and line of a broken row', () => {
    const read = () => readRows('datelines.jsonl', z.strictObject({ wrong: z.string() }))
    expect(read).toThrow(UserError)
    expect(read).toThrow(/src\/ingest\/data\/datelines\.jsonl line 1/)
  })
})

describe('the seed page', () => {
  const seed = readSeed()
  if (seed === null)
    process.stderr.write('blocks.test.ts: the seed page is not there; its test proves nothing\n')

  it('is cut at exactly the offsets read by hand', () => {
    if (seed === null) return
    const blocks = splitBlocks(seed.text, { title: null })
    expect(blocks.map(({ start, end }) => [start, end])).toEqual(
      seed.blocks.map(({ start, end }) => [start, end]),
    )
    const expected: Record<string, string> = {
      page_title_spun: 'spun_title',
      image_placeholder: 'placeholder',
      'image_placeholder+caption': 'caption',
      subheading: 'heading',
      boilerplate_disclaimer: 'boilerplate',
      lead_paragraph: 'paragraph',
    }
    expect(blocks.map(block => block.kind)).toEqual(seed.blocks.map(({ kind }) => expected[kind] ?? kind))
  })
})
