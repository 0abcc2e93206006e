import { fold } from '../../text/fold.ts'
import type { Case, Grammar } from './grammar.ts'
import { cutAfter, findQuotes, isShortQuote, rangesOf } from './ranges.ts'

// Patterns are written in Simplified and run over the folded text, so that one rule serves both scripts.
const SEPARATOR = /[,;:!?]+|而是|,?但是?/g
const NEGATION = /(?:不会|不愿|不再|不|未能|未曾|未|没有|没|尚未|从未|并未|并无|无意|拒不|无法|难以|非)$/
const DOUBLE = /(?:不得不|不能不|不无|不会不|并非不|无不|未必不|不是不)$/
const PLANNED = /(?:将会|将于|将|计划|拟|打算|欲|准备|有意|意图|旨在|力争|争取|预定|预计|定于|即将)/
const HYPOTHETICAL = /(?:如果|倘若|若|一旦|或将|或许|也许|可能|或会|是否|假如|要是|除非|未必|恐|势必会)/
const LIGHT_VERB =
  /(?:进行|举行|表示|予以|给予|提出|达成|作出|做出|加以|遭到|受到|遭|获得|获|表达|展开|开展|发起|实施|提交|发出|寄予|深表|深感|感到|加强|重申|启动)(?:了|过)?[^,.;:]{0,8}$/
const SAYING =
  /(?:表示|称|说|指出|透露|强调|回应|重申|宣称|坦言|介绍|解释|认为|声称|写道|表态|报道|宣布|谈到|承认|否认|披露)(?:了|过|说|称|道|,|:|"|$)/g

export const zh: Grammar = {
  tongue: 'zh',
  verbFinal: false,
  splitClauses: sentence => cutAfter(fold(sentence), SEPARATOR, findQuotes(sentence).filter(isShortQuote)),

  caseOf(sentence, start, end, left): Case {
    const key = fold(sentence)
    const before = key.slice(Math.max(0, start - 4), start).replace(/[\s"']+$/, '')
    const after = key.slice(end, end + 4)
    if (/(?:据|根据|援引|引述|转引|引用|综合)$/.test(before)) return 'source'
    if (/(?:被|遭到|遭|受到|为)$/.test(before) && left) return 'agent'
    if (/(?:由)$/.test(before)) return 'subject'
    if (/(?:对|向|给|朝|针对|要求|敦促|呼吁|促请|希望)$/.test(before)) return left ? 'dative' : 'object'
    if (/(?:与|同|和|跟|及)$/.test(before)) return 'with'
    if (
      /(?:(?<!存|现)在|(?<!对|关|由|基|处)于|抵达|离开|访|赴|至|(?<!虑|达|感|受|得|看|提|谈|想|意识|遭|注意)到|飞往|驻)$/.test(
        before,
      )
    )
      return 'place'
    if (/(?:就|关于|围绕|以|把|将|因|从|除了|基于|比|像|随着|作为|如|包括|为了)$/.test(before)) return 'other'
    if (/^(?:方面)?(?:的|之)(?!后|前|间)/.test(after)) return 'owner'
    return left ? 'subject' : 'object'
  },

  isPredicate(place) {
    const key = fold(place.sentence)
    const before = key.slice(place.clause.start, place.start)
    const after = key.slice(place.end, place.end + 2)
    if (LIGHT_VERB.test(before) || (/^下/.test(after) && /在[^,.;]{1,16}$/.test(before))) return true
    if (/的$/.test(before) || /(?:这一|该|此|本次|此次|有关|相关|这项|两项|各项)$/.test(before)) return false
    return !/^(?:的(?!是)|者|率|书|案|权|国|团|力)/.test(after)
  },

  isPassive(place) {
    const before = fold(place.sentence.slice(place.clause.start, place.start))
    return place.tags.includes('passive') || /(?:被|遭到|遭|受到)[^,.;问称说报访的]{0,10}$/.test(before)
  },

  countNegations(place) {
    const key = fold(place.sentence)
    const near = key.slice(Math.max(place.clause.start, place.start - 8), place.start)
    if (DOUBLE.test(near)) return 2
    const bare = near.replace(
      /(?:对此|就此|明确|公开|正式|立即|直接|予以|表示|同意|能够|能|会|可能|再|举行|进行|达成|任何|要|曾|实现|召开|得到|获得|获)+$/,
      '',
    )
    return NEGATION.test(near) || NEGATION.test(bare) ? 1 : 0
  },

  modalityOf(place) {
    const key = fold(place.sentence)
    const before = key.slice(place.clause.start, place.start)
    const sentenceBefore = key.slice(0, place.start)
    if (HYPOTHETICAL.test(before) || /^(?:如果|倘若|若|一旦|假如|要是)/.test(lastClauses(sentenceBefore))) {
      return 'hypothetical'
    }
    return PLANNED.test(before.slice(-14)) ? 'planned' : null
  },

  isSubordinate: clause =>
    /^(?:以(?=.*为例)|考虑到|鉴于|由于|因为|因|若|如果|随着|尽管|虽然|除了|为了|就|关于|围绕|对于|对|在|当|据|自|经过|而在|从)/.test(
      fold(clause).trim(),
    ),

  isRelative(place) {
    const tail = fold(place.sentence.slice(place.end, Math.min(place.sentence.length, place.end + 24)))
    return /^[^,.;:]{0,20}的(?!是|同时|时候)/.test(tail)
  },

  hearsayOf(sentence) {
    const key = fold(sentence)
    if (/(?:分析(?:认为|指出|称|人士)|专家(?:认为|指出|称)|有评论|观察人士|解读为|舆论认为|有分析)/.test(key))
      return 'analysis'
    return /(?:据悉|据传|传闻|据了解|据称|据信|有消息称|外界认为|有报道称|据说|一度传出)/.test(key)
      ? 'hearsay'
      : null
  },

  findSayings: sentence => rangesOf(fold(sentence), SAYING),
  isListItem: sentence =>
    /^\s*(?:第[一二三四五六七八九十]+|其[一二三四五六]|[一二三四五六]是|首先|其次|再次|最后|另外|此外还|[(（]?[1-9一二三四五六][)）]|[①-⑩])[,.、:)]?/.test(
      sentence,
    ),
  pronouns: {
    person: /^(?:他|她|其)(?!们|国|他|中|实|间|后|次)/,
    both: /(?:双方|两国|两国领导人|两人|二人|三国|三方)/g,
  },
}

/** The text after the last full stop-like break but one: enough to see a leading condition. */
function lastClauses(before: string): string {
  return before.slice(before.lastIndexOf('.') + 1).trim()
}
