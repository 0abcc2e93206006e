import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { manifestOf, manifestUrl, manifestYaml } from '../../src/slack/manifest.ts'
import { allCommands } from '../apps/commands.ts'

const commands = allCommands()

describe('the manifest', () => {
  test('in docs/ is the one for the commands there are', () => {
    const kept = readFileSync(join(import.meta.dirname, '../../docs/slack-manifest.yaml'), 'utf8')
    // npm run -s attache -- setup --manifest > docs/slack-manifest.yaml
    expect(kept.replaceAll('\r\n', '\n')).toBe(manifestYaml({ commands }))
  })

  test('keeps the limits of api.slack.com', () => {
    const { display_information, features } = manifestOf({ commands })
    expect(display_information.name.length).toBeLessThanOrEqual(35)
    expect(display_information.description.length).toBeLessThanOrEqual(140)
    expect(features.agent_view.agent_description.length).toBeLessThanOrEqual(300)
    expect(features.agent_view.suggested_prompts.length).toBeLessThanOrEqual(4)
    expect(features.slash_commands.length).toBeLessThanOrEqual(50)
    for (const { command, description, usage_hint } of features.slash_commands) {
      expect(command).toMatch(/^\/[a-z0-9_-]{1,31}$/)
      expect(description.length).toBeLessThanOrEqual(2000)
      expect(usage_hint.length).toBeLessThanOrEqual(1000)
      expect(usage_hint).not.toBe('')
    }
    for (const { name, description } of features.shortcuts) {
      expect(name.length).toBeLessThanOrEqual(24)
      expect(description.length).toBeLessThanOrEqual(150)
    }
  })

  test('goes over Socket Mode, or to one address for everything', () => {
    expect(manifestOf({ commands }).settings.socket_mode_enabled).toBe(true)
    const url = 'https://desk.example.org'
    const { settings, features, oauth_config } = manifestOf({ commands, url, distributed: true })
    expect(settings.socket_mode_enabled).toBe(false)
    expect(settings.event_subscriptions).toMatchObject({ request_url: `${url}/slack/events` })
    expect(settings.interactivity).toMatchObject({ request_url: `${url}/slack/events` })
    expect(settings.token_rotation_enabled).toBe(true)
    expect(features.slash_commands.every(each => 'url' in each && each.url === `${url}/slack/events`)).toBe(
      true,
    )
    expect(oauth_config).toMatchObject({ redirect_urls: [`${url}/slack/oauth_redirect`] })
    const given = new URL(manifestUrl({ commands })).searchParams.get('manifest_json')!
    expect(JSON.parse(given)).toEqual(manifestOf({ commands }))
  })
})
