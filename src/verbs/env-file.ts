// A `.env` file that people keep by hand: every line, comment and order stays.
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { UserError } from '../errors.ts'

/** The text with the settings in it: in the place of their line, of their commented line, or at the end. */
export function mergeEnv(text: string, settings: Readonly<Record<string, string>>): string {
  const end = text.includes('\r\n') ? '\r\n' : '\n'
  const lines = text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/)
  for (const [name, value] of Object.entries(settings)) {
    const line = `${name}=${quote(value)}`
    const set = new RegExp(`^\\s*(?:export\\s+)?${name}\\s*=`)
    const at = lines.findLastIndex(each => set.test(each))
    const commented = lines.findIndex(each => new RegExp(`^\\s*#\\s*${name}\\s*=`).test(each))
    if (at >= 0) lines[at] = line
    else if (commented >= 0) lines.splice(commented + 1, 0, line)
    else lines.push(line)
  }
  return lines.map(line => line + end).join('')
}

/** Only what a line could not hold as it stands is quoted. */
function quote(value: string): string {
  return /^[\w./:@%+,=-]*$/.test(value) ? value : `"${value}"`
}

/**
 * Writes settings into a `.env` file, readable by its owner only, whole or not at all.
 * @throws UserError when it cannot be read or written, or a value cannot stand in it
 */
export function writeEnv(path: string, settings: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(settings))
    if (/["\r\n]/.test(value))
      throw new UserError(`${name} holds a quotation mark or a line end.`, { exitCode: 2 })
  const next = `${path}.new`
  try {
    writeFileSync(next, mergeEnv(readOrEmpty(path), settings), { mode: 0o600 })
    renameSync(next, path)
  } catch (cause) {
    rmSync(next, { force: true })
    throw new UserError(`${path} cannot be written: make it and its folder writable.`, { cause })
  }
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}
