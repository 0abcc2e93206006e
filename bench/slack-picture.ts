// Draws what Slack shows of a reply, for the README: the very payload that is sent, as HTML, to be photographed:
//   node bench/slack-picture.ts answer|digest|home > page.html
//   chromium --headless --screenshot=docs/slack-answer.png --window-size=760,1000 page.html
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCommands } from '../commands/index.ts'
import type { Asker } from '../src/chat/command.ts'
import { createDispatch } from '../src/chat/dispatch.ts'
import { codeText } from '../src/claims/code-text.ts'
import { ingestPath } from '../src/ingest/ingest.ts'
import { openLexicon } from '../src/lexicon/lexicon.ts'
import { feedbackOf } from '../src/slack/deliver.ts'
import { homeOf } from '../src/slack/home.ts'
import { renderSlack } from '../src/slack/render.ts'
import { openStore } from '../src/store/open.ts'
import { detectLanguage } from '../src/text/language.ts'

const SAMPLES = join(import.meta.dirname, '../samples')
const QUESTION = 'what did Biden refuse?'
const NOW = Temporal.ZonedDateTime.from('2026-11-23T08:30[Asia/Tokyo]')

type Json = Readonly<Record<string, unknown>>

const plain = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')

/** Slack's own markup, already escaped by us. */
const markup = (text: string) =>
  text.replace(/<(https?:[^|>]*)\|([^>]*)>/g, '<a>$2</a>').replace(/\n/g, '<br>')

function inline(element: Json): string {
  if (element.type === 'emoji') return element.name === 'warning' ? '⚠️ ' : '⛔ '
  const { bold, code } = (element.style ?? {}) as { bold?: boolean; code?: boolean }
  const words = plain(String(element.text)).replace(/\n/g, '<br>')
  return bold ? `<b>${words}</b>` : code ? `<code>${words}</code>` : words
}

function richPart(part: Json): string {
  const elements = part.elements as Json[]
  if (part.type === 'rich_text_list') {
    const tag = part.style === 'ordered' ? 'ol' : 'ul'
    return `<${tag}>${elements.map(each => `<li>${(each.elements as Json[]).map(inline).join('')}</li>`).join('')}</${tag}>`
  }
  const words = elements.map(inline).join('')
  return part.type === 'rich_text_quote' ? `<blockquote>${words}</blockquote>` : `<p>${words}</p>`
}

const textOf = (object: unknown): string => {
  const { type, text } = object as { type: string; text: string }
  return type === 'mrkdwn' ? markup(text) : plain(text).replace(/\n/g, '<br>')
}

function drawBlock(block: Json): string {
  const elements = (block.elements ?? []) as Json[]
  switch (block.type) {
    case 'header':
      return `<h1>${textOf(block.text)}</h1>`
    case 'divider':
      return '<hr>'
    case 'section':
      return `<p>${textOf(block.text)}</p>`
    case 'context':
      return `<div class="context">${elements.map(textOf).join(' ')}</div>`
    case 'rich_text':
      return elements.map(richPart).join('')
    case 'actions':
      return `<div class="row">${elements.map(each => `<span class="button">${textOf(each.text)}</span>`).join('')}</div>`
    case 'context_actions':
      return '<div class="row"><span class="icon">Useful</span><span class="icon">Not useful</span></div>'
    case 'table': {
      const rows = (block.rows as Json[][]).map(
        row => `<tr>${row.map(cell => `<td>${plain(String(cell.text))}</td>`).join('')}</tr>`,
      )
      return `<table>${rows.join('')}</table>`
    }
    default:
      return ''
  }
}

