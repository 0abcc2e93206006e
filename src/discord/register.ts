import { createHash } from 'node:crypto'
import type { Command, Localized, Option } from '../chat/command.ts'
import { localized } from '../chat/messages.ts'
import { LONGEST_TEXT } from '../chat/read-options.ts'
import type { Lang } from '../model/language.ts'
import type { DiscordApi } from './api.ts'
import { LIMITS } from './limits.ts'
import { PERMISSION } from './permissions.ts'

/** The languages that Discord's own settings have and we speak. */
const LOCALES: Readonly<Record<string, Lang>> = {
  'en-US': 'en',
  'en-GB': 'en',
  'zh-CN': 'zh-Hans',
  'zh-TW': 'zh-Hant',
  ja: 'ja',
  ko: 'ko',
}

/** The reader's language by their Discord settings, or `usual` where it is none of ours. */
export function langOf(locale: string | undefined, usual: Lang): Lang {
  return LOCALES[locale ?? ''] ?? usual
}

const CONTEXTS = { guild: 0, direct: 1, privateChannel: 2 } as const
const INSTALLED = { guild: 0, user: 1 } as const
const OPTION_TYPE = { string: 3, integer: 4, boolean: 5 } as const
/** Discord takes no longer text in an option; a longer one is for a message's menu. */
const LONGEST_OPTION = 6000

/** The entry of a message's menu that summarizes it; its name is what comes back. */
export const SUMMARIZE_ENTRY = 'Summarize this'

/**
 * The commands as Discord registers them. `lang` is the language for readers whose own we do not have. Names of
 * commands and options are the same in every language, as they are in help and in what buttons run.
 */
export function commandBodies(commands: readonly Command[], lang: Lang): object[] {
  const bodies: object[] = commands.map(command => ({
    type: 1,
    name: command.name,
    description: command.summary[lang],
    description_localizations: byLocale(command.summary),
    options: command.options.map(option => optionBody(option, lang)),
    ...whereAndWho(command),
  }))
  if (commands.some(command => command.name === 'summarize'))
    bodies.push({
      type: 3,
      name: SUMMARIZE_ENTRY,
      name_localizations: byLocale(localized('shortcut.summarize')),
      ...whereAndWho({}),
    })
  return bodies
}

/** Commands that change settings belong to guilds; all others to whoever installed the app, wherever they are. */
function whereAndWho({ admin = false, ofChannel = false }: Pick<Command, 'admin' | 'ofChannel'>): object {
  if (!admin)
    return {
      default_member_permissions: null,
      contexts: Object.values(CONTEXTS),
      integration_types: Object.values(INSTALLED),
    }
  return {
    default_member_permissions: Number(ofChannel ? PERMISSION.manageChannels : PERMISSION.manageGuild),
    contexts: [CONTEXTS.guild],
    integration_types: [INSTALLED.guild],
  }
}

function byLocale(words: Localized): Record<string, string> {
  return Object.fromEntries(Object.entries(LOCALES).map(([locale, lang]) => [locale, words[lang]]))
}

function optionBody(option: Option, lang: Lang): object {
  const { name, summary, required = false } = option
  const base = {
    name,
    description: summary[lang],
    description_localizations: byLocale(summary),
    required,
    ...(option.suggest && { autocomplete: true }),
  }
  switch (option.kind) {
    case 'text':
      return {
        type: OPTION_TYPE.string,
        ...base,
        max_length: Math.min(option.longest ?? LONGEST_TEXT, LONGEST_OPTION),
      }
    case 'date':
    case 'dates':
      return { type: OPTION_TYPE.string, ...base, max_length: LIMITS.choiceValue }
    case 'integer':
      return { type: OPTION_TYPE.integer, ...base, min_value: option.least, max_value: option.most }
    case 'flag':
      return { type: OPTION_TYPE.boolean, ...base }
    case 'choice': {
      const choices = option.choices.map(({ value, label }) => ({
        name: label[lang],
        name_localizations: byLocale(label),
        value,
      }))
      return { type: OPTION_TYPE.string, ...base, ...(!option.suggest && { choices }) }
    }
  }
}

/** Facts that are kept of what was registered; `store` has them. */
export interface Registry {
  getMeta(name: string): Promise<string | null>
  setMeta(name: string, value: string): Promise<void>
}

/** Registers the commands where they differ from those registered last; true when it did. */
export async function registerCommands(
  api: DiscordApi,
  application: string,
  bodies: readonly object[],
  registry: Registry,
): Promise<boolean> {
  const name = `discord_commands:${application}`
  const hash = createHash('sha256').update(JSON.stringify(bodies)).digest('hex')
  if ((await registry.getMeta(name)) === hash) return false
  await api.registerCommands(application, bodies)
  // Written last: after a kill in between they are registered once more, which changes nothing.
  await registry.setMeta(name, hash)
  return true
}
