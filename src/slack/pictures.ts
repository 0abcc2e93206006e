import type { webApi } from '@slack/bolt'
import type { Picture, Reply } from '../chat/reply.ts'

/** Slack's ids of pictures that were uploaded; a picture that is not among them is told in words. */
export type Files = ReadonlyMap<Picture, string>

const UPLOAD_MS = 20_000
/** Nothing was uploaded. */
export const NO_FILES: Files = new Map()

/** Uploads a reply's pictures. One that Slack does not take is left out: the words go without it. */
export async function uploadPictures(client: webApi.WebClient, reply: Reply): Promise<Files> {
  const pictures = reply.blocks.filter(block => block.kind === 'picture' && block.media === 'image/png')
  if (pictures.length === 0) return NO_FILES
  const files = new Map<Picture, string>()
  for (const picture of pictures as Picture[]) {
    const id = await upload(client, picture).catch(() => null)
    if (id !== null) files.set(picture, id)
  }
  return files
}

async function upload(client: webApi.WebClient, { bytes, alt }: Picture): Promise<string | null> {
  const { upload_url, file_id } = await client.files.getUploadURLExternal({
    filename: 'picture.png',
    length: bytes.length,
    alt_text: alt.slice(0, 1000),
  })
  if (!upload_url || !file_id) return null
  const sent = await fetch(upload_url, {
    method: 'POST',
    body: new Blob([new Uint8Array(bytes)], { type: 'image/png' }),
    signal: AbortSignal.timeout(UPLOAD_MS),
  })
  await sent.arrayBuffer()
  if (!sent.ok) return null
  await client.files.completeUploadExternal({
    files: [{ id: file_id, title: alt.slice(0, 200) || 'picture' }],
  })
  return file_id
}
