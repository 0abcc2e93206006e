// Reading the body of an answer: never more than is allowed, on the wire or unpacked, whatever the server says of it.
import type { Readable, Transform } from 'node:stream'
import {
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from 'node:zlib'

export class TooLargeError extends Error {
  override readonly name = 'TooLargeError'
}

export class BadEncodingError extends Error {
  override readonly name = 'BadEncodingError'
}

/** What we say we can unpack. */
export const ACCEPT_ENCODING = 'gzip, deflate, br, zstd'

/** A sound server packs once; twice is seen with careless proxies; more is a trick. */
const MOST_LAYERS = 2

/** Encodings in the order in which they were applied. @throws BadEncodingError */
function encodingsOf(header: string): string[] {
  const names = header
    .toLowerCase()
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '' && name !== 'identity')
  if (names.length > MOST_LAYERS) throw new BadEncodingError(header.slice(0, 40))
  return names
}

function unpackerOf(name: string, first: Uint8Array): Transform {
  switch (name) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip()
    case 'deflate':
      // The standard means zlib; many servers send the bare stream, whose first byte is never zlib's.
      return (first[0]! & 0x0f) === 8 ? createInflate() : createInflateRaw()
    case 'br':
      return createBrotliDecompress()
    case 'zstd':
      return createZstdDecompress()
    default:
      throw new BadEncodingError(name.slice(0, 40))
  }
}

async function* limited(chunks: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  let total = 0
  for await (const chunk of chunks) {
    total += chunk.length
    if (total > most) throw new TooLargeError(String(most))
    yield chunk
  }
}

async function* unpack(chunks: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Uint8Array> {
  const source = chunks[Symbol.asyncIterator]()
  const first = await source.next()
  if (first.done) return
  const packed = first.value
  // Some servers name an encoding and then do not use it.
  if (name.endsWith('gzip') && !(packed[0] === 0x1f && packed[1] === 0x8b)) {
    yield packed
    for (let next = await source.next(); !next.done; next = await source.next()) yield next.value
    return
  }
  const unpacker = unpackerOf(name, packed)
  const feed = async (): Promise<void> => {
    for (let chunk: Uint8Array | undefined = packed; chunk; ) {
      if (!unpacker.write(chunk))
        await new Promise(resolve => unpacker.once('drain', resolve).once('close', resolve))
      if (unpacker.destroyed) return
      const next = await source.next()
      chunk = next.done ? undefined : next.value
    }
    unpacker.end()
  }
  const fed = feed().catch(error => unpacker.destroy(error))
  try {
    yield* unpacker
    await fed
  } catch (error) {
    if (error instanceof Error && 'code' in error && /^(Z_|ERR_|BROTLI|ZSTD)/i.test(String(error.code)))
      throw new BadEncodingError(name, { cause: error })
    throw error
  } finally {
    unpacker.destroy()
    await source.return?.(undefined)
  }
}

/**
 * The body's bytes, unpacked. @throws TooLargeError beyond `most` bytes on the wire or unpacked,
 * BadEncodingError when it is packed in a way nobody knows or not as it says
 */
export async function readBody(body: Readable, encoding: string, most: number): Promise<Uint8Array> {
  try {
    let chunks: AsyncIterable<Uint8Array> = limited(body as AsyncIterable<Uint8Array>, most)
    for (const name of encodingsOf(encoding).reverse()) chunks = limited(unpack(chunks, name), most)
    const parts: Uint8Array[] = []
    for await (const chunk of chunks) parts.push(chunk)
    return Buffer.concat(parts)
  } finally {
    body.destroy()
  }
}
