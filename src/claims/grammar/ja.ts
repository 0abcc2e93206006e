import type { Case, Grammar } from './grammar.ts'
import { cutAfter, endsAsQuestion, isShortQuote, rangesOf } from './ranges.ts'

// A new clause after a connective; a bare 、 does not end one, since subjects and objects carry it.
const SEPARATOR =
  /(?:が|ものの|一方(?:で)?|とともに|ほか|うえで|上で|ため|ので|おり|つつ|ながら|しており|(?<!に対)し|たが|行い|結び|開き|求め|呼び|れば|なら)、|ない限り、?|;|；/g
const SUFFIX =
  /^(?:海軍|空軍|陸軍|の?艦艇|の?駆逐艦|軍機|海警局?|側|氏|さん|ら|双方|両(?:国|氏|首脳|外相|政府|首相|大統領)?|(?:首脳|外相|防衛相|国防相|実務者|閣僚級?|局長級?)?(?:会談|協議|交渉)(?=[はが])|[3３三2２二]?(?:カ国|か国|ヵ国|国間|国)|政府|当局|国民|など|自身|委員長|部長|議員|(?:の)?(?:高官|当局者|関係者|報道官|幹部|首脳(?:ら)?|外相|防衛相|国防相|財務相|大使|政権)|軍|党|代表|国務長官|国防長官|長官|相|次官|公使|外務次官)*/
/** Endings by which an act is left undone; 合意に至らなかった, 要請はなかった. */
const NOT_DONE =
  /^[ぁ-んァ-ヶー一-龯]{0,9}?(?:(?<!少|危|き)ない|なかった|なく|(?<!ま|必|い)ず(?!れ|つ)|(?<!死)ぬ|ません|まい|とどめた|控えた|避けた|見送|断念|なし)/
const DOUBLE =
  /(?:ないわけではない|わけではない|ざるを得|ないわけにはいか|ずにはいられ|なくはない|ないとは限らない|ないことはない)/
const HYPOTHETICAL =
  /(?:ない限り|可能性|恐れ|かもしれ|場合|なら[、ば]|れば(?![いよ良])|こともあり得|こともありうる|仮に|かどうか|か否か|懸念がある|しかねない)/
const PLANNED =
  /^[^。、]{0,16}?(?:方針|予定|見通し|見込み|意向|検討|計画|つもり|考えだ|考えを示|調整|構えだ|方向|目指|しようと|したい|ことになっ|ことを決め|準備)/
/** A verb not in the past, then a report of it: 破棄すると発表した. From the stem's last character on. */
const SAID_TO_COME =
  /^(?:[うくすつぬむるぐぶい]|.(?:する|しない|行う|開く|[うくすつぬむるぐぶ]))と(?:発表|表明|みられ|伝え|の見|通知|通告|宣言|明らか|予告)/
const ARMS_OBJECT = /(?:ミサイル|ロケット|衛星|ICBM|飛翔体)[^、。]{0,8}を$/
/** 発射|した弾道ミサイル. */
const ARMS_HEAD = /^した(?:[^、。はがを]{0,8})(?:ミサイル|ロケット|衛星|ICBM|飛翔体)/
const SAYING =
  /(?:と(?:の(?:考え|認識|見方|見解|立場)を)?(?:述べ|語っ|話し|説明し|強調し|指摘し|主張し|明らかにし|表明し|示し|伝え|報じ|発表し|答え|反論し|訴え|コメントし|発言し|しており|している|した|いう|する(?:談話|声明|見解|立場|コメント))|(?:考え|認識|見方|見解|立場|方針|意向)を(?:明らかにし|示し|表明し))/g
/** Verbs that only carry a noun: 会談を行う, 懸念を表明する. */
const LIGHT =
  /^(?:し(?!か)|する|しな|を(?:検討|計画)|され|でき|させ|(?:の意)?を(?:行|表明|示|開(?!催地)|始|決|続|実施|申し|した|した|強|再|通|得|交|受け|伝え|重ね|強行|強め|唱え|発表|結|し|言い渡|下|抱|持|見送|断念|漏ら|あらわ|募ら|にじま|ぶつけ|口に|隠さ)|に(?:至|踏み切|達|臨)|の(?:意向|意|方針|声明|意を)|が(?:あっ|あり|ある|な|行|開|成立|始|実現|決(?!裂))|は(?:な(?:い|かっ)|行|実現|開|し|せ)|なしに|は[、]|、|。|」|$)/

