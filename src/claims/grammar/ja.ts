import type { Case, Grammar } from './grammar.ts'
import { cutAfter, findQuotes, isShortQuote, rangesOf } from './ranges.ts'

// A new clause after a connective; a bare 、 does not end one, since subjects and objects carry it.
const SEPARATOR =
  /(?:が|ものの|一方(?:で)?|とともに|ほか|うえで|上で|ため|ので|おり|つつ|ながら|しており|し|たが)、|;|；/g
const SUFFIX =
  /^(?:側|氏|さん|ら|両(?:国|氏|首脳|外相|政府|首相|大統領)?|政府|当局|国民|など|自身|(?:の)?(?:高官|当局者|関係者|報道官|高位関係者)|首脳|外相|大使|政権|軍|党|代表|国務長官|国防長官|長官|相)*/
const NOT_DONE =
  /^[ぁ-んァ-ヶー一-龯]{0,8}?(?:ない|なかった|なく|ず(?!れ)|ぬ|ません|まい|とどめた|控えた|避けた|見送った)/
const DOUBLE =
  /(?:ないわけではない|わけではない|ざるを得|ないわけにはいか|ずにはいられ|なくはない|ないとは限らない|ないことはない)/
const HYPOTHETICAL =
  /(?:可能性|恐れ|かもしれ|場合|なら[、ば]|れば、|仮に|もし|かどうか|か否か|懸念がある|しかねない)/
const PLANNED =
  /^[^。、]{0,12}?(?:方針|予定|見通し|見込み|意向|検討|計画|つもり|考えだ|考えを示|調整|構えだ|する方向|目指|しようと|したい|ことになっ|ことを決め|ことで合意|ことを確認|ことで一致)/
const SAYING =
  /(?:と(?:の(?:考え|認識|見方|見解|立場)を)?(?:述べ|語っ|話し|説明し|強調し|指摘し|主張し|明らかにし|表明し|示し|伝え|報じ|発表し|答え|反論し|訴え|コメントし|発言し|しており|している|した|いう)|を(?:明らかにし|示し|表明し))/g

export const ja: Grammar = {
  tongue: 'ja',
  verbFinal: true,
  splitClauses: sentence => cutAfter(sentence, SEPARATOR, findQuotes(sentence).filter(isShortQuote)),

  caseOf(sentence, _start, end): Case {
    const tail = sentence.slice(end, end + 24)
    const rest = tail.slice(SUFFIX.exec(tail)![0].length).replace(/^[」』）)]+/, '')
    if (/^(?:など)?(?:に(?:よると|よれば)|の報道によ|が(?:\d+日)?報じ|を引用)/.test(rest)) return 'source'
    if (/^に(?:よって|より)/.test(rest)) return 'agent'
    if (/^(?:に対し|に対する|へ(?:の)?|には|にも|に)/.test(rest)) return 'dative'
    if (/^(?:は|も)/.test(rest)) return 'topic'
    if (/^(?:が)/.test(rest)) return 'subject'
    if (/^を/.test(rest)) return 'object'
    if (/^の/.test(rest)) return 'owner'
    if (/^と(?:の|も|は)?(?!いう|し|述|語|話|説|強|指|主|表|伝|報|発)/.test(rest)) return 'with'
    if (/^(?:から)/.test(rest)) return 'agent'
    if (/^(?:で)/.test(rest)) return 'place'
    return 'other'
  },

  isPredicate(place) {
    const tail = place.sentence.slice(place.end, place.end + 10)
    const last = place.sentence[place.end - 1] ?? ''
    // A stem that ends in kana is a verb already; a Sino-Japanese noun needs one.
    if (/[ぁ-ん]/.test(last)) return true
    return /^(?:し(?!か)|する|され|でき|させ|を(?:行|求|表明|示|開|始|発表|決|続|実施|拒|受け|伝え|申し|した|し|せ|強|再|通|得|交)|に(?:至|応|踏み切|達|臨)|で(?:一致|合意)|の(?:意向|意|方針|考え|声明|意を)|が(?:行|開|成立|始|実現|決)|には応じ|は(?:なかった|行|実現|開|し)|は[、]|、|。|」|$)/.test(
      tail,
    )
  },

  isPassive(place) {
    const tail = place.sentence.slice(place.end - 2, place.end + 6)
    return place.tags.includes('passive') || /(?:され|られ|まれた|わされ|かれた|けられ)/.test(tail)
  },

  countNegations(place) {
    const tail = place.sentence.slice(place.start, place.end + 18)
    if (DOUBLE.test(tail)) return 2
    const after = place.sentence.slice(place.end, place.end + 14)
    return NOT_DONE.test(after.split(/[。、」]/)[0] ?? '') ? 1 : 0
  },

  modalityOf(place) {
    const tail = place.sentence.slice(place.end)
    if (HYPOTHETICAL.test(tail.slice(0, 24)) || /^(?:もし|仮に)/.test(place.sentence)) return 'hypothetical'
    return PLANNED.test(tail) ? 'planned' : null
  },

  isSubordinate: clause => /(?:ため|ので|うえで|上で|際|中で)、?$/.test(clause.trim()),
  isRelative(place) {
    const tail = place.sentence.slice(place.end, place.end + 6)
    return (
      /^(?:し|され|させ)?(?:た|ている|ていた|る|れた)?(?=[一-龯ァ-ヶ「])/.test(tail) &&
      !/^[、。」と]/.test(tail)
    )
  },

  hearsayOf(sentence) {
    if (/(?:専門家|識者|アナリスト|との見方(?:がある|が出|が広)|と分析|との分析)/.test(sentence))
      return 'analysis'
    return /(?:とみられ|という。|と伝えられ|とされる|とされて|もよう|模様だ|らしい|との情報)/.test(sentence)
      ? 'hearsay'
      : null
  },

  findSayings: sentence => rangesOf(sentence, SAYING),
  isListItem: sentence =>
    /^\s*(?:第[一二三四五]|[一二三四五]つ目|まず|次に|続いて|最後に|さらに|[1-9１-９][)）.．、]|[①-⑩])/.test(
      sentence,
    ),
  pronouns: {
    person: /^(?:同氏|氏|彼|彼女)(?:は|が|も)/,
    both: /(?:両国|両者|両首脳|双方|両氏|両外相|3カ国|三カ国|日米韓3か国)/g,
  },
}
