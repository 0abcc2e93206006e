import type { Case, Grammar } from './grammar.ts'
import { cutAfter, endsAsQuestion, isShortQuote, rangesOf } from './ranges.ts'

// Patterns are in Simplified and run over the view, so that one rule serves both scripts.
const SEPARATOR = /[,;:!?]+|\.(?!\d)|(?<=^\s*第[一二三四五六七八九十])、|而是|,?但是?|的同时,?/g
const SUFFIX =
  /^(?:(?:两|双|三|四|各|多)(?:国|方|边)|海军|空军|军队|军方|军舰|军机|舰艇|驱逐舰|海警船?|方面|政府|当局|官方|军方|领导人|国家领导人|首脑|元首|外长|防长|高层|代表团|国会议员团|议员团|企业)+/
const NEGATION =
  /(?:并不是|不是|并非|绝非|不算|谈不上|不会|不愿|不再|不|未能|未曾|未|没有|没|尚未|从未|并未|并无|无意|拒不|无法|难以|无|迟迟未能?)$/
const DOUBLE = /(?:不得不|不能不|不无|不会不|并非不|无不|未必不|不是不|并不是没有|不排除)$/
/** Words that may stand between a negation and what it negates. */
const BETWEEN =
  /(?:对此|就此|明确|公开|正式|立即|直接|予以|表示|同意|能够|能|会|可能|再|举行|进行|达成|任何|要|曾|实现|召开|得到|获得|获|就|作出|发表|过|考虑|打算|计划)+$/
const NEGATED_ACROSS = /(?:没有|未能|并未|未|不会|不|没)(?:为|对|向|就|与|同|因|再|在)[^,.;:]{0,24}$/
/** 没有考虑将其|驱逐. */
const NOT_PLANNED = /(?:没有|并未|并不|未|不)(?:在)?(?:考虑|打算|计划|准备|想要|想)[^,.;:]{0,16}$/
const PLANNED =
  /(?:将会|将于|将在|(?<![已曾式])将|计划|拟|打算|欲|准备|有意|意图|力争|争取|预定|预计|(?<![协约规])定于|即将|(?<![的一该项])决定|(?<=不)会|(?<![理大议国员协学工商峰晚宴社机开])会(?=与|对|向|继续)|商定|考虑|正在考虑)/
const HYPOTHETICAL =
  /(?:如果|倘若|若|一旦|或将|或许|也许|可能|或会|是否|假如|要是|除非|未必|恐|势必会|不排除|理应|本应|本该|应该|应当)/
const AVERTED =
  /(?:(?:暂缓|推迟|防止|避免|停止|放弃|阻止|延后|搁置|取消|中止|终止|暂停|放宽|缓和|减轻)[^,.;:、]{0,8}|(?:取消|推迟|搁置|叫停)了?(?:原定|既定|预定)[^,.;:]{0,24})$/
const LIGHT_VERB =
  /(?:进行|举行|表示|予以|给予|提出|达成|作出|做出|加以|遭到|受到|遭|获得|获|表达|展开|开展|发起|实施|提交|发出|寄予|深表|深感|感到|加强|重申|启动|出现|存在|发表|签署|宣布|进行着|提供|举办|实现)(?:了|过)?(?!的)[^,.;:]{0,10}$/