const STYLE = `
body { margin: 0; background: #fff; font: 15px/1.46 Lato, 'Noto Sans', 'DejaVu Sans', 'Noto Sans CJK JP', sans-serif; color: #1d1c1d; }
.page { padding: 18px 22px; width: 700px; }
.message { display: grid; grid-template-columns: 36px 1fr; gap: 0 10px; margin-bottom: 14px; }
.face { width: 36px; height: 36px; border-radius: 6px; background: #1d3557; color: #fff; font: bold 18px/36px sans-serif; text-align: center; }
.face.person { background: #8d99ae; }
.name { font-weight: 900; } .app { font-size: 10px; background: #ddd; color: #555; padding: 1px 3px; border-radius: 2px; margin: 0 5px; vertical-align: middle; }
.time { font-size: 12px; color: #616061; }
h1 { font-size: 18px; margin: 4px 0 6px; } p { margin: 2px 0 6px; } ul, ol { margin: 2px 0 6px; padding-left: 24px; }
blockquote { margin: 2px 0 6px; padding-left: 12px; border-left: 4px solid #ddd; }
.context { font-size: 13px; color: #616061; margin: 3px 0 6px; } a { color: #1264a3; }
.row { display: flex; flex-wrap: wrap; gap: 8px; margin: 8px 0; }
.button { border: 1px solid #bbb; border-radius: 4px; padding: 4px 10px; font-weight: bold; font-size: 13px; }
.icon { border: 1px solid #ddd; border-radius: 12px; padding: 1px 10px; font-size: 12px; color: #616061; }
code { color: #c01343; background: #f6f6f6; border: 1px solid #ddd; border-radius: 3px; padding: 0 3px; font-size: 12px; }
table { border-collapse: collapse; margin: 4px 0 8px; } td { border: 1px solid #ddd; padding: 4px 8px; } hr { border: 0; border-top: 1px solid #ddd; }
.mention { background: #e8f2fb; color: #1264a3; padding: 0 2px; }
.home { border: 1px solid #ddd; border-radius: 8px; padding: 14px 20px; }`

const message = (name: string, body: string) => {
  const isApp = name === 'Attaché'
  const face = `<div class="face${isApp ? '' : ' person'}">${name[0]}</div>`
  const head = `<span class="name">${name}</span>${isApp ? '<span class="app">APP</span>' : ' '}<span class="time">8:30 AM</span>`
  return `<div class="message">${face}<div><div>${head}</div>${body}</div></div>`
}

const draw = (blocks: readonly object[]) => blocks.map(each => drawBlock(each as Json)).join('')

async function picture(kind: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'attache-picture-'))
  const lexicon = openLexicon()
  const clock = () => NOW.toInstant()
  const store = await openStore(join(folder, 'desk.db'), { clock: () => new Date(NOW.epochMilliseconds) })
  try {
    const desk = { store, lexicon, clock }
    for await (const _ of ingestPath(SAMPLES, desk, { maxBytes: 1_000_000, samples: true }));
    const sources = { list: async () => [] } as never
    const commands = createCommands({ ...desk, sources, readText: text => codeText(text, lexicon) })
    const report = (fault: unknown) => {
      throw fault
    }
    const dispatch = createDispatch({ commands, detectLanguage, report })
    const asker: Asker = {
      lang: 'en',
      surface: 'slack',
      now: NOW,
      workspace: 'slack:T1',
      channel: 'slack:T1/C1',
    }
    if (kind === 'home') {
      const people = { name: async () => 'Ann' } as never
      const admin = { ...asker, user: { id: 'U1', mayAdminister: true } }
      await dispatch('/subscribe 08:30 Asia/Tokyo weekdays', admin)
      const at = clock().toString()
      const line = '/subscribe 08:30 Asia/Tokyo weekdays'
      await store.platforms.addChange({
        at,
        workspace: 'slack:T1',
        person: 'slack:T1/U1',
        line,
        outcome: 'done',
      })
      const view = await homeOf('T1', admin, { dispatch, commands, people, platforms: store.platforms })
      return `<div class="home">${draw(view.blocks)}</div>`
    }
    const reply = await dispatch(kind === 'digest' ? '/digest 2013-12-05' : QUESTION, asker)
    const [first] = renderSlack(reply).pages
    const blocks = [...first!, ...feedbackOf({ ...reply, about: 'x' })]
    const asked = message('Ann', `<p><span class="mention">@attache</span> ${QUESTION}</p>`)
    return (kind === 'digest' ? '' : asked) + message('Attaché', draw(blocks))
  } finally {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

const body = await picture(process.argv[2] ?? 'answer')
process.stdout.write(
  `<!doctype html><meta charset="utf-8"><style>${STYLE}</style><div class="page">${body}</div>\n`,
)
