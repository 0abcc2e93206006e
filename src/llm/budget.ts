// Whether there is money left: what was spent is read from the book, what is under way is kept here.
import type { UsageLedger } from '../store/usage.ts'
import type { Purpose, Tokens } from './model.ts'
import { type Budget, costOf, type ModelSettings } from './settings.ts'

export interface Purse {
  /** Sets tokens aside for a call, or says which budget has no room for it. The function given back returns them. */
  reserve(
    tokens: { readonly input: number; readonly output: number },
    workspace: string | undefined,
  ): Promise<
    { readonly ok: true; readonly release: () => void } | { readonly ok: false; readonly why: string }
  >
  /** Writes down what a call came to. */
  record(call: {
    readonly purpose: Purpose
    readonly workspace?: string | undefined
    readonly model: string
    readonly tokens: Tokens
    readonly kind: 'call' | 'failed' | 'reused'
  }): Promise<void>
}

type BudgetSettings = Pick<ModelSettings, 'prices' | 'dayBudget' | 'monthBudget' | 'workspaceBudget'>

/** Opens the purse. Days and months are those of UTC. */
export function createPurse(
  ledger: UsageLedger,
  settings: BudgetSettings,
  clock: () => Temporal.Instant,
): Purse {
  const underWay = new Set<{ readonly tokens: number; readonly cost: number; readonly workspace: string }>()
  const today = (): string => clock().toZonedDateTimeISO('UTC').toPlainDate().toString()

  async function isOver(budget: Budget, from: string, to: string, workspace?: string): Promise<boolean> {
    if (budget.kind === 'none') return false
    const spent = await ledger.spent(from, to, workspace)
    const mine = [...underWay].filter(one => workspace === undefined || one.workspace === workspace)
    if (budget.kind === 'tokens')
      return spent.tokens + mine.reduce((sum, one) => sum + one.tokens, 0) > budget.most
    return spent.cost + mine.reduce((sum, one) => sum + one.cost, 0) > budget.most * 1e6
  }

  return {
    async reserve({ input, output }, workspace) {
      const set = {
        tokens: input + output,
        cost: costOf({ input, cached: 0, output }, settings.prices),
        workspace: workspace ?? '',
      }
      // Counted before looking, so that two calls at once cannot both take the last of it.
      underWay.add(set)
      const day = today()
      const checks: readonly (readonly [string, () => Promise<boolean>])[] = [
        ['day', () => isOver(settings.dayBudget, day, day)],
        ['month', () => isOver(settings.monthBudget, `${day.slice(0, 7)}-01`, day)],
        [
          'workspace',
          async () => workspace !== undefined && isOver(settings.workspaceBudget, day, day, workspace),
        ],
      ]
      try {
        for (const [name, over] of checks) {
          if (!(await over())) continue
          underWay.delete(set)
          return { ok: false, why: name }
        }
      } catch (error) {
        underWay.delete(set)
        throw error
      }
      return { ok: true, release: () => underWay.delete(set) }
    },
    async record({ purpose, workspace, model, tokens, kind }) {
      const spent = kind === 'reused' ? { input: 0, cached: 0, output: 0 } : tokens
      await ledger.add({
        day: today(),
        workspace: workspace ?? '',
        purpose,
        model,
        calls: kind === 'reused' ? 0 : 1,
        failed: kind === 'failed' ? 1 : 0,
        reused: kind === 'reused' ? 1 : 0,
        ...spent,
        cost: costOf(spent, settings.prices),
      })
    },
  }
}
