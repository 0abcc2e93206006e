// What no model may see: hosts, outlets, files, folders and workspaces that the operator named.
import type { Origin } from './model.ts'

export interface Privacy {
  serves(workspace: string | undefined): boolean
  mayRead(origin: Origin): boolean
}

const plain = (name: string): string => name.normalize('NFKC').trim().toLowerCase()

/**
 * Reads the setting. An entry keeps away every article whose host it is or ends, whose outlet it names, that lies in a
 * file or folder of that name, or whose workspace it is; an entry that is a workspace also keeps its questions away.
 */
export function createPrivacy(withhold: readonly string[]): Privacy {
  const entries = withhold.map(plain).filter(entry => entry !== '')
  const names = new Set(entries)

  function mayRead({ url, outlet, identity, workspace }: Origin): boolean {
    if (entries.length === 0) return true
    if (outlet !== null && names.has(plain(outlet))) return false
    if (workspace && names.has(plain(workspace))) return false
    const host = hostOf(url) ?? hostOf(identity)
    if (host !== null && entries.some(entry => host === entry || host.endsWith(`.${entry}`))) return false
    return !plain(identity)
      .split(/[\\/]/)
      .some(part => names.has(part))
  }

  return {
    serves: workspace => workspace === undefined || !names.has(plain(workspace)),
    mayRead,
  }
}

function hostOf(url: string | null): string | null {
  return url !== null && URL.canParse(url) ? plain(new URL(url).hostname) || null : null
}
