import { CLOSING_TAG, findClosing } from './closing.ts'
import type { Case, Grammar } from './grammar.ts'
import { cutAfter, endsAsQuestion, isShortQuote, rangesOf } from './ranges.ts'

const SEPARATOR = new RegExp(
  `${/;|,\s(?=(?:but|while|although|and|which|who|after|before|because|as|though|saying|adding|with|contradicting)\b)|,[”"]?\s(?=(?:[A-Z][\w.'’-]*\s){1,5}(?:said|says|told|added)\b)|\s(?=(?:but|while|although|though|whereas|because|unless|after|before|that|whether|if|had\s(?!not\b|never\b|also\b|already\b|been\b|long\b|once\b|just\b|yet\b|\w+ly\b|to\b|a\b|an\b|no\b|the\b)[\w.]+\s(?:not\s|never\s)?\w+(?:ed|en|ne|ld|nt|met)\b)\s?)|(?<=^(?:if|unless|when|should|had|asked)\b[^,]*),\s|(?<=,\s(?:who|which|whose|whom)\s[^,;]{3,90}),\s(?=\w+(?:ed|s|id|ld|ew|et)\s)/.source}|,[”"]?\\s(?=${CLOSING_TAG})`,
  'gi',
)
const SUFFIX =
  /^\s(?:government|side|authorities|officials?|delegation|leaders?|foreign ministers?|defen[cs]e ministers?|administration)\b/i