export const ja: Grammar = {
  tongue: 'ja',
  verbFinal: true,
  splitClauses: (sentence, quotes) => cutAfter(sentence, SEPARATOR, quotes.filter(isShortQuote)),
  suffixLength: (sentence, at) => SUFFIX.exec(sentence.slice(at, at + 16))?.[0].length ?? 0,

  caseOf(sentence, _start, end): Case {
    const tail = sentence.slice(end, end + 26)
    const rest = tail.slice(SUFFIX.exec(tail)![0].length).replace(/^[」』）)]+/, '')
    if (/^(?:など)?(?:に(?:よると|よれば)|の報道によ|が(?:\d+日)?報じ|を引用)/.test(rest)) return 'source'
    if (/^に(?:よって|より)/.test(rest)) return 'agent'
    if (/^(?:に対し|に対する|へ(?:の)?|には|にも|に)/.test(rest)) return 'dative'
    if (/^(?:は|も)/.test(rest)) return 'topic'
    if (/^(?:が)/.test(rest)) return 'subject'
    if (/^を/.test(rest)) return 'object'
    if (/^と(?:の|も|は)?(?!いう|し|述|語|話|説|強|指|主|表|伝|報|発)/.test(rest)) return 'with'
    if (/^の/.test(rest)) return 'owner'
    if (/^からの/.test(rest)) return 'owner'
    if (/^から/.test(rest)) return 'agent'
    if (/^(?:で)/.test(rest)) return 'place'
    return 'other'
  },

  isPredicate(place) {
    if (place.tags.includes('arms')) {
      const before = place.sentence.slice(Math.max(0, place.start - 16), place.start)
      const after = place.sentence.slice(place.end, place.end + 14)
      if (!ARMS_OBJECT.test(before) && !ARMS_HEAD.test(after)) return false
    }
    const last = place.sentence[place.end - 1] ?? ''
    const before = place.sentence.slice(Math.max(0, place.start - 3), place.start)
    if (
      /との$/.test(before) &&
      /^(?:で(?!は|き|あ)|後|の(?:席|場|中|冒頭)で|において)/.test(
        place.sentence.slice(place.end, place.end + 6),
      )
    )
      return true
    // 申し入れを行|った, 訪問に踏み切|った: the stem holds its light verb
    if (
      /[をに][一-龯]{1,2}$/.test(place.sentence.slice(place.start, place.end)) &&
      /^[いうえっりるれさしんわすくつぬむぐぶ]/.test(place.sentence.slice(place.end))
    )
      return true
    // A stem that ends in kana is a verb already; a Sino-Japanese noun needs one.
    if (/[ぁ-ん]/.test(last)) return true
    const tail = place.sentence.slice(place.end, place.end + 10)
    if (
      LIGHT.test(tail) ||
      /^と[一-龯]{2,6}を(?:表明|示|伝え)/.test(place.sentence.slice(place.end, place.end + 14))
    )
      return true
    // 共同訓練「フリーダム・エッジ」を実施: a name may stand between the noun and its verb
    return /^「[^」]{1,24}」(?:を(?:実施|開|行|始)|が(?:行|開|始))/.test(
      place.sentence.slice(place.end, place.end + 40),
    )
  },

  isPassive(place) {
    const tail = place.sentence.slice(place.end - 2, place.end + 3)
    // 石破首相から歓迎を受けた
    if (/^を受け(?:た|て|、)/.test(place.sentence.slice(place.end))) return true
    return place.tags.includes('passive') || /(?:され|(?<!見|限)られ|まれた|わされ|かれた|けられ)/.test(tail)
  },

  countNegations(place) {
    if (DOUBLE.test(place.sentence.slice(place.start, place.end + 18)))
      return /(?:ない|なかった|ず)$/.test(place.sentence.slice(place.start, place.end)) ? 1 : 2
    const after = place.sentence.slice(place.end, place.end + 16)
    // 求めたため応じられなかった: the negation is the next verb's
    return NOT_DONE.test(after.split(/[。、」]|ため|ので|のに|ものの|たが/)[0] ?? '') ? 1 : 0
  },

  modalityOf(place) {
    const tail = place.sentence.slice(place.end)
    const clauseBefore = place.sentence.slice(0, place.clause.start)
    if (HYPOTHETICAL.test(tail.slice(0, 24)) || /^(?:もし|仮に)/.test(place.sentence)) return 'hypothetical'
    if (this.isCondition(clauseBefore)) return 'hypothetical'
    return PLANNED.test(tail) || SAID_TO_COME.test(place.sentence.slice(place.end - 1)) ? 'planned' : null
  },

  isAverted: place =>
    /^は、?[^。]{0,16}(?:見送|中止|延期|取りやめ)/.test(place.sentence.slice(place.end, place.end + 24)) ||
    /^(?:[^はが。、]{0,8})?(?:の)?(?:を|が)(?:延期|回避|防|避け|中止|中断|先送り|免れ|停止|取りやめ)/.test(
      place.sentence.slice(place.end, place.end + 16),
    ),
  isAsked: place =>
    /^[^。]{0,24}?(?:かどうか|か否か|のか|か)?(?:を|と|について)?(?:問われ|聞かれ|質問され|尋ねられ|との質問|の質問に)/.test(
      place.sentence.slice(place.end),
    ) || endsAsQuestion(place.sentence, place.end),
  carriesOn: () => false,
  isQuoted: place =>
    /^[ぁ-ん]{0,6}?と(?!も|の会|の協|の間|き|ころ)/.test(place.sentence.slice(place.end, place.end + 10)),
  isDeclared: place =>
    /^(?:する|しない)と(?:表明|述べ|発表|明らか|主張|強調)/.test(
      place.sentence.slice(place.end, place.end + 10),
    ),
  isCondition: clause => /(?:れば|なら|たら|場合|ない限り)(?:は)?、?$/.test(clause.trim()),
  isSubordinate: clause => /(?:ため|ので|うえで|上で|際|中で)、?$/.test(clause.trim()),
  isRelative(place) {
    const tail = place.sentence.slice(place.end, place.end + 7)
    return (
      /^(?:し|され|させ)?(?:た|ている|ていた|る|れた|する|した)?(?=[一-龯ァ-ヶ「])/.test(tail) &&
      !/^[、。」と]/.test(tail)
    )
  },

  linksContent: between =>
    /^(?:する|した|しない|せ|し|され)?[ぁ-ん]{0,4}?(?:よう(?:に)?|こと(?:を|で|に|は|が)|の[^はが、。]{0,10}(?:を|に|で)|への[^はが、。]{0,8}を|べきだと)[^はが。]{0,12}$|^(?:する)?[一-龯]{0,8}(?:を|に|で)(?:強く|厳しく|改めて|正式に)?$|^(?:した|する|している)?[^、。はが]{1,14}(?:を|に)(?:強く|厳しく|断固として|改めて)?$/.test(
      between,
    ),

  hearsayOf(sentence) {
    if (
      /(?:(?:専門家|識者|アナリスト)(?:は|ら|の(?:見方|分析|間)|に(?:よると|よれば)|から)|との見方(?:がある|が出|が広)|と分析|との分析)/.test(
        sentence,
      )
    )
      return 'analysis'
    return /(?:とみられ|という。|と伝えられ|とされる|とされて|もよう|模様だ|らしい|との情報)/.test(sentence)
      ? 'hearsay'
      : null
  },

  findSayings: sentence => rangesOf(sentence, SAYING),
  closingOf: () => null,
  isListItem: sentence =>
    /^\s*(?:第[一二三四五]|[一二三四五]つ目|まず|次に|続いて|最後に|さらに|[1-9][)）.．、]|[①-⑩])/.test(
      sentence,
    ),
  meetingWords: /(?:会談|対話|協議|接触|面会|会合|交渉)/,
  pronouns: {
    person: /(?<=^|。|、|「)(?:同氏|氏|彼|彼女)(?=は|が|も)/g,
    both: /(?:両国|両者|両首脳|双方|両氏|両外相|両政府|3カ国|三カ国|日米韓3か国)(?=は|が|の(?:首脳|外相|政府)[はが])/g,
    we: /(?:我々|われわれ|わが国|我が国|私たち)/g,
    self: /(?:私(?!たち))/g,
  },
  administration: /^(?:政府|政権)/,
  ownGovernment: /(?<![一-龯ァ-ヶーA-Za-z])政府(?=は|が|に|の(?!関係者)|も|と|側|高官|関係者|筋)/g,
}
