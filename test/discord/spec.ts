// Discord's own published rules for what may be sent, as a second opinion on every request that a test makes.
import type { z } from 'zod'

type Rule = z.ZodType
// The package has no types for these; its name in a variable keeps the compiler from looking for them.
const RULE_PACKAGE: string = 'discord-api-spec/zod'
const rules = (await import(RULE_PACKAGE)) as Readonly<Record<string, Rule>>
const rule = (name: string): Rule => {
  const found = rules[name]
  if (!found) throw new Error(`Discord's rules have no ${name}.`)
  return found
}

/** Which rule holds for which path; null where nothing is sent. */
const RULES: readonly (readonly [method: string, path: RegExp, names: readonly string[] | null])[] = [
  ['POST', /^\/channels\/\d+\/messages$/, ['MessageCreateRequestSchema']],
  ['POST', /^\/channels\/\d+\/threads$/, ['CreateForumThreadRequestSchema']],
  ['POST', /^\/channels\/\d+\/messages\/\d+\/(?:threads|crosspost)$/, null],
  ['POST', /^\/channels\/\d+\/typing$/, null],
  ['POST', /^\/users\/@me\/channels$/, ['CreatePrivateChannelRequestSchema']],
  [
    'POST',
    /^\/interactions\/\d+\/[^/]+\/callback$/,
    [
      'CreateMessageInteractionCallbackRequestSchema',
      'ModalInteractionCallbackRequestSchema',
      'UpdateMessageInteractionCallbackRequestSchema',
      'ApplicationCommandAutocompleteCallbackRequestSchema',
    ],
  ],
  ['POST', /^\/webhooks\/\d+\/[^/]+$/, ['IncomingWebhookInteractionRequestSchema']],
  [
    'PATCH',
    /^\/webhooks\/\d+\/[^/]+\/messages\/@original$/,
    ['IncomingWebhookUpdateForInteractionCallbackRequestPartialSchema'],
  ],
]

/** Why Discord's published rules refuse a request, or null. */
export function specFault(method: string, path: string, body: unknown): string | null {
  if (method === 'GET' || method === 'DELETE') return null
  if (/^\/applications\/\d+\/commands$/.test(path))
    return (
      (body as readonly unknown[])
        .map(each => faultOf(rule('ApplicationCommandUpdateRequestSchema'), each))
        .find(fault => fault) ?? null
    )
  const found = RULES.find(([verb, pattern]) => verb === method && pattern.test(path))
  if (!found) return `${method} ${path} is in no rule`
  if (found[2] === null) return null
  const faults = found[2].map(name => faultOf(rule(name), body))
  return faults.includes(null) ? null : faults.join(' | ')
}

function faultOf(schema: Rule, body: unknown): string | null {
  const parsed = schema.safeParse(body)
  return parsed.success ? null : JSON.stringify(parsed.error.issues).slice(0, 600)
}
