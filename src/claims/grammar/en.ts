import type { Case, Grammar } from './grammar.ts'
import { cutAfter, findQuotes, isShortQuote, rangesOf } from './ranges.ts'

const SEPARATOR =
  /;|,\s(?=(?:but|while|although|and|which|who|after|before|because|as|though|saying|adding|with)\b)|\s(?=(?:but|while|although|though|whereas|because|unless|after|before|that|whether|if)\s)/gi
const NEGATION =
  /\b(?:not|n['’]t|never|no|without|failed to|fails to|failing to|fail to|neither|nor|stopped short of|stop short of|stops short of|yet to|refrained from|refused to|refuses to|declined to|unable to|unwilling to)\s(?:\w+\s){0,2}$/i
const DOUBLE =
  /\b(?:not (?:rule out|refuse|deny|fail to)|no choice but to|could not but|did not fail to)\s(?:\w+\s){0,2}$/i
const PLANNED =
  /\b(?:will|shall|plans? to|planned to|planning to|intends? to|intended to|aims? to|set to|due to|scheduled to|expected to|hopes? to|wants? to|vow(?:ed|s)? to|agreed to|pledged to|prepared to|preparing to|seeks? to|sought to|to)\s(?:\w+\s){0,1}$/i
const HYPOTHETICAL =
  /\b(?:if|would|could|might|may|unless|whether|should|had\s\w+\snot|possibly|perhaps|reportedly considering)\b/i
const SAYING =
  /\b(?:said|says|told|stated|added|argued|noted|stressed|reported|reports|wrote|announced|explained|insisted|claimed|acknowledged|emphasi[sz]ed|declared|denied|warned|according to|quoted|citing|remarked|suggested|maintained|reiterated|confirmed)\b/gi
const PREPOSITION =
  /\b(of|in|about|over|between|among|into|via|under|as|than|after|before|like|including|at|upon|despite|amid|during|since|within|through|around|near)\s(?:the\s|its\s|their\s|his\s|her\s|both\s|former\s|then-)?$/i

export const en: Grammar = {
  tongue: 'en',
  verbFinal: false,
  splitClauses: sentence => cutAfter(sentence, SEPARATOR, findQuotes(sentence).filter(isShortQuote)),

  caseOf(sentence, start, end, left): Case {
    const before = sentence.slice(Math.max(0, start - 28), start)
    const after = sentence.slice(end, end + 14)
    if (/\b(?:according to|citing|quoting|quoted by|reported by|told)\s(?:the\s)?$/i.test(before)) {
      return /told\s/i.test(before) ? 'dative' : 'source'
    }
    if (/^(?:['’]s?\s)/.test(after)) return 'owner'
    if (/\bby\s(?:the\s)?$/i.test(before)) return 'agent'
    if (
      /\b(?:to|toward|towards|against|on|from|for|urged|asked|press(?:ed)?)\s(?:the\s|both\s|its\s)?$/i.test(
        before,
      )
    )
      return 'dative'
    if (/\b(?:with|alongside|and)\s(?:the\s|his\s|her\s|its\s)?$/i.test(before)) return 'with'
    if (PREPOSITION.test(before)) return 'other'
    return left ? 'subject' : 'object'
  },

  isPredicate(place) {
    if (!place.tags.includes('noun') && !place.tags.includes('noun2')) return true
    const around = place.sentence.slice(Math.max(0, place.start - 40), place.end + 20)
    return (
      !place.tags.includes('noun2') ||
      /\b(?:phone|telephone|held|hold|holds|during a|in a)\s(?:\w+\s)?call/i.test(around)
    )
  },

  isPassive(place) {
    if (place.tags.includes('passive')) return true
    const before = place.sentence.slice(Math.max(0, place.start - 24), place.start)
    const form = place.sentence.slice(place.start, place.end)
    return (
      /(?:ed|en|wn|ught|ld|id|pt|nt)(?:\s\w+)*$/i.test(form) &&
      /\b(?:was|were|been|being|is|are|be|got|gets)\s(?:\w+ly\s|also\s|again\s|not\s)?$/i.test(before)
    )
  },

  countNegations(place) {
    const before = place.sentence.slice(Math.max(place.clause.start, place.start - 40), place.start)
    if (DOUBLE.test(before)) return 2
    return NEGATION.test(before) ? 1 : 0
  },

  modalityOf(place) {
    const clause = place.sentence.slice(place.clause.start, place.start)
    if (HYPOTHETICAL.test(clause)) return 'hypothetical'
    return PLANNED.test(clause) ? 'planned' : null
  },

  isSubordinate: clause =>
    /^\s*(?:after|before|because|as|while|although|though|since|if|unless|despite|amid|when|with|in|on|at)\b/i.test(
      clause,
    ),
  isRelative: place =>
    /\b(?:that|which|who|whom)\s(?:\w+\s){0,3}$/i.test(place.sentence.slice(place.clause.start, place.start)),

  hearsayOf(sentence) {
    if (
      /\b(?:analysts?|experts?|observers?|commentators?|scholars?)\s(?:\w+\s)?(?:say|said|believe|note|noted|see|warn|argue)/i.test(
        sentence,
      )
    )
      return 'analysis'
    return /\b(?:reportedly|it is said|rumou?red|is believed to|was believed to|is understood to|apparently|is thought to|allegedly)\b/i.test(
      sentence,
    )
      ? 'hearsay'
      : null
  },

  findSayings: sentence => rangesOf(sentence, SAYING),
  isListItem: sentence =>
    /^\s*(?:first(?:ly)?|second(?:ly)?|third(?:ly)?|finally|next|one,|two,|three,|the (?:first|second|third)(?: request| demand)?|[1-9][).]|\([1-9a-c]\)|[①-⑩])[\s,:]/i.test(
      sentence,
    ),
  pronouns: {
    person: /\b(?:he|she)\b/i,
    both: /\b(?:both (?:sides|countries|governments|leaders)|the two (?:sides|countries|leaders|governments|men|allies|ministers)|the three (?:leaders|countries)|they)\b/gi,
  },
}
