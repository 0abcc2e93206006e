import type { Installation, InstallationQuery, InstallationStore } from '@slack/bolt'
import { z } from 'zod'
import type { PlatformLedger } from '../store/platforms.ts'
import type { Seal } from '../store/seal.ts'
import { workspaceOf } from './places.ts'

interface InstallsDeps {
  readonly ledger: Pick<PlatformLedger, 'saveInstallation' | 'installation' | 'forgetWorkspace'>
  readonly seal: Seal
  readonly clock: () => Temporal.Instant
}

/** What has to be there for the rest of the program; all else is Slack's and kept as it came. */
const installation = z.looseObject({
  team: z.looseObject({ id: z.string() }).optional(),
  enterprise: z.looseObject({ id: z.string() }).optional(),
  bot: z.looseObject({ token: z.string(), userId: z.string() }).optional(),
})

/** The tokens of every workspace that installed the app, sealed, in our store. */
export function createInstallationStore({ ledger, seal, clock }: InstallsDeps): InstallationStore {
  const placeOf = (query: InstallationQuery<boolean>) => {
    const id = query.isEnterpriseInstall ? query.enterpriseId : query.teamId
    if (id === undefined) throw new Error('Slack named neither a workspace nor an organisation.')
    return workspaceOf(id)
  }
  return {
    async storeInstallation(given) {
      const id = given.isEnterpriseInstall ? given.enterprise?.id : given.team?.id
      if (id === undefined) throw new Error('Slack named neither a workspace nor an organisation.')
      const workspace = workspaceOf(id)
      const sealed = seal.seal(JSON.stringify(given), workspace)
      await ledger.saveInstallation({ workspace, sealed }, clock().toString())
    },
    async fetchInstallation(query) {
      const workspace = placeOf(query)
      const kept = await ledger.installation(workspace)
      if (!kept) throw new Error(`The app is not installed in ${workspace}.`)
      const value: unknown = JSON.parse(seal.open(kept.sealed, workspace))
      installation.parse(value)
      return value as Installation<'v2', boolean> as never
    },
    deleteInstallation: async query => ledger.forgetWorkspace(placeOf(query)),
  }
}
