import type { Case, Grammar } from './grammar.ts'
import { cutAfter, endsAsQuestion, isShortQuote, rangesOf } from './ranges.ts'

const SEPARATOR =
  /(?:지만|으나|면서도|면서|는데|반면|아울러|가운데|(?<![다라자냐])고|(?<![다라])며|불러들여|초치해|만나(?!\s(?:달라|줄|주))|방문해|열어),?\s(?!있|싶)|않는\s한\s|(?:하|되|으|라|다|않으)면\s|(?<=[고며만서데나어아여해다]),\s|;/g
const SUFFIX =
  /^\s?(?:해군\s?|공군\s?|육군\s?|해경\s?|함정|구축함|경비함|전투기|군용기|초계기|순시선|어선|측|씨|정부|정권|당국자|당국|관계자|고위\s?관계자|고위\s?당국자|대변인|대통령|총리|외교장관|외무상|장관|부부장|부장|위원장|권한대행|양국|정상들?|양국\s?정상|\s?(?:정상|외교장관|외교|국방장관|실무)?\s?(?:회담|협의|협상)(?=[은는이가]\s)|[3삼]국|세\s나라|두\s나라|등|언론|특사|대사|국민|소식통|외교부\s장관|국방부|외교\s?차관)*/
const NOT_DONE =
  /^[가-힣]{0,6}?\s?(?:지 않|지는 않|지도 않|지 못|지는 못|하지 않|을 하지 않|는 없|은 없|가 없|이 없|에 이르지 못|에 실패|없[었다을는이]|않[았기을]|아니[다었]|(?:하|되)?[는은ㄴ]\s것[은이도]?\s?아니|한\s것[은이도]?\s?아니|한?\s?(?:사실|적|바|일)[이은도]?\s?없|하거나\s[가-힣\s]{1,12}(?:는\s것은\s아니|지\s않))/
const DOUBLE = /(?:지 않을 수 없|없지 않|지 않은 것은 아니|않을 수 없)/
const HYPOTHETICAL =
  /(?:가능성|경우|다면|으면|려면|만약|만일|수 있|수도 있|지 여부|는지|우려가|할지|ㄹ지|없으면|않으면|않는 한)/
const PLANNED =
  /(?:기로|예정|방침|계획|검토|할 것|추진|려고|려는|고 싶|전망|의향|뜻을 밝|ㄹ 것|을 것|될 것|조율|하겠|방안을|^(?:[을를]\s)?(?:한|갖는|연)다고\s(?:발표|밝혔|예고|통보))/