const SAYING =
  /(?:表示|称|说|指出|透露|强调|回应|重申|宣称|坦言|介绍|解释|认为|声称|写道|表态|报道|谈到|承认|否认|披露)(?:了|过|说|称|道|,|:|"|\.|$|(?=[日美韩中朝俄安拜其该对目将已本两双]))/g
/** 与来访的[拜登]. */
const WITH_VISITOR = /(?:与|同|和|跟)(?:前来|正在|到|来)?(?:访|来访|到访|访[日美韩中华朝]|出席[^,.;]{0,4})的$/
const PREPOSITIONS = /(?:就|关于|围绕|以|把|将|从|除了|基于|比|像|随着|作为|如|包括|为了|凭借|通过)$/

export const zh: Grammar = {
  tongue: 'zh',
  verbFinal: false,
  splitClauses: (sentence, quotes) => cutAfter(sentence, SEPARATOR, quotes.filter(isShortQuote)),
  suffixLength: (sentence, at) => SUFFIX.exec(sentence.slice(at, at + 12))?.[0].length ?? 0,

  caseOf(key, start, end, left): Case {
    const before = key.slice(Math.max(0, start - 4), start).replace(/[\s"']+$/, '')
    const after = key.slice(end, end + 4)
    if (/(?:据|根据|援引|引述|转引|引用|综合)$/.test(before)) return 'source'
    if (/^(?:的|之)(?!后|前|间)/.test(after) && /(?:在|经)$/.test(before)) return 'owner'
    if (/(?:被|遭到|遭|受到)$/.test(before) || (/为$/.test(before) && left)) return 'agent'
    if (/由$/.test(before)) return 'subject'
    if (/(?:(?<!针)对于?|向|给|朝|针对|要求|敦促|呼吁|促请|希望)$/.test(before))
      return left ? 'dative' : 'object'
    if (/(?:与|同|和|跟|及)$/.test(before)) return 'with'
    if (WITH_VISITOR.test(key.slice(Math.max(0, start - 10), start))) return 'with'
    if (/在$/.test(before) && /^[^,.;:的]{1,16}(?:之前|之后|以前|时,)/.test(key.slice(end, end + 22)))
      return 'subject'
    if (
      /(?:(?<!存|现)在|(?<!对|关|由|基|处)于|抵达|离开|访|赴|至|(?<!虑|达|感|受|得|看|提|谈|想|意识|遭|注意)到|飞往|驻|出席在)$/.test(
        before,
      )
    )
      return 'place'
    // 关于[安倍]已道歉的说法: the frame holds a clause of its own
    if (
      /关于$/.test(before) &&
      /^[^,.;]{2,30}的(?:说法|报道|消息|传闻|传言|谣言)/.test(key.slice(end, end + 40))
    )
      return 'subject'
    if (PREPOSITIONS.test(before)) return 'other'
    if (/^(?:的|之)(?!后|前|间)/.test(after)) return 'owner'
    return left ? 'subject' : 'object'
  },

  isPredicate(place) {
    const key = place.sentence
    const before = key.slice(place.clause.start, place.start)
    const after = key.slice(place.end, place.end + 3)
    if (place.tags.includes('arms'))
      return /^了?[^,.;:]{0,16}(?:导弹|飞弹|火箭|卫星|发射体)/.test(key.slice(place.end, place.end + 24))
    if (place.tags.includes('noun'))
      return (
        LIGHT_VERB.test(before) ||
        /(?:出席|召开|参加|主持)[^,.;]{0,10}$/.test(before) ||
        /^(?:迟迟|未能|也)/.test(after)
      )
    const form = key.slice(place.start, place.end)
    if (
      /(?:会谈|会晤|会议|通话|磋商|峰会|会面|谈判|会商)$/.test(form) &&
      /^(?:时|后|中(?![国方日美韩])|期间|前|结束|之前|之后|已|就|上(?!午)|将|认为|决定|同意|达成|取得)/.test(
        after,
      ) &&
      !/(?:举行|进行)[^,.;:]{0,8}$/.test(before)
    )
      return false
    if (LIGHT_VERB.test(before) || (/^下/.test(after) && /在[^,.;]{1,16}$/.test(before))) return true
    if (
      /的$/.test(before) ||
      /(?:这一|该|(?<![对就因为与])此|本次|此次|有关|相关|这项|两项|各项)$/.test(before)
    )
      return false
    return !/^(?:的(?!是|说法|报道|报导|消息|传闻|传言|谣言|事实|证据|迹象)|者|率|书|案|权|国|团|力|下|计划|方案|标准|设施|设备|事宜|政策|战略|问题|进展|机制|伙伴|关系|有着|具有|意义)/.test(
      after,
    )
  },

  isPassive(place) {
    if (place.tags.includes('passive')) return true
    const before = place.sentence.slice(place.clause.start, place.start)
    return /(?:被|遭到|遭|受到)[^,.;问称说报访的]{0,10}$/.test(before)
  },

  countNegations(place) {
    const key = place.sentence
    const near = key.slice(Math.max(place.clause.start, place.start - 10), place.start)
    if (DOUBLE.test(near)) return 2
    if (NEGATION.test(near) || NEGATION.test(near.replace(BETWEEN, ''))) return 1
    if (/^(?:也)?(?:迟迟)?未能/.test(key.slice(place.end, place.end + 6))) return 1
    const all = key.slice(place.clause.start, place.start)
    return NEGATED_ACROSS.test(all) || NOT_PLANNED.test(all) ? 1 : 0
  },

  modalityOf(place) {
    const before = place.sentence.slice(place.clause.start, place.start)
    // 没有理由拒绝: neither refused nor not
    if (/(?:没有理由|无理由|无权|有权|无需|不必|没必要|没有必要)[^,.;]{0,6}$/.test(before))
      return 'hypothetical'
    if (HYPOTHETICAL.test(before) || this.isCondition(lastSentence(place.sentence.slice(0, place.start)))) {
      return 'hypothetical'
    }
    return PLANNED.test(before.slice(-16)) || /(?<![已曾])将(?:于|在|会)/.test(before) ? 'planned' : null
  },

  isAverted: place => AVERTED.test(place.sentence.slice(place.clause.start, place.start)),
  isAsked: place =>
    /(?:被问到|被问及|被问道|被问|问及|问到|追问|提问|询问)[^,.;:]{0,30}$/.test(
      place.sentence.slice(0, place.start),
    ) ||
    /^[^.;]{0,20}(?:的提问|的问题时|一问|的询问|的追问)/.test(
      place.sentence.slice(place.end, place.end + 26),
    ) ||
    endsAsQuestion(place.sentence, place.end),
  isQuoted: () => false,
  isDeclared: () => false,
  carriesOn: clause => /^(?:并|且|随后|并且|再|与|同|和)/.test(clause),
  isCondition: clause => /^(?:如果|倘若|若|一旦|假如|要是|除非|只要)/.test(clause.trim()),

  isSubordinate: clause =>
    /^(?:以(?=.*为例)|考虑到|鉴于|由于|因为|因|若|如果|随着|尽管|虽然|除了|为了|就|关于|围绕|对于|对|面对|在|当|据|自|经过|而在|从)/.test(
      clause.trim(),
    ),

  isRelative: place =>
    /^[^,.;:]{0,20}的(?!是|同时|时候)/.test(
      place.sentence.slice(place.end, Math.min(place.sentence.length, place.end + 24)),
    ),

  linksContent: between => !/[,;:]|但|被|遭|(?<!旨)在.*上$|并(?!非)|后[,]?$/.test(between),

  hearsayOf(key) {
    if (/(?:分析(?:认为|指出|称|人士)|专家(?:认为|指出|称)|有评论|观察人士|解读为|舆论认为|有分析)/.test(key))
      return 'analysis'
    return /(?:据悉|据传|传闻|据了解|据称|据信|有消息称|外界认为|有报道称|据说|一度传出)/.test(key)
      ? 'hearsay'
      : null
  },

  findSayings: sentence => rangesOf(sentence, SAYING),
  closingOf: () => null,
  isListItem: sentence =>
    /^\s*(?:第[一二三四五六七八九十]+|其[一二三四五六]|[一二三四五六]是|首先|其次|再次|最后|另外|此外还|[(（]?[1-9一二三四五六][)）]|[①-⑩])[,.、:)]?/.test(
      sentence,
    ),
  meetingWords: /(?:会谈|首脑会谈|峰会|对话|会晤|会面|磋商|谈判|接触)/,
  pronouns: {
    person: /(?<=^|[,:;"。.]\s?|表示[,:]?"?)(?:他|她)(?!们|国)/g,
    both: /(?:双方|两国(?!官员|关系|外长|防长|议)|两国领导人|两人|二人|三国|三方|双边)/g,
    we: /(?:我们|我方|我国)/g,
    self: /(?:我(?!们|方|国))/g,
  },
  administration: /^(?:政府|政权|当局|行政当局)/,
  ownGovernment: null,
}

/** The text after the last full stop-like break: enough to see a leading condition. */
function lastSentence(before: string): string {
  return before.slice(before.lastIndexOf('.') + 1).trim()
}
