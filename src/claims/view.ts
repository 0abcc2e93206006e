// The sentence as the grammars read it: same length as the original, so that offsets hold for both.
import type { Tongue } from '../model/language.ts'
import { fold } from '../text/fold.ts'

const ENUMERATION_COMMA = /[、､﹑]/g
const WIDE = /[\uff01-\uff5e\u3000]/g

/**
 * Chinese is folded to one script, but keeps the enumeration comma, which joins where the comma parts. The others
 * keep their script, which their rules are written in, and lose full-width Latin and digits.
 */
export function viewOf(text: string, tongue: Tongue): string {
  if (tongue === 'zh') {
    const key = fold(text)
    if (text.search(ENUMERATION_COMMA) < 0) return key
    const units = [...key]
    if (units.length !== key.length) return key
    for (const found of text.matchAll(ENUMERATION_COMMA)) units[found.index] = '、'
    return units.join('')
  }
  return text.replace(WIDE, wide =>
    wide === '\u3000' ? ' ' : String.fromCharCode(wide.charCodeAt(0) - 0xfee0),
  )
}
