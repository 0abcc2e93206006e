// What Slack sends, as far as it is used here; anything else is refused at the door.
import { z } from 'zod'

const id = z.string().regex(/^[A-Z0-9]{2,30}$/)
const ts = z.string().regex(/^\d{1,12}\.\d{1,9}$/)

/** A slash command. */
export const slashCommand = z.object({
  command: z.string(),
  text: z.string().default(''),
  team_id: id,
  user_id: id,
  channel_id: id,
  trigger_id: z.string(),
  response_url: z.url(),
})

/** A message, or a mention in one. */
export const messageEvent = z.object({
  team_id: id,
  event: z.object({
    channel: id,
    user: id.optional(),
    bot_id: z.string().optional(),
    subtype: z.string().optional(),
    text: z.string().default(''),
    ts,
    thread_ts: ts.optional(),
    parent_user_id: id.optional(),
    channel_type: z.string().optional(),
  }),
})

/** Somebody opened the Home tab or the direct messages. */
export const homeOpened = z.object({
  team_id: id,
  event: z.object({ user: id, channel: id.optional(), tab: z.string() }),
})

/** The app was removed, or tokens were withdrawn. */
export const teamEvent = z.object({
  team_id: id,
  event: z.object({ tokens: z.object({ bot: z.array(z.string()).optional() }).optional() }).default({}),
})

const interaction = {
  team: z.object({ id }),
  user: z.object({ id, team_id: id.optional() }),
  trigger_id: z.string(),
}

/** A button was pressed. */
export const press = z.object({
  ...interaction,
  channel: z.object({ id }).optional(),
  container: z.object({ is_ephemeral: z.boolean().optional() }).default({}),
  message: z.object({ ts, thread_ts: ts.optional() }).optional(),
  view: z.object({ id: z.string(), type: z.string() }).optional(),
  response_url: z.url().optional(),
  actions: z.array(z.object({ action_id: z.string(), value: z.string().optional() })).min(1),
})

/** A shortcut was chosen from a message’s menu. */
export const shortcut = z.object({
  ...interaction,
  callback_id: z.string(),
  channel: z.object({ id }),
  message: z.object({ ts, thread_ts: ts.optional(), text: z.string().default('') }),
  response_url: z.url(),
})

/** A form was sent. */
export const submission = z.object({
  ...interaction,
  view: z.object({
    id: z.string(),
    callback_id: z.string(),
    private_metadata: z.string().default(''),
    state: z.object({
      values: z.record(
        z.string(),
        z.record(
          z.string(),
          z.object({
            type: z.string(),
            value: z.string().nullish(),
            selected_option: z.object({ value: z.string() }).nullish(),
            selected_options: z.array(z.object({ value: z.string() })).nullish(),
            selected_conversation: z.string().nullish(),
          }),
        ),
      ),
    }),
  }),
})
