/** What a person typed, out of Slack's markup: our own mention is gone, others are names, links are addresses. */
export function readWords(text: string, botUser?: string): string {
  return text
    .replace(/<([^<>]*)>/g, (_, inside: string) => {
      const [target = '', label] = inside.split('|', 2)
      if (target.startsWith('@')) return target.slice(1) === botUser || !label ? '' : `@${label}`
      if (target.startsWith('#')) return `#${label ?? target.slice(1)}`
      if (target.startsWith('!')) return label ?? ''
      return target.startsWith('mailto:') ? (label ?? target.slice(7)) : target
    })
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replace(/[^\S\n]+/g, ' ')
    .trim()
}
