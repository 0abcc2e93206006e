// From the settings to the model, or to none.
import type { Config } from '../config.ts'
import { type OpenModel, openModel } from '../llm/open.ts'
import type { ModelSettings } from '../llm/settings.ts'
import { createLog } from '../log.ts'
import type { Store } from '../store/store.ts'

/** What the settings say about the model. */
export function settingsOf(config: Config): ModelSettings {
  return {
    apiKey: config.openaiKey,
    baseUrl: config.openaiUrl,
    model: config.model,
    embedModel: config.embedModel,
    uses: config.modelUses,
    prices: config.modelPrices,
    dayBudget: config.modelDayBudget,
    monthBudget: config.modelMonthBudget,
    workspaceBudget: config.modelWorkspaceBudget,
    deadlines: config.modelDeadlines,
    parallel: config.modelParallel,
    tokensPerMinute: config.modelTokensPerMinute,
    withhold: config.modelWithhold,
  }
}

/** The model that the operator configured, with the book and the cache of a store; undefined when there is none. */
export async function modelOf(
  config: Config,
  store: Store,
  clock: () => Temporal.Instant,
): Promise<OpenModel | undefined> {
  const log = createLog(config.logLevel)
  return await openModel(settingsOf(config), {
    usage: store.usage,
    cache: store.modelCache,
    clock,
    report: (fault, purpose) => log.warn({ purpose, ...fault }, 'the model gave no result'),
  })
}
