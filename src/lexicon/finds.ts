// Mentions of many sentences in little room, and back: most sentences of a report name the same few things.
import type { Finds, FoundThing } from '../model/finds.ts'
import type { Mention, MentionHow } from './lexicon.ts'

/** Packs what `match` found in each sentence of a report; `version` is the lexicon's. */
export function packFinds(sentences: readonly (readonly Mention[])[], version: string): Finds {
  const things: FoundThing[] = []
  const placeOf = new Map<string, number>()
  const places = sentences.map(mentions =>
    mentions.flatMap(({ start, end, kind, id, how, others, tags }) => {
      const key = [kind, how, id, others.join(), tags.join()].join(' ')
      const place = placeOf.get(key) ?? things.length
      if (place === things.length) {
        placeOf.set(key, place)
        things.push([kind, id, how, others, tags])
      }
      return [start, end - start, place]
    }),
  )
  return { lexicon: version, things, places }
}

/** The mentions of the sentence at a place in its report, as `match` gave them; `sentence` is its text. */
export function unpackFinds(finds: Finds, at: number, sentence: string): Mention[] {
  const numbers = finds.places[at] ?? []
  const mentions: Mention[] = []
  for (let i = 0; i < numbers.length; i += 3) {
    const start = numbers[i]!
    const end = start + numbers[i + 1]!
    const [kind, id, how, others, tags] = finds.things[numbers[i + 2]!]!
    mentions.push({
      start,
      end,
      kind: kind as Mention['kind'],
      id,
      others,
      form: sentence.slice(start, end),
      how: how as MentionHow,
      tags,
    })
  }
  return mentions
}