const NEGATION =
  /\b(?:not|n['’]t|never|no|without|failed to|fails to|failing to|fail to|neither|nor|stopped short of|stop short of|stops short of|yet to|refrained from|refused to|refuses to|declined to|unable to|unwilling to)\s(?:\w+\s){0,2}$/i
const DOUBLE =
  /\b(?:not (?:rule out|refuse|deny|fail to)|no choice but to|could not but|did not fail to)\s(?:\w+\s){0,2}$/i
const NEGATED_TO = /\b(?:fail\w*|decid\w* not|chose not|opted not) to\s(?:\w+\s)?$/i
const PLANNED =
  /\b(?:will|shall|plans? to|planned to|planning to|intends? to|intended to|aims? to|set to|due to|scheduled to|expected to|hopes? to|wants? to|vow(?:ed|s)? to|offer(?:ed|s)? to|pledged to|prepared to|willing to|ready to|keen to|eager to|likely to|reluctant to|preparing to|seeks? to|sought to|decided (?:not )?to|(?<!['’]s\s)(?:decisions?|plans?|intentions?|proposals?|pledges?|promises?|agreements?|bids?|efforts?|vows?|threats?|offers?) to|is to|are to|was to|were to|about to)\s(?:\w+\s){0,4}$/i
/** Nouns can be planned too: is considering a visit. */
const WEIGHED =
  /\b(?:(?:re)?consider(?:ing|s|ed)?|rethink(?:ing)?|review(?:ing)?|weigh(?:ing|s|ed)|mull(?:ing|s|ed)|plan(?:ned|ning|s)?)\s(?:\w+\s){0,2}$/i
/** "would scrap the pact or ask": the second verb is as open as the first. */
const COORDINATED = /\b(?:will|would|could|might|may)\s[^,;]*\b(?:or|and)\s(?:\w+ly\s)?$/i
const BACKSHIFT = /\bwould\s(?:\w+\s){0,2}$/i
/** `May` with a capital is the month. */
const HYPOTHETICAL =
  /\b(?:[Ii]f|[Cc]ould|[Mm]ight|may|[Uu]nless|[Ww]hether|can|[Ss]hould|[Ww]ould have|[Pp]ossibly|[Pp]erhaps)\b/
const SAYING =
  /\b(?:said|says|told|stated|added|argued|noted|stressed|reported|reports|wrote|announced|explained|insisted|claimed|acknowledged|emphasi[sz]ed|declared|denied|warned|according to|quoted|citing|remarked|suggested|maintained|reiterated|confirmed)\b/gi
const PREPOSITION =
  /\b(of|in|about|over|between|among|into|via|under|as|than|after|before|like|including|at|upon|despite|amid|during|since|within|through|around|near|toward the)\s(?:the\s|its\s|their\s|his\s|her\s|both\s|former\s|then-)?$/i
/** The leaders of Japan and Korea are Japan and Korea. */
const BODY_OF =
  /\b(?:leaders?|ministers?|governments?|presidents?|envoys?|officials|militar(?:y|ies)|navies|navy|arm(?:y|ies)|troops|forces|chiefs|diplomats|negotiators|representatives|delegations?)\sof\s(?:the\s)?$/i
/** Verbs that only carry a noun: held talks, lodged a protest, voiced deep concern. */
const LIGHT =
  /\b(?:h[eo]ld(?:s|ing)?|ma(?:ke|de|kes|king)|issued?|issues|lodged?|filed?|express(?:ed|es|ing)?|voic(?:e|ed|es|ing)|convey(?:ed|s)?|extend(?:ed|s)?|offer(?:ed|s)?|launch(?:ed|es)?|stag(?:e|ed|es|ing)|conduct(?:ed|s|ing)?|carr(?:y|ied) out|reach(?:ed|es)?|sign(?:ed|s)?|ha[ds]|have|g[ai]ve|deliver(?:ed)?|imposed?|repeated|reiterated|rais(?:e|ed)|announced?|expressing|began|begin|drew|draw(?:s|ing)|prompt(?:ed|s|ing)|spark(?:ed|s|ing)|provok(?:ed|es|ing)|earn(?:ed|s|ing)|won|pa(?:y|id|ys|ying)|consider(?:ing|s|ed)|weighing|planning|plans)\s(?:(?:a|an|the|its|their|his|her|new|deep|serious|grave|furious|immediate|sharp|angry|swift|rare|fierce|strong|formal|joint|trilateral|bilateral|ritual|great|renewed|\w+ly|\$?[\d.]+\s\w+(?:\sin)?)\s){0,4}$/i

const ARMS = /^[^,;.]{0,44}\b(?:missiles?|rockets?|satellites?|ICBMs?|projectiles?)\b/i
/** Before a form in -s, makes it a plural noun: prompting protests. */
const AFTER_VERB =
  /\b(?:prompting|drawing|sparking|provoking|despite|amid|of|over|after|any|more|strong|formal|repeated)\s$/i
/** No base form: asked, asks, asking, took, withdrew. */
const PAST = /(?:ed|s|ing|ew|id|ook|ave|ent|ood|old|ade|oke|ught|ell)$/
/** Makes what follows a noun: the meeting, their planned visit. "The navy put" has a verb behind its noun. */
const DETERMINED =
  /\b(?:the|an?|his|her|their|its|this|joint|planned|recent|upcoming|next|any|no|such)\s(?:(?:\w+(?:al|ent|ive|ous|ing|ed|ic|ary|ible|able|ful|ese|ian|-day|-hour|-month)|joint|new|first|second|third|last|next|rare|strong|brief|early|return|trade|peace|state|surprise|key|big|long|secret|forced|mass|local|phone|U\.S\.|Korean?|German)\s)?$/i

export const en: Grammar = {
  tongue: 'en',
  verbFinal: false,
  splitClauses: (sentence, quotes) => cutAfter(sentence, SEPARATOR, quotes.filter(isShortQuote)),
  suffixLength: (sentence, at) => SUFFIX.exec(sentence.slice(at, at + 24))?.[0].length ?? 0,

  caseOf(sentence, start, end, left): Case {
    const before = sentence.slice(Math.max(0, start - 34), start)
    const after = sentence.slice(end, end + 14)
    if (/\b(?:according to|citing|quoting|quoted by|reported by|told)\s(?:the\s)?$/i.test(before)) {
      return /told\s/i.test(before) ? 'dative' : 'source'
    }
    if (/^(?:['’]s?\s)/.test(after)) return 'owner'
    if (/\bby\s(?:the\s)?$/i.test(before)) return 'agent'
    if (
      /\b(?:to|toward|towards|against|on|for|urged|asked|press(?:ed)?)\s(?:the\s|both\s|its\s|future\s)?$/i.test(
        before,
      )
    )
      return 'dative'
    if (/\b(?:with|alongside|(?<!,\s|^)and)\s(?:the\s|his\s|her\s|its\s)?$/i.test(before)) return 'with'
    if (/\bfrom\s(?:the\s)?$/i.test(before)) return left ? 'other' : 'dative'
    if (BODY_OF.test(before)) return left ? 'subject' : 'object'
    if (PREPOSITION.test(before)) return /\b(?:about|over|near)\s/i.test(before) ? 'object' : 'other'
    return left ? 'subject' : 'object'
  },

  isPredicate(place) {
    if (place.tags.includes('arms')) {
      const fired =
        /\b(?:missiles?|rockets?|satellites?|ICBMs?|projectiles?)\s(?:\w+\s){0,2}(?:was|were|been)\s(?:\w+ly\s)?$/i
      return (
        ARMS.test(place.sentence.slice(place.end, place.end + 60)) ||
        fired.test(place.sentence.slice(Math.max(0, place.start - 60), place.start))
      )
    }
    const near = place.sentence.slice(Math.max(0, place.start - 24), place.start)
    if (/['’]s?\s$/.test(near)) return false
    if (
      /^asked\b/i.test(place.sentence.slice(place.start, place.end)) &&
      place.start - place.clause.start <= 1
    )
      return false
    if (place.tags.includes('fixed') && !place.tags.includes('noun')) return true
    const form = place.sentence.slice(place.start, place.end)
    const isGerundNoun =
      (!/ed$/.test(form) && DETERMINED.test(near)) || (/s$/.test(form) && AFTER_VERB.test(near))
    if (!place.tags.includes('noun') && !place.tags.includes('noun2')) return !isGerundNoun
    const before = place.sentence.slice(Math.max(0, place.start - 60), place.start)
    if (place.tags.includes('noun2'))
      return /\b(?:phone|telephone|held|hold|holds|during a|in a)\s(?:\w+\s)?$/i.test(before)
    return LIGHT.test(before)
  },

  isPassive(place) {
    if (place.tags.includes('passive')) return true
    const before = place.sentence.slice(Math.max(0, place.start - 24), place.start)
    const form = place.sentence.slice(place.start, place.end)
    return (
      /(?:ed|en|wn|ught|ld|id|pt|nt)(?:\s\w+)*$/i.test(form) &&
      !place.tags.includes('fixed') &&
      /\b(?:was|were|been|being|is|are|be|got|gets|as)\s(?:\w+ly\s|also\s|again\s|not\s)?$/i.test(before)
    )
  },

  countNegations(place) {
    const before = place.sentence.slice(Math.max(place.clause.start, place.start - 40), place.start)
    if (DOUBLE.test(before)) return 2
    // had Japan not agreed: it did
    if (/^\s?had\s/i.test(place.sentence.slice(place.clause.start, place.start))) return 0
    // had conceded nothing, offered no apology
    if (
      /^\s(?:nothing|nobody|none|neither|no\s(?:one\b|\w+))/i.test(
        place.sentence.slice(place.end, place.end + 16),
      )
    )
      return 1
    return NEGATION.test(before) || NEGATED_TO.test(before) ? 1 : 0
  },

  modalityOf(place) {
    const clause = place.sentence.slice(place.clause.start, place.start)
    const counterfactual = /\bwould have\s/i.test(clause)
    // had Japan not agreed, it did agree; had Seoul consulted Tokyo, it did not
    if (/^\s?had\s/i.test(clause)) return /\bnot\b|n['’]t\b|\bnever\b/.test(clause) ? null : 'hypothetical'
    if (HYPOTHETICAL.test(clause) || counterfactual) return 'hypothetical'
    if (this.isCondition(place.sentence.slice(0, place.clause.start))) return 'hypothetical'
    // demanded, through its envoy, that China scrap the ban
    const demanded = /\b(?:demand|urg|insist|request|ask|call|propos|recommend|suggest|appeal)\w*\b[^;]*$/i
    if (
      /^\s?that\s(?:the\s)?[A-Z]\w+(?:\s[A-Z]\w+)?\s(?:\w+ly\s)?$/.test(clause) &&
      demanded.test(place.sentence.slice(0, place.clause.start)) &&
      !PAST.test(place.sentence.slice(place.start, place.end).split(' ')[0]!)
    )
      return 'planned'
    if (NEGATED_TO.test(clause) && /\bfail\w* to\s(?:\w+\s)?$/i.test(clause)) return null
    if (
      COORDINATED.test(clause) &&
      !/(?:ed|s)\b/.test(place.sentence.slice(place.start, place.end).split(' ')[0]!)
    )
      return 'planned'
    return PLANNED.test(clause) || BACKSHIFT.test(clause) || WEIGHED.test(clause) ? 'planned' : null
  },

  isAverted: place =>
    // wanted sanctions lifted
    /\bwant(?:s|ed)?\s(?:(?!to\b)\w+\s){1,4}$/i.test(place.sentence.slice(place.clause.start, place.start)) ||
    (/\b(?:postpon\w+|delay\w*|avoid\w*|prevent\w*|avert\w*|halt\w*|stop(?:ped|s)?|cancel\w*|call(?:ed|s)? off|eas(?:e|ed|ing))\s(?:\w+\s){0,3}$/i.test(
      place.sentence.slice(place.clause.start, place.start),
    ) &&
      !/\bstopped short of\b/i.test(place.sentence.slice(place.clause.start, place.start))),
  isAsked: place =>
    /\basked\s(?:\w+\s){0,3}?(?:whether|if|about|why|how|when)\b[^.;]*$/i.test(
      place.sentence.slice(0, place.start),
    ) && !/\basked\b[^.;]*,\s[^,]*$/i.test(place.sentence.slice(0, place.start))
      ? true
      : endsAsQuestion(place.sentence, place.end),
  isQuoted: () => false,
  isDeclared: place =>
    /\b(?:said|says|told|vowed)\b.*\b(?:would|will)\s(?:not\s)?(?:never\s)?$/i.test(
      place.sentence.slice(0, place.start),
    ),
  carriesOn: clause => /^\s?and\s(?!the\b|[A-Z])/.test(clause),
  isCondition: clause =>
    /^(?:.*\s)?(?:if|unless)\s[^;]*$/i.test(clause.trim()) &&
    !/\b(?:asked|asks?|asking|wonder\w*|know|see|decide|clear|doubt)\s(?:\w+\s)?if\b/i.test(clause),
  isSubordinate: clause =>
    /^\s*(?:after|before|because|as|while|although|though|since|if|unless|despite|amid|when|with|in|on|at|who|which|whose|whom|where)\b/i.test(
      clause,
    ),
  isRelative: place =>
    /\b(?:that|which|who|whom)\s(?:\w+\s){0,3}$/i.test(place.sentence.slice(place.clause.start, place.start)),
  linksContent: between =>
    !(/\band\s(?:\w+ly\s)?$/i.test(between) && !/\bto\s/i.test(between)) &&
    !/;|\b(?:but|while|although|after|before|unless|because|as|whereas)\b|,\s(?:and|but|which|who)\b/i.test(
      between,
    ),

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
  closingOf: findClosing,
  isListItem: sentence =>
    /^\s*(?:first(?:ly)?|second(?:ly)?|third(?:ly)?|finally|next|one,|two,|three,|the (?:first|second|third)(?: request| demand)?|[1-9][).]|\([1-9a-c]\)|[①-⑩])[\s,:]/i.test(
      sentence,
    ),
  meetingWords: /\b(?:meet(?:ing)?s?|summit|talks|dialogue|contact|negotiations)\b/i,
  pronouns: {
    person: /\b(?:he|she)\b/gi,
    both: /\b(?:both (?:sides|countries|governments|leaders)|the two (?:sides|countries|leaders|governments|men|allies|neighbou?rs|ministers)|the three(?: leaders| countries| ministers| diplomats)?(?=\s\w+ed\b|\sagreed|\smet)|they)\b/gi,
    we: /\b(?:we|our government)\b/gi,
    self: /\bI\b/g,
  },
  administration: /^\s(?:administration|government|cabinet)\b/i,
  ownGovernment: null,
}
