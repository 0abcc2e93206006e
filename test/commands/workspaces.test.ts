// What is one workspace's own is in no command's reply to another.
import { expect, test } from 'vitest'
import { createCommands } from '../../commands/index.ts'
import { createDispatch } from '../../src/chat/dispatch.ts'
import { contentHashOf, privateItem, readArticle } from '../../src/ingest/read-article.ts'
import type { ParsedItem } from '../../src/model/article.ts'
import { detectLanguage } from '../../src/text/language.ts'
import { openDesk } from '../helpers/desk.ts'

const ITEM: ParsedItem = {
  identity: 'https://desk.example/memo',
  url: 'https://desk.example/memo',
  title: 'Kim Jong Un criticized Mongolia',
  outlet: null,
  published: '2024-05-06',
  lang: 'en',
  text: 'Pyongyang, May 6, 2024 - Kim Jong Un strongly criticized Mongolia on Monday over its envoy, officials said.',
  format: 'text',
  charset: 'utf-8',
  sample: false,
}

test('a private article answers its own workspace and the operator, and nobody else', async () => {
  const desk = await openDesk({})
  const item = privateItem(ITEM, 'slack:T1')
  const hash = contentHashOf(item)
  const id = await desk.store.newArticleId(item.identity, hash)
  await desk.store.addArticle(readArticle(item, id, hash, '2024-05-06T00:00:00Z', desk.lexicon))
  const faults: unknown[] = []
  const report = (fault: unknown) => faults.push(fault)
  const dispatch = createDispatch({ commands: createCommands(desk), detectLanguage, report })

  const told = async (line: string, workspace?: string) => {
    const now = Temporal.ZonedDateTime.from('2024-05-07T09:00:00[UTC]')
    const asker = { lang: 'en', surface: 'slack', now, ...(workspace && { workspace }) } as const
    return JSON.stringify(await dispatch(line, asker))
  }
  for (const line of [
    '/ask Did Kim Jong Un criticize Mongolia?',
    '/digest 2024-05-06',
    '/latest Kim Jong Un',
    '/timeline Kim Jong Un',
    '/who Kim Jong Un',
    '/summarize 2024-05-06',
  ]) {
    expect(await told(line)).toContain('envoy')
    expect(await told(line, 'slack:T1')).toContain('envoy')
    expect(await told(line, 'slack:T2')).not.toContain('its envoy')
  }
  expect(faults).toEqual([])
  await desk.close()
})
