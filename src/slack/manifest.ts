// The app's manifest, made from the commands: what an administrator pastes at api.slack.com/apps.
import type { Command } from '../chat/command.ts'
import { usageOf } from '../chat/line.ts'
import { say } from '../chat/messages.ts'
import { shorten } from '../chat/plain.ts'

/** What the app may do, and why. */
export const BOT_SCOPES = [
  'app_mentions:read', // questions by mention
  'assistant:write', // status and suggested questions in direct messages
  'channels:history', // follow-ups in threads; whether a digest has arrived
  'channels:read', // whether a channel can be posted to, and who created it
  'chat:write',
  'commands',
  'files:write', // pictures
  'groups:history',
  'groups:read',
  'im:history', // questions in direct messages
  'im:read',
  'im:write', // digests by direct message
  'mpim:history',
  'users:read', // language, time zone, whether somebody administers the workspace
] as const

const EVENTS = [
  'app_home_opened',
  'app_mention',
  'app_uninstalled',
  'message.channels',
  'message.groups',
  'message.im',
  'message.mpim',
  'tokens_revoked',
] as const

/** What a manifest is made for. */
export interface ManifestOptions {
  readonly commands: readonly Command[]
  /** Public address of the HTTP door, `https://attache.example.org`; without it the app uses Socket Mode. */
  readonly url?: string
  /** Any workspace may install it through that address; its tokens are then renewed every twelve hours. */
  readonly distributed?: boolean
}

/** Limits of api.slack.com for manifests. */
const DESCRIPTION = 140
const HINT = 1000
const COMMAND = 32

/** The manifest as plain data. */
export function manifestOf({ commands, url, distributed = false }: ManifestOptions) {
  const events = url === undefined ? {} : { request_url: `${url}/slack/events` }
  const slash = url === undefined ? {} : { url: `${url}/slack/events` }
  const names = commands.map(command => command.name)
  return {
    _metadata: { major_version: 2, minor_version: 1 },
    display_information: {
      name: 'Attaché',
      description: shorten(
        'Cited digests and answers from stored articles on US–Japan–Korea diplomacy',
        DESCRIPTION,
      ),
      background_color: '#1d3557',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      agent_view: {
        agent_description: say('en', 'home.intro'),
        suggested_prompts: (['digest', 'question', 'who', 'help'] as const).map(key => {
          const title = say('en', `prompts.${key}`)
          return { title, message: key === 'digest' || key === 'help' ? `/${key}` : title }
        }),
      },
      bot_user: { display_name: 'attache', always_online: true },
      shortcuts: [
        {
          name: say('en', 'shortcut.summarize'),
          type: 'message',
          callback_id: 'summarize',
          description: shorten(say('en', 'command.summarize.summary'), 150),
        },
      ],
      slash_commands: [
        {
          command: '/attache',
          description: say('en', 'command.ask.summary'),
          usage_hint: shorten(`[question] | ${names.join(' | ')}`, HINT),
          should_escape: true,
          ...slash,
        },
        ...commands.map(command => ({
          command: shorten(`/attache-${command.name}`, COMMAND),
          description: command.summary.en,
          usage_hint: shorten(usageOf(command).replace(/^\S+\s?/, '') || ' ', HINT),
          should_escape: true,
          ...slash,
        })),
      ],
    },
    oauth_config: {
      ...(url !== undefined && distributed && { redirect_urls: [`${url}/slack/oauth_redirect`] }),
      scopes: { bot: [...BOT_SCOPES] },
    },
    settings: {
      event_subscriptions: { ...events, bot_events: [...EVENTS] },
      interactivity: { is_enabled: true, ...events },
      org_deploy_enabled: false,
      socket_mode_enabled: url === undefined,
      token_rotation_enabled: distributed,
    },
  }
}

/** The manifest as YAML. */
export function manifestYaml(options: ManifestOptions): string {
  return yamlOf(manifestOf(options), 0).join('\n').concat('\n')
}

/** The address that opens api.slack.com with the manifest filled in. */
export function manifestUrl(options: ManifestOptions): string {
  const json = encodeURIComponent(JSON.stringify(manifestOf(options)))
  return `https://api.slack.com/apps?new_app=1&manifest_json=${json}`
}

/** Plain data as YAML: strings in JSON's quotes, which YAML reads alike. */
function yamlOf(value: object, depth: number): string[] {
  const indent = '  '.repeat(depth)
  const isObject = (each: unknown): each is object => typeof each === 'object' && each !== null
  if (Array.isArray(value))
    return value.flatMap(each => {
      if (!isObject(each)) return [`${indent}- ${JSON.stringify(each)}`]
      const [first = '', ...rest] = yamlOf(each, depth + 1)
      return [`${indent}- ${first.trimStart()}`, ...rest]
    })
  return Object.entries(value).flatMap(([key, each]) =>
    isObject(each)
      ? [`${indent}${key}:`, ...yamlOf(each, depth + 1)]
      : [`${indent}${key}: ${JSON.stringify(each)}`],
  )
}
