// What may be meant while one types: names of people, states and topics, zones, sources, subscriptions.
import { lineOf } from '../digests/subscribe.ts'
import type { AnswerDeps } from '../src/answer/answer.ts'
import type { Asker, Command, Suggestion } from '../src/chat/command.ts'
import { shorten } from '../src/chat/plain.ts'
import type { Lang } from '../src/model/language.ts'
import type { SourceDesk } from '../src/model/source.ts'
import type { Store } from '../src/store/store.ts'

export interface SuggestDeps {
  readonly lexicon: AnswerDeps['lexicon']
  readonly store: Pick<Store, 'subscriptions'>
  readonly sources?: SourceDesk
}

type Suggest = (typed: string, asker: Asker) => Promise<readonly Suggestion[]>

const MOST = 25
/** Discord's limit, the narrowest. */
const LONGEST = 100
const ZONES = Intl.supportedValuesOf('timeZone').filter(zone => zone.includes('/'))
/** Offered before a zone is typed: the capitals whose news is told. */
const USUAL_ZONES = ['Asia/Tokyo', 'Asia/Seoul', 'America/New_York', 'Asia/Shanghai', 'Asia/Taipei']

/** The commands, completing what can be known of their options; options are told apart by their names. */
export function withSuggestions(commands: readonly Command[], deps: SuggestDeps): Command[] {
  const byName = suggestersOf(deps)
  return commands.map(command => ({
    ...command,
    options: command.options.map(option => {
      const suggest =
        option.kind === 'text' ? (byName[`${command.name} ${option.name}`] ?? byName[option.name]) : undefined
      return suggest ? { ...option, suggest } : option
    }),
  }))
}

function suggestersOf({ lexicon, store, sources }: SuggestDeps): Readonly<Record<string, Suggest>> {
  const people = createNames(
    lexicon,
    [...lexicon.entities()].filter(row => row.type === 'person'),
  )
  const subjects = createNames(lexicon, [
    ...lexicon.topics(),
    ...[...lexicon.entities()].filter(row => row.type === 'person' || row.type === 'state'),
  ])
  const subscriptions: Suggest = async (typed, { workspace, lang }) => {
    const all = await store.subscriptions.list(workspace === undefined ? {} : { workspace })
    return all
      .map(one => ({ value: one.id, label: shorten(`${one.id} · ${lineOf(one, lang, lexicon)}`, LONGEST) }))
      .filter(({ label }) => fold(label).includes(fold(typed)))
      .slice(0, MOST)
  }
  return {
    'who name': people,
    topic: subjects,
    topics: inList(subjects),
    when: async typed => suggestZones(typed),
    'unsubscribe id': subscriptions,
    'subscriptions id': subscriptions,
    ...(sources && {
      'sources source': async (typed, { workspace }) => {
        const all = await sources.list(workspace)
        return all
          .map(({ source: { id, name, url } }) => ({
            value: id,
            label: shorten(`${name || url} · ${id}`, LONGEST),
          }))
          .filter(({ label }) => fold(label).includes(fold(typed)))
          .slice(0, MOST)
      },
    }),
  }
}

const fold = (words: string) => words.normalize('NFKC').trim().toLowerCase()

interface NamedRow {
  readonly id: string
  readonly forms?: Readonly<Record<string, readonly string[] | undefined>> | undefined
}

/** Names in the reader's language, found by any of their forms in any script: those that begin so come first. */
function createNames(lexicon: SuggestDeps['lexicon'], rows: readonly NamedRow[]): Suggest {
  const known = rows.map(({ id, forms = {} }) => ({
    id,
    forms: Object.values(forms).flatMap(list => (list ?? []).map(fold)),
  }))
  const nameIn = (id: string, lang: Lang) => lexicon.nameOf(id, lang)
  return async (typed, { lang }) => {
    const start = fold(typed)
    const begins = known.filter(({ forms }) => forms.some(form => form.startsWith(start)))
    const holds = known.filter(row => !begins.includes(row) && row.forms.some(form => form.includes(start)))
    const names = [...begins, ...holds]
      .map(({ id }) => nameIn(id, lang))
      .filter(name => name.length <= LONGEST)
    return [...new Set(names)].slice(0, MOST).map(name => ({ value: name, label: name }))
  }
}

/** Completes the last of several names; what stands before it stays. */
function inList(suggest: Suggest): Suggest {
  return async (typed, asker) => {
    const [, before = '', last = ''] = /^(.*[,，、;；]\s*)?(.*)$/s.exec(typed) ?? []
    return prefixed(before, await suggest(last, asker))
  }
}

/** Completes the zone in `08:30 Asia/Se`; offers the usual ones where none is begun. */
export function suggestZones(typed: string): readonly Suggestion[] {
  const [, before = '', last = ''] = /^(.*?\s)?(\S*)$/s.exec(typed) ?? []
  const wanted = fold(last).replaceAll(' ', '_')
  const named = ZONES.some(zone => fold(before).includes(fold(zone)))
  // A time or a day is no zone that was begun.
  if (named || /^\d|,$/.test(wanted))
    return wanted === '' || named ? [] : prefixed(`${typed.trim()} `, plain(USUAL_ZONES))
  if (wanted === '') return typed.trim() === '' ? [] : prefixed(before, plain(USUAL_ZONES))
  const begins = ZONES.filter(
    zone => fold(zone).startsWith(wanted) || fold(zone).split('/').at(-1)!.startsWith(wanted),
  )
  const holds = ZONES.filter(zone => !begins.includes(zone) && fold(zone).includes(wanted))
  return prefixed(before, plain([...begins, ...holds]))
}

const plain = (values: readonly string[]) => values.map(value => ({ value, label: value }))

function prefixed(before: string, found: readonly Suggestion[]): readonly Suggestion[] {
  return found
    .map(({ value, label }) => ({ value: before + value, label: before + label }))
    .filter(({ value }) => value.length <= LONGEST)
    .slice(0, MOST)
}
