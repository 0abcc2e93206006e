// What an operator has set about the model, as the room takes it; `src/config.ts` reads it from the environment.
import type { Occasion, Purpose } from './model.ts'

/** US dollars per million tokens; all 0 where the operator has not named any. */
export interface Prices {
  readonly input: number
  readonly cached: number
  readonly output: number
}

/** What may be spent: so many tokens, so many US dollars, or no limit. */
export type Budget =
  | { readonly kind: 'tokens'; readonly most: number }
  | { readonly kind: 'dollars'; readonly most: number }
  | { readonly kind: 'none' }

export interface ModelSettings {
  /** Empty for servers that ask for none. */
  readonly apiKey: string
  /** Empty for OpenAI's own. A query (`?api-version=…`) goes with every request. */
  readonly baseUrl: string
  readonly model: string
  /** Empty for none. */
  readonly embedModel: string
  readonly prices: Prices
  readonly dayBudget: Budget
  readonly monthBudget: Budget
  /** Of each workspace, per day. */
  readonly workspaceBudget: Budget
  /** Milliseconds. */
  readonly deadlines: Readonly<Record<Occasion, number>>
  /** The kinds of work it may be given. */
  readonly uses: readonly Purpose[]
  /** Calls at once. */
  readonly parallel: number
  readonly tokensPerMinute: number
  /** Hosts, outlets and workspaces that no model may see. */
  readonly withhold: readonly string[]
}

/** Whether the operator has configured any model: without, nothing is ever sent. */
export function isConfigured(settings: Pick<ModelSettings, 'apiKey' | 'baseUrl'>): boolean {
  return settings.apiKey !== '' || settings.baseUrl !== ''
}

/** Millionths of a US dollar for a person: `$0.0123`. */
export function showDollars(cost: number): string {
  return `$${(cost / 1e6).toFixed(4)}`
}

/** Cost of tokens in millionths of a US dollar. */
export function costOf(
  tokens: { readonly input: number; readonly cached: number; readonly output: number },
  prices: Prices,
): number {
  const fresh = tokens.input - tokens.cached
  return Math.round(fresh * prices.input + tokens.cached * prices.cached + tokens.output * prices.output)
}
