// `usage`: what the language model has cost, what is left of its budgets, and with `--probe` what its server can do.
import { isConfigured, showDollars } from '../llm/settings.ts'
import type { UsageRow } from '../store/usage.ts'
import { type CommonOptions, type Context, print, printJson, tell, withContext } from './context.ts'
import { readCount } from './options.ts'

interface UsageOptions extends CommonOptions {
  readonly days: string
  readonly probe?: boolean
}

/** Prints one line a day, workspace and purpose, then the budgets. */
export async function usageVerb(options: UsageOptions): Promise<void> {
  const days = readCount(options.days, '--days', 3660)
  await withContext(options, async context => {
    const today = context.clock().toZonedDateTimeISO('UTC').toPlainDate()
    const from = today.subtract({ days: days - 1 }).toString()
    const rows = await context.store.usage.rows(from, today.toString())
    const budgets = await budgetLines(context, today)
    const probe = options.probe ? await probeLine(context) : null
    if (options.json) return printJson({ from, to: today.toString(), rows, budgets, probe })
    print(tableOf(rows))
    for (const line of budgets) print(line)
    if (probe !== null) print(probe)
    if (!isConfigured({ apiKey: context.config.openaiKey, baseUrl: context.config.openaiUrl }))
      tell('No model is configured: nothing is sent and everything is done without.')
  })
}

async function probeLine({ model }: Context): Promise<string> {
  return model === undefined ? 'No model is configured.' : await model.probe()
}

function tableOf(rows: readonly UsageRow[]): string {
  if (rows.length === 0) return 'No model was used in these days.'
  const head = [
    'day',
    'workspace',
    'purpose',
    'model',
    'calls',
    'failed',
    'reused',
    'input',
    'cached',
    'output',
    'cost',
  ]
  const cells = rows.map(row => [
    row.day,
    row.workspace === '' ? '(own)' : row.workspace,
    row.purpose,
    row.model,
    ...[row.calls, row.failed, row.reused, row.input, row.cached, row.output].map(String),
    row.cost === 0 ? '–' : showDollars(row.cost),
  ])
  const line = (row: readonly string[]): string => `| ${row.join(' | ')} |`
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...cells.map(line)].join('\n')
}

async function budgetLines({ store, config }: Context, today: Temporal.PlainDate): Promise<string[]> {
  const to = today.toString()
  const month = `${to.slice(0, 7)}-01`
  const lines: string[] = []
  for (const [name, budget, from] of [
    ['today (UTC)', config.modelDayBudget, to],
    ['this month', config.modelMonthBudget, month],
  ] as const) {
    const spent = await store.usage.spent(from, to)
    const used = budget.kind === 'dollars' ? showDollars(spent.cost) : `${spent.tokens} tokens`
    const most =
      budget.kind === 'none'
        ? 'no limit'
        : budget.kind === 'dollars'
          ? `$${budget.most}`
          : `${budget.most} tokens`
    lines.push(`Spent ${name}: ${used} of ${most}.`)
  }
  return lines
}
