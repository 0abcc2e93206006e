// What is found when the settings are tried on the platforms themselves.
import type { Finding } from '../chat/finding.ts'
import type { Config } from '../config.ts'
import { print, printJson } from './context.ts'
import { isSlackSet, slackSettings } from './desk-apps.ts'

/** Asks Slack and Discord about every token that is set; empty where none is. */
export async function findFaults(config: Config): Promise<Finding[]> {
  const found: Finding[] = []
  if (isSlackSet(config) || config.slackBotToken !== '' || config.slackClientId !== '') {
    const { checkSlack } = await import('../slack/check.ts')
    found.push(...(await checkSlack(slackSettings(config))))
  }
  if (config.discordToken !== '') {
    const { checkDiscord } = await import('../discord/check.ts')
    found.push(...(await checkDiscord({ token: config.discordToken, url: config.discordApiUrl })))
  }
  return found
}

const MARKS = { ok: '✓', warning: '!', fault: '✗' } as const

/** One line each, or one JSON object each. */
export function showFindings(findings: readonly Finding[], asJson: boolean | undefined): void {
  for (const finding of findings)
    if (asJson) printJson(finding)
    else print(`${MARKS[finding.level]} ${finding.words}`)
}

/** Whether everything works, if not all of everything. */
export function isSound(findings: readonly Finding[]): boolean {
  return findings.every(finding => finding.level !== 'fault')
}
