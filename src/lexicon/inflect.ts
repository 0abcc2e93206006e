// English word forms of the acts' stems. Small on purpose: the stems are known words, so the rules need only be
// right for them; irregular verbs are listed.
const IRREGULAR: Readonly<Record<string, readonly string[]>> = {
  ship: ['ships', 'shipped', 'shipping'],
  become: ['becomes', 'became', 'becoming'],
  beseech: ['beseeches', 'besought', 'beseeching'],
  behead: ['beheads', 'beheaded', 'beheading'],
  withhold: ['withholds', 'withheld', 'withholding'],
  uphold: ['upholds', 'upheld', 'upholding'],
  draw: ['draws', 'drew', 'drawn', 'drawing'],
  beg: ['begs', 'begged', 'begging'],
  undertake: ['undertakes', 'undertook', 'undertaken', 'undertaking'],
  overrun: ['overruns', 'overran', 'overrunning'],
  hit: ['hits', 'hitting'],
  get: ['gets', 'got', 'gotten', 'getting'],
  plead: ['pleads', 'pleaded', 'pled', 'pleading'],
  lend: ['lends', 'lent', 'lending'],
  build: ['builds', 'built', 'building'],
  bow: ['bows', 'bowed', 'bowing'],
  quit: ['quits', 'quitting'],
  find: ['finds', 'found', 'finding'],
  feed: ['feeds', 'fed', 'feeding'],
  lay: ['lays', 'laid', 'laying'],
  blow: ['blows', 'blew', 'blown', 'blowing'],
  forgive: ['forgives', 'forgave', 'forgiven', 'forgiving'],
  come: ['comes', 'came', 'coming'],
  swear: ['swears', 'swore', 'sworn', 'swearing'],
  drive: ['drives', 'drove', 'driven', 'driving'],
  tear: ['tears', 'tore', 'torn', 'tearing'],
  break: ['breaks', 'broke', 'broken', 'breaking'],
  freeze: ['freezes', 'froze', 'frozen', 'freezing'],
  shut: ['shuts', 'shutting'],
  set: ['sets', 'setting'],
  hang: ['hangs', 'hanged', 'hung', 'hanging'],
  beat: ['beats', 'beat', 'beaten', 'beating'],
  sell: ['sells', 'sold', 'selling'],
  buy: ['buys', 'bought', 'buying'],
  go: ['goes', 'went', 'gone', 'going'],
  fall: ['falls', 'fell', 'fallen', 'falling'],
  burn: ['burns', 'burned', 'burnt', 'burning'],
  throw: ['throws', 'threw', 'thrown', 'throwing'],
  sink: ['sinks', 'sank', 'sunk', 'sinking'],
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
  // stop → stopped, snub → snubbed: one syllable, one vowel, one consonant
  if (/^[^aeiou]*[aeiou][^aeiouwxyl]$/.test(verb)) {
    const doubled = verb + verb.at(-1)
    return [s, `${doubled}ed`, `${doubled}ing`]
  }
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
