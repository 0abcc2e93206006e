import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { messageBody, textDisplay } from '../../src/discord/components.ts'
import { checkRequest, RefusedRequest } from '../../src/discord/limits.ts'
import { renderPages } from '../../src/discord/render.ts'
import { hostileReply, SOURCE_HOST } from '../apps/hostile.ts'
import { meaningsIn } from './markdown.ts'
import { specFault } from './spec.ts'
import { said } from './twin.ts'

const PATH = '/channels/1/messages'
const text = (content: string) => ({ type: 10, content })
const container = (...components: object[]) => ({ type: 17, components })
const press = (custom_id: string, more: object = {}) => ({
  type: 2,
  style: 2,
  label: 'x',
  custom_id,
  ...more,
})
const row = (...components: object[]) => ({ type: 1, components })
const message = (components: object[], more: object = {}) => ({
  components,
  flags: 32768,
  allowed_mentions: { parse: [], replied_user: false },
  ...more,
})
const GOOD = message([container(text('hello'))])

describe('the guard before Discord', () => {
  it('lets through what Discord takes', () => {
    expect(() => checkRequest('POST', PATH, GOOD)).not.toThrow()
    expect(() => checkRequest('GET', '/anything', null)).not.toThrow()
    expect(specFault('POST', PATH, GOOD)).toBeNull()
  })

  const bad: readonly [string, object][] = [
    ['text beside parts', { ...GOOD, content: 'x' }],
    ['embeds', { ...GOOD, embeds: [] }],
    ['no flag for parts', { ...GOOD, flags: 0 }],
    ['mentions of all', { ...GOOD, allowed_mentions: { parse: ['everyone'], replied_user: false } }],
    ['mentions unsaid', { components: GOOD.components, flags: 32768 }],
    ['an empty message', message([])],
    ['an empty text', message([container(text(''))])],
    ['a text of spaces', message([container(text(' \n '))])],
    ['too much text in all', message([container(text('x'.repeat(2001)), text('x'.repeat(2000)))])],
    ['too many parts in all', message([container(...Array.from({ length: 40 }, () => text('x')))])],
    ['six buttons in a row', message([row(...'abcdef'.split('').map(id => press(id)))])],
    ['two buttons of one id', message([row(press('a'), press('a'))])],
    ['a long id', message([row(press('x'.repeat(101)))])],
    ['a long label', message([row(press('a', { label: 'x'.repeat(81) }))])],
    ['a button that is a link', message([row(press('a', { url: 'https://x.example' }))])],
    [
      'two choices of one value',
      message([
        row({
          type: 3,
          custom_id: 'c',
          options: [
            { label: 'a', value: 'v' },
            { label: 'b', value: 'v' },
          ],
        }),
      ]),
    ],
    ['an unknown part', message([container({ type: 99 })])],
    ['an unknown key', message([container({ ...text('x'), color: 1 })])],
    ['a container in a container', message([container(container(text('x')))])],
    [
      'a picture from elsewhere',
      message([
        container({ type: 12, items: [{ media: { url: 'https://x.example/a.png' }, description: 'a' }] }),
      ]),
    ],
    ['a nonce of 26', { ...GOOD, nonce: 'x'.repeat(26), enforce_nonce: true }],
    ['a nonce unsaid', { ...GOOD, enforce_nonce: true }],
    ['nothing', {}],
  ]
  it.each(bad)('refuses %s', (_, body) => {
    expect(() => checkRequest('POST', PATH, body)).toThrow(RefusedRequest)
  })

  it('refuses paths that are none of ours, and never tells a token', () => {
    expect(() => checkRequest('DELETE', '/channels/1', null)).toThrow('not a path')
    expect(() => checkRequest('POST', '/guilds/1/bans', {})).toThrow('not a path')
    expect(() => checkRequest('POST', '/webhooks/1/very-secret', {})).toThrow(/^POST \/webhooks\/1\/…: /)
  })

  it('takes garbage for what it is', () => {
    fc.assert(
      fc.property(
        fc.anything(),
        fc.constantFrom(PATH, '/webhooks/1/x', '/interactions/1/x/callback', '/applications/1/commands'),
        (body, path) => {
          try {
            checkRequest(path.endsWith('commands') ? 'PUT' : 'POST', path, body)
          } catch (error) {
            expect(error).toBeInstanceOf(RefusedRequest)
          }
        },
      ),
    )
  })
})

describe('hostile replies of the table of apps', () => {
  it('become messages that Discord takes, with links to sources only and no mention', () => {
    fc.assert(
      fc.property(hostileReply, fc.boolean(), (reply, keep) => {
        for (const page of renderPages(reply, keep ? { kept: 'k' } : {}).pages) {
          const body = messageBody(page)
          expect(() => checkRequest('POST', PATH, body)).not.toThrow()
          expect(specFault('POST', PATH, body)).toBeNull()
          const content = said(page)
          for (const { kind, words } of meaningsIn(content)) {
            if (kind === 'masked link')
              expect(words).toMatch(new RegExp(`\\]\\(<https://${SOURCE_HOST.replaceAll('.', '\\.')}/`))
            else expect(['heading', 'list', 'block quote', 'code'], words).toContain(kind)
          }
        }
      }),
      { numRuns: 200 },
    )
  })

  it('are checked by a reader that finds such things', () => {
    const found = (content: string) => meaningsIn(textDisplay(content).content).map(({ kind }) => kind)
    expect(found('<@1> <@&2> <#3>')).toEqual(['mention', 'mention', 'mention'])
    expect(found('[a](https://x.example)')).toEqual(['masked link'])
    expect(found('see https://x.example')).toEqual(['link'])
    expect(found(':smile: </ask:1> <t:1> ||x|| ~~y~~')).toEqual([
      'timestamp',
      'command',
      'emoji',
      'spoiler',
      'strike',
    ])
    expect(found('# a\n- b\n> c')).toEqual(['heading', 'list', 'block quote'])
    expect(found('@everyone')).toEqual(['everyone'])
    expect(found('\\<@1> \\[a](b) https\\://x.example')).toEqual([])
  })
})
