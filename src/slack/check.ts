// Asks Slack about every token: a wrong one is named, with where the right one is to be found.
import { webApi } from '@slack/bolt'
import type { Finding } from '../chat/finding.ts'
import { messageOf } from '../errors.ts'
import { clientOptions } from './clients.ts'
import { BOT_SCOPES } from './manifest.ts'
import type { SlackSettings } from './slack.ts'

const APPS = 'api.slack.com/apps, your app'
const PLACES = {
  SLACK_BOT_TOKEN: `${APPS}, OAuth & Permissions, Bot User OAuth Token (xoxb-…)`,
  SLACK_APP_TOKEN: `${APPS}, Basic Information, App-Level Tokens (xapp-…, with the scope connections:write)`,
  SLACK_SIGNING_SECRET: `${APPS}, Basic Information, App Credentials, Signing Secret`,
  SLACK_CLIENT_SECRET: `${APPS}, Basic Information, App Credentials, Client Secret`,
} as const
type Name = keyof typeof PLACES

/** Checks what is set; nothing is posted and no connection kept. */
export async function checkSlack(settings: SlackSettings): Promise<Finding[]> {
  const { botToken, appToken, signingSecret, clientId, clientSecret, apiUrl } = settings
  const found: Finding[] = []
  if (botToken !== '') found.push(...(await checkBotToken(botToken, apiUrl)))
  if (appToken !== '') found.push(await checkAppToken(appToken, apiUrl))
  if (signingSecret !== '') found.push(checkSecret(signingSecret))
  if (clientId !== '') found.push(await checkClient(clientId, clientSecret, apiUrl))
  return found
}

const fault = (setting: Name, why: string): Finding => ({
  level: 'fault',
  setting,
  words: `${setting} ${why}. You find it at ${PLACES[setting]}.`,
})

/** What Slack answers a call with, or why it did not. */
async function ask(
  token: string | undefined,
  apiUrl: string,
  method: string,
  given: Record<string, string> = {},
): Promise<
  { result: webApi.WebAPICallResult & Record<string, unknown> } | { error: string; reached: boolean }
> {
  const client = new webApi.WebClient(token, clientOptions(apiUrl))
  try {
    return {
      result: (await client.apiCall(method, given)) as webApi.WebAPICallResult & Record<string, unknown>,
    }
  } catch (error) {
    if (error instanceof webApi.WebAPIPlatformError) return { error: error.data.error, reached: true }
    return { error: messageOf(error), reached: false }
  }
}

function unreachable(setting: Name, error: string): Finding {
  return { level: 'fault', setting, words: `Slack cannot be reached to check ${setting}: ${error}.` }
}

async function checkBotToken(token: string, apiUrl: string): Promise<Finding[]> {
  const setting = 'SLACK_BOT_TOKEN'
  if (token.startsWith('xapp-'))
    return [fault(setting, 'is an app-level token, which belongs into SLACK_APP_TOKEN')]
  if (!token.startsWith('xoxb-')) return [fault(setting, 'does not begin with xoxb-')]
  const asked = await ask(token, apiUrl, 'auth.test')
  if ('error' in asked)
    return [
      asked.reached
        ? fault(setting, `is refused by Slack (${asked.error})`)
        : unreachable(setting, asked.error),
    ]
  const { team, user, response_metadata } = asked.result
  const ok: Finding = { level: 'ok', setting, words: `Slack knows us as @${user} in the workspace ${team}.` }
  const has = response_metadata?.scopes
  const missing = has ? BOT_SCOPES.filter(scope => !has.includes(scope)) : []
  if (missing.length === 0) return [ok]
  const words = `The app lacks ${missing.join(', ')}: put the manifest of docs/slack-manifest.yaml at ${APPS}, App Manifest, then install the app again.`
  return [ok, { level: 'warning', setting, words }]
}

async function checkAppToken(token: string, apiUrl: string): Promise<Finding> {
  const setting = 'SLACK_APP_TOKEN'
  if (token.startsWith('xoxb-')) return fault(setting, 'is a bot token, which belongs into SLACK_BOT_TOKEN')
  if (!token.startsWith('xapp-')) return fault(setting, 'does not begin with xapp-')
  const asked = await ask(token, apiUrl, 'apps.connections.open')
  if (!('error' in asked)) return { level: 'ok', setting, words: 'Socket Mode is open to us.' }
  if (!asked.reached) return unreachable(setting, asked.error)
  if (asked.error === 'missing_scope') return fault(setting, 'lacks the scope connections:write')
  return fault(setting, `is refused by Slack (${asked.error})`)
}

/** Slack tells nobody whether a signing secret is right; its form can be seen. */
function checkSecret(secret: string): Finding {
  const setting = 'SLACK_SIGNING_SECRET'
  if (/^[0-9a-f]{32}$/.test(secret))
    return { level: 'ok', setting, words: 'The signing secret has the right form.' }
  const words = `SLACK_SIGNING_SECRET does not look like one (32 of 0-9 and a-f). You find it at ${PLACES[setting]}.`
  return { level: 'warning', setting, words }
}

/** A code that nobody was given: Slack complains about the client first. */
async function checkClient(id: string, secret: string, apiUrl: string): Promise<Finding> {
  const setting = 'SLACK_CLIENT_SECRET'
  const asked = await ask(undefined, apiUrl, 'oauth.v2.access', {
    client_id: id,
    client_secret: secret,
    code: 'none',
  })
  const error = 'error' in asked ? asked.error : ''
  if ('error' in asked && !asked.reached) return unreachable(setting, error)
  if (error.startsWith('invalid_code') || error === '')
    return { level: 'ok', setting, words: 'Workspaces can install the app at /slack/install.' }
  return fault(setting, `or SLACK_CLIENT_ID is refused by Slack (${error})`)
}
