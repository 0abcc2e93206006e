// English word forms of the acts' stems. Small on purpose: the stems are known words, so the rules need only be
// right for them; irregular verbs are listed.
const IRREGULAR: Readonly<Record<string, readonly string[]>> = {
  meet: ['meets', 'met', 'meeting'],
  hold: ['holds', 'held', 'holding'],
  sit: ['sits', 'sat', 'sitting'],
  speak: ['speaks', 'spoke', 'spoken', 'speaking'],
  fly: ['flies', 'flew', 'flown', 'flying'],
  pay: ['pays', 'paid', 'paying'],
  strike: ['strikes', 'struck', 'striking'],
  see: ['sees', 'saw', 'seen', 'seeing'],
  give: ['gives', 'gave', 'given', 'giving'],
  make: ['makes', 'made', 'making'],
  let: ['lets', 'letting'],
  withdraw: ['withdraws', 'withdrew', 'withdrawn', 'withdrawing'],
  seek: ['seeks', 'sought', 'seeking'],
  say: ['says', 'said', 'saying'],
  tell: ['tells', 'told', 'telling'],
  put: ['puts', 'putting'],
  take: ['takes', 'took', 'taken', 'taking'],
  stand: ['stands', 'stood', 'standing'],
  bring: ['brings', 'brought', 'bringing'],
  ban: ['bans', 'banned', 'banning'],
  begin: ['begins', 'began', 'begun', 'beginning'],
  lead: ['leads', 'led', 'leading'],
  send: ['sends', 'sent', 'sending'],
  shoot: ['shoots', 'shot', 'shooting'],
  leave: ['leaves', 'left', 'leaving'],
  have: ['has', 'had', 'having'],
  be: ['is', 'was', 'were', 'are', 'been', 'being'],
  lean: ['leans', 'leaned', 'leaning'],
  rule: ['rules', 'ruled', 'ruling'],
  cut: ['cuts', 'cutting'],
  walk: ['walks', 'walked', 'walking'],
  'test-fire': ['test-fires', 'test-fired', 'test-firing'],
}

function regular(verb: string): string[] {
  if (/[^aeiou]y$/.test(verb)) {
    const stem = verb.slice(0, -1)
    return [`${stem}ies`, `${stem}ied`, `${verb}ing`]
  }
  if (verb.endsWith('e')) return [`${verb}s`, `${verb}d`, `${verb.slice(0, -1)}ing`]
  const s = /(s|x|z|ch|sh)$/.test(verb) ? `${verb}es` : `${verb}s`
  // rebut → rebutted, permit → permitted, refer, commit: one final consonant after one vowel, stress at the end
  if (/(mit|rol|cel|pel|fer|top|rop|bet|cur|lan|rip|ign)$/.test(verb) && !/(ign|cel|lan)$/.test(verb)) {
    const doubled = verb + verb.at(-1)
    return [s, `${doubled}ed`, `${doubled}ing`]
  }
  return [s, `${verb}ed`, `${verb}ing`]
}

/** All word forms of a verb phrase whose first word is the verb: `turn down` → turns/turned/turning down. */
export function inflectPhrase(phrase: string): string[] {
  const [verb = '', ...rest] = phrase.split(' ')
  const tail = rest.length > 0 ? ` ${rest.join(' ')}` : ''
  return [verb, ...(IRREGULAR[verb] ?? regular(verb))].map(form => form + tail)
}

/** Plural of an English noun phrase by its last word: `flight plan` → `flight plans`, `policy` → `policies`. */
export function pluralOf(phrase: string): string {
  if (/[^aeiou]y$/.test(phrase)) return `${phrase.slice(0, -1)}ies`
  return /(s|x|z|ch|sh)$/.test(phrase) ? `${phrase}es` : `${phrase}s`
}
