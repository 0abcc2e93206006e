// Tokens are kept sealed: whoever reads the file without the key learns nothing from it, and whoever changes it or
// puts one workspace's token in another's place is found out (AES-256-GCM, with the place as associated data).
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { UserError } from '../errors.ts'

export interface Seal {
  /** @param place what it belongs to, the same when it is opened: `slack:T0123` */
  seal(secret: string, place: string): string
  /** @throws UserError when the key is another one, or what was kept was changed */
  open(sealed: string, place: string): string
}

const VERSION = 'v1'
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Seals with a key of at least 32 characters, the setting ATTACHE_KEY. */
export function createSeal(key: string): Seal {
  const secretKey = Buffer.from(hkdfSync('sha256', key, '', 'attache installations', 32))
  return {
    seal(secret, place) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', secretKey, nonce).setAAD(Buffer.from(place))
      const hidden = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
      return `${VERSION}.${Buffer.concat([nonce, cipher.getAuthTag(), hidden]).toString('base64url')}`
    },
    open(sealed, place) {
      try {
        const [version, data = ''] = sealed.split('.')
        if (version !== VERSION) throw new Error(`sealed by ${version}`)
        const bytes = Buffer.from(data, 'base64url')
        const [nonce, tag] = [
          bytes.subarray(0, NONCE_BYTES),
          bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES),
        ]
        const cipher = createDecipheriv('aes-256-gcm', secretKey, nonce, { authTagLength: TAG_BYTES })
        cipher.setAAD(Buffer.from(place)).setAuthTag(tag)
        return Buffer.concat([
          cipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)),
          cipher.final(),
        ]).toString('utf8')
      } catch (cause) {
        const advice = 'set ATTACHE_KEY to the key it was installed with, or install the app there again'
        throw new UserError(`The tokens of ${place} cannot be opened: ${advice}.`, { cause })
      }
    },
  }
}

/** A key nobody can guess, for a new `.env`. */
export function newKey(): string {
  return randomBytes(32).toString('base64url')
}
