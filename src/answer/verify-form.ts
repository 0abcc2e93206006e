// Whether a text is a plain telling: no link, no address, no command, no question, no word to the reader or to a
// machine. What a model writes and what it may cite are both held to it.
import type { Lang, Tongue } from '../model/language.ts'
import { patternsOf } from '../search/asked.ts'
import { fold } from '../text/fold.ts'
import { detectLanguage } from '../text/language.ts'
import rules from './data/verify.json' with { type: 'json' }

const ADDRESS = patternsOf(rules.address)
const TONGUES: readonly Tongue[] = ['en', 'zh', 'ja', 'ko']
const { always, beforeThing, thing } = rules.imperative
const OPENING = `^["'“‘«(\\s]*(?:(?:and|also|now|then|first|next|finally),? )?`
const IMPERATIVE = new RegExp(
  `${OPENING}(?:(?:${always})\\s+(?!of\\b)|(?:${beforeThing})\\s+(?:(?:${thing})\\b|["'“‘]))`,
)
/** An end of a sentence inside of what was taken for one. */
const INNER_END = /(?<=[.!?:;])["'”’)]*\s+/
/** Five Latin words in a row are no part of a sentence in another script. */
const LATIN_RUN = /(?:[a-z'’,-]+ +){4,}[a-z'’]+/i
const QUESTION = /[?？]\s*["'”’」』)]*\s*$/
const ASKS =
  /^["'“‘\s]*(?:what|who|whom|when|where|why|how|which|can|could|would|should|do|does|did|is|are|was|were|will)\b[^.!]*\?/i
// Hosts with or without a scheme, mail addresses, handles, Slack and Discord markup, Markdown links, code.
const LINK =
  /(?:https?|ftp|file|javascript|data|mailto|tel|slack|discord):|\bwww\.|\b[a-z0-9-]+\.(?:com|net|org|io|info|biz|xyz|ru|cn|jp|kr|tw|co|me|app|dev|gg|link|site|online|top|shop|ai|to|ly|html?|php|exe|zip)\b|[\w.+-]+@[\w-]+\.\w+/i
const MENTION = /(?:^|[\s(（「])@[\p{L}\d_]|<[@#!/a-z]|@(?:everyone|here|channel)|<!/iu
const MARKUP = /\]\(|```|`|<\/?[a-z!][^>]*>|&(?:[a-z]+|#\d+);|\*\*|__|~~|\|\||^\s*[/#>]/i
/** Control, formatting and private characters, lone surrogates, line and paragraph separators. */
const CONTROL = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\ufffd]/u

/** Why a model's text may not be shown as it is, or null. */
export function faultOfForm(text: string, lang: Lang): string | null {
  const trimmed = text.trim()
  if (trimmed === '') return 'empty'
  if (trimmed.length > rules.longest) return 'too long'
  if (CONTROL.test(trimmed)) return 'control characters'
  if (LINK.test(trimmed)) return 'a link or address'
  if (MENTION.test(trimmed) || MARKUP.test(trimmed)) return 'markup or a mention'
  if (!isTelling(trimmed)) return 'no telling'
  return isIn(trimmed, lang) ? null : 'another language'
}

/** Whether a sentence of an article may be shown to a model and carry a statement: a telling in the article's script. */
export function isEvidence(sentence: string, lang: Lang): boolean {
  return isTelling(sentence) && (lang === 'en' || !LATIN_RUN.test(sentence))
}

/** Whether a sentence tells something: no question, no command, nothing said to the reader or to a machine. */
export function isTelling(sentence: string): boolean {
  const key = fold(sentence).trim()
  if (QUESTION.test(key) || ASKS.test(key)) return false
  // Also within: what looks like one sentence may be two.
  if (key.split(INNER_END).some(part => IMPERATIVE.test(part))) return false
  // What somebody is quoted as saying to somebody may address them.
  const said = key.replaceAll(/["“「『][^"”」』]*["”」』]/g, ' ')
  return !TONGUES.some(tongue => ADDRESS[tongue].test(said))
}

const KANA = /[\u3041-\u3096\u30a1-\u30fa]/
const HANGUL = /[\uac00-\ud7af]/

/** Whether a text is in a language; short texts are only asked for their letters. */
function isIn(text: string, lang: Lang): boolean {
  if (lang === 'ko') return HANGUL.test(text)
  if (lang === 'ja') return KANA.test(text)
  if (lang === 'en')
    return !/[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]/.test(text.replaceAll(/[(（][^)）]*[)）]/g, ''))
  if (KANA.test(text.replaceAll(/[「『“"][^」』”"]*[」』”"]/g, '')) || HANGUL.test(text)) return false
  const found = detectLanguage(text)
  const isChinese = found.lang === 'zh-Hans' || found.lang === 'zh-Hant' || found.lang === 'ja'
  return isChinese && /\p{Script=Han}/u.test(text) && !isOtherScript(found, lang)
}

function isOtherScript(found: { readonly lang: Lang; readonly confidence: number }, lang: Lang): boolean {
  return found.lang !== lang && found.lang !== 'ja' && found.confidence > 0.9
}
