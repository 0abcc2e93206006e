// What joins, glues and follows names in each language: the patterns by which mentions become noun phrases.
import type { Tongue } from '../model/language.ts'

/** What joins two phrases into one with several heads. */
export const JOINS: Readonly<Record<Tongue, RegExp>> = {
  zh: /^(?:与|和|及|以及|同|跟|、)$/,
  ja: /^(?:と|・|、|や|及び|および)$/,
  ko: /^(?:과|와|·|,)\s?$|^\s?(?:및)\s$/,
  en: /^(?:\sand\s(?:the\s)?|,\s(?:and\s)?)$/,
}
/** What may stand between the parts of one name: 日本|外相, 中国外交部|长|王毅, president| of |Korea. */
export const GLUE: Readonly<Record<Tongue, RegExp>> = {
  zh: /^(?:[\s·]?|[一-龥]{0,9}(?:长|相|官|卿|使|席|记|表|理|发言人|主任|委员|参赞|公使|代办))$/,
  ja: /^(?:[\s・]?|[」』]?の|の新|前|元|(?:3|三|3か|3カ|三カ|両)国の?|外務省の|米|韓|中|露|英|豪)$/,
  ko: /^\s?(?:신임\s|전\s)?(?:(?:3|삼|양|4)국\s|두\s나라\s|세\s나라\s)?$/,
  en: /^(?:\s|,\s|\sof\s|\sthen-|\sformer\s|['’]s?\s(?:new\s|then-)?)?$/,
}
/** A rank between a body and a name: 中国外交部|部长|王毅. */
export const RANK_ZH = /^[一-龥]{0,9}(?:长|相|官|卿|使|席|记|表|理|发言人|主任|委员|参赞|公使|代办)$/
/** What still belongs to a body: its spokesman. */
export const BODY_SUFFIX: Readonly<Record<Tongue, RegExp>> = {
  zh: /^(?:副?部长|副?局长|(?:新闻)?发言人|负责人|官员)/,
  ja: /^(?:の?報道官|副報道局長|の?幹部)/,
  ko: /^\s?(?:대변인|부대변인|차관)/,
  en: /^\s(?:spokes(?:man|woman|person)|minister)\b/i,
}
/** A title behind a name that offices.jsonl does not list: 耿爽|副報道局長, 김현종 |안보실 2차장. */
export const TITLE_TAIL: Readonly<Partial<Record<Tongue, RegExp>>> = {
  ja: /^[一-龯ァ-ヶー・0-9]{1,12}(?:相|長|官|臣|使|表|席|統|理|記|員|者)(?=[はがもにをへとのか、])/,
  ko: /^(?:\s[가-힣0-9]{1,6})?\s[가-힣0-9]{1,7}(?:장|관|사|리|령|표|원|석|무|상)(?=(?:은|는|이|가|의|을|를|에|도|과|와|에게|께서)\s)/,
}
/** An official of a body whom the lexicon does not list acts for it: 外務省|の金井正彰アジア大洋州局長. */
export const OFFICIAL: Readonly<Partial<Record<Tongue, RegExp>>> = {
  ja: /^の[一-龯ァ-ヶー・]{2,16}(?:局長|部長|課長|次官|審議官|報道官|次長|公使|参事官|官房長|特使|代表|室長|補佐官|政務官|副大臣|司令官)(?=[はがもにをへとの、])/,
  ko: /^\s[가-힣]{2,4}\s[가-힣·0-9]{0,12}\s?(?:국장|차관|차관보|대변인|실장|본부장|단장|과장|공사|참사관|특사|대표|차장|비서관|보좌관)(?=(?:은|는|이|가|의|을|를|에|도|과|와|에게|께서)\s)/,
}
/** Members of a party who are not listed speak and act as its people: 立憲民主党|の議員, 민주당| 의원. */
export const MEMBER: Readonly<Record<Tongue, RegExp>> = {
  zh: /^(?:的|籍)?(?:国会|众议院|参议院)?(?:议员|干部|党首|发言人|代表|干事长|人士)/,
  ja: /^の[一-龯ァ-ヶー・]{0,10}(?:議員|幹部|代表|関係者|党首|委員長|幹事長|会長|書記長|氏)(?=[はがもにをへとの、])/,
  ko: /^\s(?:소속\s)?(?:[가-힣]{2,4}\s)?(?:[가-힣]{0,4}의원|대표|관계자|대변인|원내대표|위원장)(?=(?:들)?(?:은|는|이|가|의|을|를|에|도|과|와|에게|께서)\s)/,
  en: /^(?:['’]s)?\s(?:lawmakers?|members?|leaders?|legislators?|officials?|spokes\w+)\b/i,
}
/** "China's customs agency" acts for China, whatever it is called. */
export const AGENCY =
  /^['’]s?\s(?:(?!and\b|of\b|to\b)[a-z-]+\s){0,3}(?:agency|agencies|ministry|ministries|government|army|navy|air force|coast guard|military|customs|authorities|regulators?|parliament|police|central bank|legislature|envoys?|embassy|delegation|negotiators?|officials)\b/
/** People and firms of a state are not its government. */
export const PRIVATE: Readonly<Record<Tongue, RegExp>> = {
  zh: /^的?(?:人(?![民质权])|市民|民众|国民|公民|企业|公司|团体|网民|学者|渔民|游客|留学生|商品|产品|汽车|民间|在野党)/,
  ja: /^の?(?:人(?![権質道])|市民|国民|企業|会社|団体|住民|漁業者|観光客|製品|自動車|野党)/,
  ko: /^\s?(?:인(?=[은는이가을를의에]|\s)|시민|국민|기업|회사|단체|주민|어민|관광객|제품|자동차|야당)/,
  en: /^(?:['’]s)?\s(?:citizens|people|companies|firms|residents|fishermen|tourists|products|goods|automakers|cars|opposition)\b/i,
}
/** What a demonym must stand before to be its state. */
export const ADJECTIVE_HEAD =
  /^\s(?:government|side|authorities|officials?|delegation|leaders?|envoy|ambassador|foreign ministry|military|destroyer|navy)\b/i
