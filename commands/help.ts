import { type Command, textOption } from '../src/chat/command.ts'
import { replyOfCommandHelp, replyOfHelp } from '../src/chat/help-reply.ts'
import { localized, say } from '../src/chat/messages.ts'
import { nearestNames } from '../src/chat/names.ts'
import { noticeReply } from '../src/chat/reply.ts'

/** `/help [COMMAND]`; `all` is every command, this one included. */
export function createHelp(all: () => readonly Command[]): Command {
  return {
    name: 'help',
    summary: localized('command.help.summary'),
    help: localized('command.help.help'),
    forAskerAlone: true,
    options: [{ kind: 'text', name: 'command', summary: localized('option.command') }],
    run: async request => {
      const { lang } = request
      const wanted = textOption(request, 'command')?.replace(/^\//, '')
      if (wanted === undefined) return replyOfHelp(lang, all())
      const command = all().find(one => one.name === wanted)
      if (command !== undefined) return replyOfCommandHelp(lang, command)
      const near = nearestNames(
        wanted,
        all().map(one => one.name),
      )
      const hint =
        near.length > 0
          ? ` ${say(lang, 'command.nearest', { names: near.map(name => `/${name}`).join(', ') })}`
          : ''
      return noticeReply(lang, 'warning', say(lang, 'command.unknown', { name: wanted }) + hint)
    },
  }
}