const SAYING =
  /(?:고|라며|며|다고|라고|자고)\s?(?:밝혔|말했|전했|강조했|주장했|설명했|지적했|보도했|덧붙였|비판했|반박했|답했|언급했|발표했|평가했|촉구했|밝힌|했다|전한|토로했|호소했|선을 그었|지적|주장)|[을를]\s?(?:밝혔|인용해|전했)|(?<=[다라자]["”]?고\s[가-힣A-Za-z·\s]{2,30}[이가은는]\s)(?:밝혔|말했|전했|설명했|강조했|주장했|해명했|반박했|일축했|지적했|선을\s그었|덧붙였)/g
/** Verbs that only carry a noun: 연합훈련을 실시하다, 우려를 표하다. */
const LIGHT =
  /^(?:하(?!는 데)|했|한(?![가-힣])|한다|할|함|해|히|되|됐|된|될|당하|당했|당한|받|시키|시켰|[을를]\s?(?:하|했|한다|한\s|할\s|해\s|표|표명|열|갖|가졌|가진|가질|발표|보|받|내|이어|마치|진행|체결|제기|실시|벌|단행|강행|시작|개최|채택|달성|전달|이뤘|[가-힣]*\s?(?:표명|표했|표시|전달|요청했|제안했))|[과와]\s[가-힣]+[을를]\s?(?:표|전달)|에\s?(?:합의|나서|이르|대한 입장|실패)|이\s?(?:열|이뤄|성사|있)|(?:은|는)\s?(?:없|이뤄지지)|$|\.|,|\s(?:의사|입장|뜻|방침|의향|끝에|결과)[가-힣])/

export const ko: Grammar = {
  tongue: 'ko',
  verbFinal: true,
  splitClauses: (sentence, quotes) => cutAfter(sentence, SEPARATOR, quotes.filter(isShortQuote)),
  suffixLength(sentence, at) {
    const found = SUFFIX.exec(sentence.slice(at, at + 16))?.[0] ?? ''
    return found.trim() === '' ? 0 : found.length
  },

  caseOf(sentence, _start, end): Case {
    const tail = sentence.slice(end, end + 28)
    const rest = tail.slice(SUFFIX.exec(tail)![0].length)
    if (
      /^\s?(?:에 따르면|(?:을|를) 인용|(?:은|는|이|가)?\s?(?:\d+일\s?)?(?:보도했|보도에|전한 바))/.test(rest)
    )
      return 'source'
    if (/^(?:에 의해|에게서|으로부터|로부터)/.test(rest)) return 'agent'
    if (/^(?:에게는|에게|에는|에\s대해|에\s대한|에\s|한테|께|에 )/.test(rest)) return 'dative'
    if (/^(?:은|는|도)(?:\s|$|,)/.test(rest)) return 'topic'
    if (/^(?:이|가|께서)(?:\s|$|,)/.test(rest)) return 'subject'
    if (/^(?:을|를)/.test(rest)) return 'object'
    if (/^의/.test(rest)) return 'owner'
    if (/^(?:과|와)(?:의|는|도)?(?:\s|$)/.test(rest)) return 'with'
    if (/^(?:에서)/.test(rest)) return 'place'
    return 'other'
  },

  isPredicate(place) {
    const form = place.sentence.slice(place.start, place.end)
    if (/^할\s(?:의도|목적|필요|생각|여지|이유|명분)/.test(place.sentence.slice(place.end, place.end + 6)))
      return false
    if (place.tags.includes('arms')) {
      const before = place.sentence.slice(Math.max(0, place.start - 22), place.start)
      const after = place.sentence.slice(place.end, place.end + 16)
      if (
        !/(?:미사일|로켓|위성|발사체|ICBM)[^,.]{0,14}[을를]\s?$/.test(before) &&
        !/^한\s(?:[^,.은는이가을를]{0,10})(?:미사일|로켓|위성|발사체|ICBM)/.test(after)
      )
        return false
    }
    // A stem with a predicate inside (응하지 않, 밝혔) is one already; a Sino-Korean noun needs an ending.
    if (/(?:[았었했혔랐렸났]|않|하지|하$|없[을다는]?|만난|만나|불러들|[을를]\s?표)$/.test(form)) return true
    return LIGHT.test(place.sentence.slice(place.end, place.end + 16))
  },

  isPassive(place) {
    const tail = place.sentence.slice(place.end, place.end + 5)
    return place.tags.includes('passive') || /^(?:당하|당했|당한|당해|되|됐|된|될|받았|받은|받지)/.test(tail)
  },

  countNegations(place) {
    const tail = place.sentence.slice(place.end, place.end + 22)
    const form = place.sentence.slice(place.start, place.end)
    if (DOUBLE.test(tail)) return 2
    if (/않$/.test(form) && /^은 것은 아니|^은 건 아니/.test(tail)) return 1
    const before = place.sentence.slice(Math.max(0, place.start - 3), place.start)
    if (/(?:안|못)\s$/.test(before)) return 1
    return NOT_DONE.test(tail.split(/[,.”"]/)[0] ?? '') ? 1 : 0
  },

  modalityOf(place) {
    const tail = place.sentence.slice(
      place.end,
      Math.min(place.end + 22, Math.max(place.end, place.clause.end)),
    )
    if (HYPOTHETICAL.test(tail) || this.isCondition(place.sentence.slice(0, place.clause.start)))
      return 'hypothetical'
    return PLANNED.test(tail.slice(0, 18)) ? 'planned' : null
  },

  isAverted: place =>
    /^[을를]?\s?(?:보류|연기|유예|막|피하|방지|중단|취소|미뤘|미루)/.test(
      place.sentence.slice(place.end, place.end + 10),
    ),
  isAsked: place =>
    /^[^.]{0,24}?(?:냐는|느냐는|는지를?\s묻는|는지에 대한|여부를 묻는|여부에 대한)\s[^.]{0,8}?(?:질문|물음|질의|말)/.test(
      place.sentence.slice(place.end),
    ) || endsAsQuestion(place.sentence, place.end),
  carriesOn: () => false,
  isQuoted: place => /^[가-힣\s]{0,8}?[다라자냐]고\s/.test(place.sentence.slice(place.end, place.end + 12)),
  isDeclared: place =>
    /^(?:지\s)?않기로\s(?:했|결정|방침)|^(?:하?(?:겠|ㄴ|는)|한)다(?:고|는 (?:입장|뜻)[을를])\s?(?:밝|말|했|전|선언|강조|표|재확인)/.test(
      place.sentence.slice(place.end, place.end + 12),
    ),
  isCondition: clause => /(?:으면|하면|다면|라면|않으면|되면|경우|않는\s한)(?:\s|,)*$/.test(clause),
  isSubordinate: clause => /(?:때문에|위해|가운데|따라|관련해|계기로)\s?,?\s?$/.test(clause),
  isRelative: place =>
    /^(?:한|된|했던|하는|당한|받은|은|는|을|할)\s[가-힣]/.test(
      place.sentence.slice(place.end, place.end + 6),
    ),

  linksContent: between =>
    /^(?!(?:한|했던|된|당한)\s(?!것|방안|데))\s?(?:(?:하|할|하는|해|하지\s않|되|을\s?하)?(?:기로|도록|라고|자고|지\s?말라고|\s?것을|달라고|\s?데|을|를|에|하라고|\s?방안을|에\s?대해)\s?(?:다시|강력히|강하게|거듭|정식으로|공식)?\s?|[의\s]?[가-힣\s]{0,10}[을를에]\s?(?:강력히|강하게|거듭)?\s?|(?:하|되|지\s|[가-힣]\s?){0,4}[가-힣\s]{0,14}[다라자]고\s(?:강력히|강하게|거듭|엄중히)?\s?)$/.test(
      between,
    ),

  hearsayOf(sentence) {
    if (/(?:전문가|분석이|분석했|해석이|관측이|평가가 나온|지적이 나온|라는 분석)/.test(sentence))
      return 'analysis'
    return /(?:알려졌|전해졌|것으로 보인|것으로 전망|것으로 보도|소문|것으로 알려)/.test(sentence)
      ? 'hearsay'
      : null
  },

  findSayings: sentence => rangesOf(sentence, SAYING),
  closingOf: () => null,
  isListItem: sentence =>
    /^\s*(?:첫째|둘째|셋째|넷째|우선|먼저|다음으로|마지막으로|또한|[1-9][).]|[①-⑩])/.test(sentence),
  meetingWords: /(?:회담|대화|만남|접촉|회동|(?<!재)협상)/,
  pronouns: {
    person: /(?<=^|[.,"”]\s)(?:그|그녀)(?=(?:는|가|도)\s)/g,
    both: /(?:양국|양측|두 나라|두 정상|양 정상|3국|세 나라|세 정상)(?=은|는|이|가)/g,
    we: /(?:우리(?! 정부| 측| 군)(?=는|가|의|도))/g,
    self: /(?:^|[\s"“])(?:저는|제가|나는|내가)/g,
  },
  administration: /^\s?(?:정부|정권|행정부)/,
  ownGovernment: /(?<=^|[\s"“])정부(?=는|가|의|에|도|와|\s(?:당국자|고위|관계자|소식통))/g,
}
