import { describe, expect, it } from 'vitest'
import { createEventClock } from '../../src/claims/clock.ts'
import { resolveEventTime } from '../../src/claims/dates/event-time.ts'
import { openLexicon } from '../../src/lexicon/lexicon.ts'
import { type DateRef, UNKNOWN_DATE } from '../../src/model/date.ts'
import type { Lang } from '../../src/model/language.ts'
import { findDates } from '../../src/text/dates.ts'
import { splitSentences } from '../../src/text/sentences.ts'

const lexicon = openLexicon()
const day = (text: string, confidence = 1): DateRef => ({
  start: text,
  end: text,
  precision: 'day',
  inferredBy: ['dateline'],
  confidence,
})

/** The time at the first place of `word` in a text that is one report. */
function timeAt(text: string, word: string, date: DateRef, lang: Lang = 'zh-Hans'): DateRef | null {
  const at = text.indexOf(word)
  const sentence = splitSentences(text, { start: 0, end: text.length }, lang).find(
    s => s.start <= at && at < s.end,
  )
  if (sentence === undefined) throw new Error(`"${word}" is in no sentence`)
  return createEventClock({ text, lang, mentions: lexicon.match(text), date }, lexicon)(sentence, at)
}

describe('createEventClock', () => {
  it('completes a bare day from the report', () => {
    const text = '中新网12月5日电 美国副总统拜登4日结束访日。'
    expect(timeAt(text, '结束', day('2013-12-05'))).toMatchObject({ start: '2013-12-04', end: '2013-12-04' })
  })

  it('gives a dated event its own day', () => {
    const text = '日美韩三国上个月在荷兰举行了首脑会谈，安倍对此表示感谢。'
    const time = timeAt(text, '首脑会谈', day('2014-04-18', 0.9))
    expect(time).toMatchObject({ start: '2014-03-25', end: '2014-03-25', precision: 'day' })
    expect(time?.inferredBy).toContain('anchor_event')
    expect(time?.confidence).toBeLessThanOrEqual(0.9)
  })

  it('keeps a day that is stated, and does not stretch it to the event', () => {
    const text = '11月16日，奥巴马在布里斯班与安倍举行会谈。'
    expect(timeAt(text, '举行会谈', day('2014-12-13'))).toMatchObject({
      start: '2014-11-16',
      end: '2014-11-16',
    })
  })

  it('takes the time of its own clause', () => {
    const text = '拜登2日抵达东京，4日赴北京访问。'
    expect(timeAt(text, '抵达', day('2013-12-05'))?.start).toBe('2013-12-02')
    expect(timeAt(text, '访问', day('2013-12-05'))?.start).toBe('2013-12-04')
  })

  it('lets a later clause inherit the time of an earlier one', () => {
    const text = '3日晚，拜登与安倍举行会谈，并举行了共同记者会。'
    expect(timeAt(text, '共同记者会', day('2013-12-05'))?.start).toBe('2013-12-03')
  })

  it('does not take a dateline, a report day or the year of an agreement for the time', () => {
    expect(timeAt('中新网12月5日电 安倍表示感谢。', '感谢', day('2013-12-05'))).toBeNull()
    expect(timeAt('据共同社18日报道，安倍表示感谢。', '感谢', day('2014-04-18'))).toBeNull()
    expect(timeAt('韩方批评2015年协议。', '批评', day('2017-12-28'))).toBeNull()
  })

  it('counts 当天 and 翌日 from the day named before them', () => {
    expect(timeAt('拜登4日抵达北京，当天会见了习近平。', '会见', day('2013-12-05'))?.start).toBe('2013-12-04')
    expect(timeAt('首相は3日に会談し、翌日に出発した。', '出発', day('2013-12-05'), 'ja')?.start).toBe(
      '2013-12-04',
    )
  })

  it('looks ahead where the sentence does', () => {
    expect(timeAt('安倍将于下周与奥巴马会谈。', '会谈', day('2014-04-18'))).toMatchObject({
      start: '2014-04-21',
    })
    expect(timeAt('대통령은 25일 일본을 방문할 예정이다.', '방문', day('2014-04-18'), 'ko')?.start).toBe(
      '2014-04-25',
    )
    expect(timeAt('The two will meet on May 3.', 'meet', day('2014-04-18'), 'en')?.start).toBe('2014-05-03')
  })

  it('says nothing where the sentence says nothing', () => {
    expect(timeAt('安倍对此表示感谢。', '感谢', day('2014-04-18'))).toBeNull()
  })

  it('leaves a relative time open when the report has no date', () => {
    expect(timeAt('三国上个月举行会谈。', '会谈', UNKNOWN_DATE)).toMatchObject({ start: null, raw: '上个月' })
    expect(timeAt('三国2014年3月25日举行会谈。', '会谈', UNKNOWN_DATE)?.start).toBe('2014-03-25')
  })

  it('is never surer than the report it counts from', () => {
    const expression = findDates('4日', 'zh')[0]!
    expect(resolveEventTime(expression, day('2013-12-05', 0.5)).confidence).toBeLessThanOrEqual(0.5)
  })
})
