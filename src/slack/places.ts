// How Slack's places are written in the house: a workspace `slack:T0123`, a channel `slack:T0123/C0456`, a person's
// direct messages `slack:T0123/@U0789`, a message or thread `slack:T0123/C0456/1700000000.000100`.

/** `slack:T0123`. */
export function workspaceOf(team: string): string {
  return `slack:${team}`
}

/** `slack:T0123/C0456`. */
export function channelOf(team: string, channel: string): string {
  return `${workspaceOf(team)}/${channel}`
}

/** `slack:T0123/C0456/1700000000.000100`. */
export function threadOf(team: string, channel: string, ts: string): string {
  return `${channelOf(team, channel)}/${ts}`
}

/** Team and channel (`@U0789` for a person) of a channel as the house writes it. @throws Error when it is none of Slack's: a fault of ours */
export function readChannel(channel: string): { readonly team: string; readonly channel: string } {
  const [, team, rest] = /^slack:([A-Z0-9]+)\/(@?[A-Z0-9]+)$/.exec(channel) ?? []
  if (team === undefined || rest === undefined) throw new Error(`${channel} is no channel of Slack.`)
  return { team, channel: rest }
}
