// Draws messages as Discord's client does, for the pictures in docs/: `node test/discord/picture.ts FILE.html`, then a
// screenshot of that page by any browser. What is drawn are real replies over the sample articles.
import { writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import type { Reply } from '../../src/chat/reply.ts'
import {
  type ButtonPart,
  type Container,
  type ContainerPart,
  type Drawn,
  type Row,
  TYPE,
} from '../../src/discord/components.ts'
import { footOf } from '../../src/discord/foot.ts'
import { renderPages } from '../../src/discord/render.ts'
import { openAppDesk } from '../apps/desk.ts'

const html = (words: string) => words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Inline Markdown as the client shows it; escaped signs are plain. */
function inline(line: string): string {
  const plain: string[] = []
  const kept = line.replace(/\\([^0-9A-Za-z\s])/g, (_, sign: string) => `\ue000${plain.push(sign) - 1}\ue000`)
  return html(kept)
    .replace(/\[([^[\]]*)\]\(&lt;(.*?)&gt;\)/g, '<a>$1</a>')
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/\*\*(.+?)\*\*/g, '<b>$1</b>')
    .replace(/\ue000(\d+)\ue000/g, (_, n: string) => html(plain[Number(n)]!))
}

/** One text part as the client lays it out, line by line. */
export function drawText(content: string): string {
  return content
    .split('\n')
    .map(line => {
      const [, small, mark = '', rest = ''] = /^(-# )?(#{1,3} |> |- )?(.*)$/.exec(line)!
      const kind = small ? 'small' : { '## ': 'h2', '### ': 'h3', '> ': 'quote', '- ': 'item' }[mark]
      if (rest === '' && mark === '') return '<div class="gap"></div>'
      return `<div class="${kind ?? 'line'}">${inline(rest)}</div>`
    })
    .join('')
}

function drawPart(part: ContainerPart): string {
  if (part.type === TYPE.text) return `<div class="text">${drawText(part.content)}</div>`
  if (part.type === TYPE.separator) return '<hr>'
  if (part.type === TYPE.row) return drawRow(part)
  return part.items.map(item => `<div class="picture">${html(item.description)}</div>`).join('')
}

function drawRow({ components }: Row): string {
  const buttons = components.map(part =>
    part.type === TYPE.button
      ? `<span class="button${part.style === 1 ? ' primary' : ''}${part.disabled ? ' disabled' : ''}">${html((part as ButtonPart).label)}</span>`
      : `<span class="select">${html(part.placeholder ?? '')} ⌄</span>`,
  )
  return `<div class="row">${buttons.join('')}</div>`
}

function drawContainer({ components, accent_color }: Container): string {
  const accent =
    accent_color === undefined
      ? ''
      : ` style="border-left-color:#${accent_color.toString(16).padStart(6, '0')}"`
  return `<div class="container"${accent}>${components.map(drawPart).join('')}</div>`
}

/** A message under the name of its author; `asked` stands above it as the client shows whose command it was. */
export function drawMessage({ components }: Drawn, asked: string): string {
  const parts = components.map(part => (part.type === TYPE.container ? drawContainer(part) : drawRow(part)))
  return `<div class="message"><div class="asked">${html(asked)}</div><div class="author"><span class="face">A</span><b>Attaché</b><span class="app">APP</span></div><div class="body">${parts.join('')}</div></div>`
}

const STYLE = `
body{margin:0;background:#313338;color:#dbdee1;font:16px/1.375 "Noto Sans","DejaVu Sans","Noto Sans CJK SC",sans-serif;display:flex;gap:28px;padding:24px;width:1330px;align-items:flex-start}
.message{width:640px;margin-bottom:26px}.asked{color:#b5bac1;font-size:14px;margin:0 0 6px 56px}.asked::before{content:"╭─ ";color:#4e5058}
.author{display:flex;align-items:center;gap:8px}.face{width:40px;height:40px;border-radius:50%;background:#2f6db5;display:grid;place-items:center;font-weight:bold;color:#fff;margin-right:8px}
.app{background:#5865f2;color:#fff;font-size:10px;border-radius:4px;padding:1px 5px}.body{margin-left:56px}
.container{background:#2b2d31;border:1px solid #3f4147;border-left:4px solid #3f4147;border-radius:8px;padding:14px 16px;margin-bottom:8px}
.h2{font-size:20px;font-weight:bold;color:#f2f3f5;margin:4px 0}.h3{font-size:16px;font-weight:bold;color:#f2f3f5;margin:10px 0 2px}
.small{font-size:13px;color:#949ba4}.quote{border-left:4px solid #4e5058;padding-left:10px;margin:2px 0}.item{padding-left:18px;position:relative}.item::before{content:"•";position:absolute;left:4px}
.gap{height:10px}hr{border:0;border-top:1px solid #3f4147;margin:12px 0}a{color:#00a8fc}b{color:#f2f3f5}.small b{color:#b5bac1}
code{background:#1e1f22;border-radius:4px;padding:1px 4px;font-size:14px}.row{display:flex;gap:8px;margin:4px 0;flex-wrap:wrap}
.button,.select{background:#4e5058;color:#fff;border-radius:8px;padding:6px 14px;font-size:14px}.primary{background:#5865f2}.disabled{opacity:.5}`

/** The page with columns of messages side by side. */
export function drawPage(columns: readonly (readonly string[])[]): string {
  return `<!doctype html><meta charset="utf-8"><style>${STYLE}</style>${columns.map(messages => `<div>${messages.join('')}</div>`).join('')}`
}

async function drawReal(file: string): Promise<void> {
  const desk = await openAppDesk([])
  const ask = (line: string): Promise<Reply> =>
    desk.dispatch(line, {
      lang: 'en',
      surface: 'discord',
      now: Temporal.ZonedDateTime.from('2013-12-06T09:00[Asia/Tokyo]'),
      workspace: 'discord:1',
    })
  const draw = async (line: string, asked: string) => {
    const reply = { ...(await ask(line)), about: 'discord:1' }
    const [page] = renderPages(reply, { foot: footOf(reply, 'discord:1'), kept: 'discord:1' }).pages
    return drawMessage(page!, asked)
  }
  const columns = [
    [await draw('/digest 2013-12-05', 'Ann used /digest')],
    [
      await draw('拜登拒绝了日方的什么要求？', 'Bo used /ask'),
      await draw('what did the mayor of Reykjavik say about whales?', 'Cho used /ask'),
      await draw('/who Biden 2013', 'Dai used /who'),
    ],
  ]
  await desk.close()
  writeFileSync(file, drawPage(columns))
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await drawReal(process.argv[2]!)
