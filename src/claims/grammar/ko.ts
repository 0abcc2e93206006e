import type { Case, Grammar } from './grammar.ts'
import { cutAfter, findQuotes, isShortQuote, rangesOf } from './ranges.ts'

const SEPARATOR = /(?:지만|으나|면서도|면서|으며|하며|했고|하고|는데|반면|아울러|가운데|고|며),?\s|,\s|;/g
const SUFFIX =
  /^\s?(?:측|씨|정부|당국자|당국|관계자|고위\s?관계자|고위\s?당국자|대변인|대통령|총리|외교장관|장관|양국|정상|양국\s?정상|3국|등|언론|특사|대사|국민|소식통)*/
const NOT_DONE =
  /^[가-힣]{0,6}?\s?(?:지 않|지는 않|지도 않|지 못|지는 못|하지 않|을 하지 않|는 없|은 없|가 없|이 없|없[었다을는이]|않[았기을]|아니[다었])/
const DOUBLE = /(?:지 않을 수 없|없지 않|지 않은 것은 아니|않을 수 없)/
const HYPOTHETICAL =
  /(?:가능성|경우|다면|으면|려면|만약|만일|수 있|수도 있|지 여부|는지|우려가|할지|ㄹ지|없으면|않으면)/
const PLANNED =
  /(?:기로|예정|방침|계획|검토|할 것|추진|려고|려는|고 싶|전망|의향|뜻을 밝|ㄹ 것|을 것|될 것|조율|하겠)/
const SAYING =
  /(?:고|라며|며|다고|라고)\s?(?:밝혔|말했|전했|강조했|주장했|설명했|지적했|보도했|덧붙였|비판했|반박했|답했|언급했|발표했|평가했|촉구했|밝힌|했다|전한|토로했|호소했|선을 그었)|[을를]\s?(?:밝혔|인용해|전했)/g

export const ko: Grammar = {
  tongue: 'ko',
  verbFinal: true,
  splitClauses: sentence => cutAfter(sentence, SEPARATOR, findQuotes(sentence).filter(isShortQuote)),

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
    const tail = place.sentence.slice(place.end, place.end + 12)
    const form = place.sentence.slice(place.start, place.end)
    // A stem with a predicate inside (응하지 않, 밝혔) is one already; a Sino-Korean noun needs an ending.
    if (/(?:[았었했혔랐렸]|않|하지|하$|없)$/.test(form)) return true
    return /^(?:하|했|한|할|함|해|히|되|됐|된|될|당하|당했|당한|받|시키|시켰|[을를]\s?(?:하|했|거부|요청|제안|표|열|갖|가졌|가진|발표|전달|보|받|촉구|제의|내|이어|가질|마치|통해|진행|체결|제기)|에\s?(?:합의|동의|응|나서|서명|이르|대한|실패)|이\s?(?:열|이뤄|성사|있)|(?:은|는)\s?(?:없|이뤄지지)|으?로|$|\.|,|\s(?:의사|입장|뜻|방침|의향|끝에|결과))/.test(
      tail,
    )
  },

  isPassive(place) {
    const tail = place.sentence.slice(place.end, place.end + 5)
    return place.tags.includes('passive') || /^(?:당하|당했|당한|당해|되|됐|된|될|받았|받은|받지)/.test(tail)
  },

  countNegations(place) {
    const tail = place.sentence.slice(place.end, place.end + 22)
    if (DOUBLE.test(tail)) return 2
    const before = place.sentence.slice(Math.max(0, place.start - 3), place.start)
    if (/(?:안|못)\s$/.test(before)) return 1
    return NOT_DONE.test(tail.split(/[,.”"]/)[0] ?? '') ? 1 : 0
  },

  modalityOf(place) {
    const tail = place.sentence.slice(place.end, place.end + 22)
    if (HYPOTHETICAL.test(tail)) return 'hypothetical'
    return PLANNED.test(tail.slice(0, 16)) ? 'planned' : null
  },

  isSubordinate: clause => /(?:때문에|위해|가운데|따라|관련해|계기로)\s?,?\s?$/.test(clause),
  isRelative: place =>
    /^(?:한|된|했던|하는|당한|받은|은|는|을|할)\s?[가-힣]/.test(
      place.sentence.slice(place.end, place.end + 6),
    ),

  hearsayOf(sentence) {
    if (/(?:전문가|분석이|분석했|해석이|관측이|평가가 나온|지적이 나온|라는 분석)/.test(sentence))
      return 'analysis'
    return /(?:알려졌|전해졌|것으로 보인|것으로 전망|것으로 보도|소문|것으로 알려)/.test(sentence)
      ? 'hearsay'
      : null
  },

  findSayings: sentence => rangesOf(sentence, SAYING),
  isListItem: sentence =>
    /^\s*(?:첫째|둘째|셋째|넷째|우선|먼저|다음으로|마지막으로|또한|[1-9][).]|[①-⑩])/.test(sentence),
  pronouns: {
    person: /^(?:그는|그가|그녀는|그도)/,
    both: /(?:양국|양측|두 나라|두 정상|양 정상|3국|세 나라|세 정상|한일 양국)/g,
  },
}
