// Slack's door over HTTP, in front of Bolt's receiver: what Bolt does not refuse and has to be.
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { HTTPReceiver } from '@slack/bolt'

/** Slack advises to refuse what is more than five minutes old; nothing is sent from the future either. */
const WINDOW_S = 300

/** Takes one request and answers it. */
export type HttpDoor = (request: IncomingMessage, response: ServerResponse) => void

/** Takes requests to `/slack/…`; the receiver checks their signature and refuses old ones. */
export function createDoor(receiver: HTTPReceiver, clock: () => Temporal.Instant): HttpDoor {
  return (request, response) => {
    const stamp = request.headers['x-slack-request-timestamp']
    const now = clock().epochMilliseconds / 1000
    if (request.method === 'POST' && !(Number(stamp) <= now + WINDOW_S)) return refuse(response, 401)
    try {
      receiver.requestListener(request, response)
    } catch {
      // Bolt throws for addresses that it does not know.
      refuse(response, 404)
    }
  }
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status).end()
}
