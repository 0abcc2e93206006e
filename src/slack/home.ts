// The Home tab: the latest digest, and for those who manage the workspace its subscriptions, settings and changes.
import type { types } from '@slack/bolt'
import type { Asker, Command } from '../chat/command.ts'
import type { Dispatch } from '../chat/dispatch.ts'
import { say } from '../chat/messages.ts'
import { type Block, heading, list, paragraph, quiet, type Reply, text } from '../chat/reply.ts'
import type { Change, PlatformLedger } from '../store/platforms.ts'
import { buttonOf, drawBlock } from './blocks.ts'
import { checkView, LIMITS } from './limits.ts'
import type { People } from './people.ts'
import { renderSlack } from './render.ts'
import type { SlackBlock } from './rich.ts'

/** What the Home tab is made from. */
export interface HomeDeps {
  readonly dispatch: Dispatch
  readonly commands: readonly Command[]
  readonly people: People
  readonly platforms: Pick<PlatformLedger, 'changes'>
}

/** Opens the form of the command that follows. */
export const FORM_ACTION = 'form'

const DIGEST = 'digest'
const SUBSCRIPTIONS = 'subscriptions'
const CHANGES = 5
/** Room of the Home tab for the digest; the rest is for settings. */
const DIGEST_BLOCKS = 40

/** The Home tab of one person. */
export async function homeOf(team: string, asker: Asker, deps: HomeDeps): Promise<types.HomeView> {
  const { lang } = asker
  const admin = asker.user?.mayAdminister === true
  const forms = deps.commands.filter(
    command => command.options.length > 0 && (admin || !command.admin) && command.name !== 'help',
  )
  const blocks: SlackBlock[] = [
    ...draw(lang, [heading(say(lang, 'home.title'), 1), paragraph(say(lang, 'home.intro'))]),
    ...buttonsOf(forms.filter(command => !command.admin)),
    { type: 'divider' },
    ...(await digestOf(asker, deps)),
  ]
  if (admin)
    blocks.push(
      { type: 'divider' },
      ...(await settingsOf(team, asker, deps)),
      ...buttonsOf(forms.filter(command => command.admin)),
    )
  blocks.push(...draw(lang, [quiet(say(lang, 'home.disclaimer'))]))
  return checkView({ type: 'home' as const, blocks: blocks.slice(0, LIMITS.viewBlocks) })
}

function draw(lang: Asker['lang'], blocks: readonly Block[]): SlackBlock[] {
  const reply: Reply = { lang, summary: '', blocks }
  return blocks.flatMap((block, at) => drawBlock(reply, block, at, 'view')).flatMap(piece => piece.blocks)
}

function buttonsOf(commands: readonly Command[]): SlackBlock[] {
  const buttons = commands.map(({ name }) => buttonOf(`${FORM_ACTION}:${name}`, `/${name}`, `/${name}`))
  const rows: SlackBlock[] = []
  for (let i = 0; i < buttons.length; i += LIMITS.actions)
    rows.push({ type: 'actions', elements: buttons.slice(i, i + LIMITS.actions) })
  return rows
}

async function digestOf(asker: Asker, { dispatch, commands }: HomeDeps): Promise<SlackBlock[]> {
  if (!commands.some(command => command.name === DIGEST)) return []
  const reply = await dispatch({ command: DIGEST, options: { lang: asker.lang } }, asker)
  const [first] = renderSlack(
    { ...reply, blocks: reply.blocks.filter(each => each.kind !== 'sources') },
    'view',
    DIGEST_BLOCKS,
  ).pages
  return [...draw(asker.lang, [quiet(say(asker.lang, 'home.latest'))]), ...first!]
}

async function settingsOf(team: string, asker: Asker, deps: HomeDeps): Promise<SlackBlock[]> {
  const { lang } = asker
  const blocks: SlackBlock[] = []
  if (deps.commands.some(command => command.name === SUBSCRIPTIONS)) {
    const reply = await deps.dispatch({ command: SUBSCRIPTIONS, options: {} }, asker)
    const [first] = renderSlack(reply, 'view', 20).pages
    blocks.push(...draw(lang, [heading(say(lang, 'home.subscriptions'))]), ...first!)
  }
  const changes = await deps.platforms.changes({
    ...(asker.workspace !== undefined && { workspace: asker.workspace }),
    limit: CHANGES,
  })
  const lines = await Promise.all(changes.map(change => lineOf(team, change, asker, deps.people)))
  const told = lines.length > 0 ? list(lines.map(line => [text(line)])) : quiet(say(lang, 'home.no_changes'))
  return [...blocks, ...draw(lang, [heading(say(lang, 'home.changes')), told])]
}

async function lineOf(
  team: string,
  { at, person = '', line, outcome }: Change,
  { lang, now }: Asker,
  people: People,
): Promise<string> {
  const when = Temporal.Instant.from(at).toZonedDateTimeISO(now.timeZoneId)
  const name = await people.name(team, person.split('/').at(-1) ?? '')
  const day = when.toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ')
  const refused = outcome === 'refused' ? ` · ${say(lang, 'home.refused')}` : ''
  return `${day} · ${name} · ${line}${refused}`
}
