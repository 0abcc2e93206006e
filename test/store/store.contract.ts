// What every engine must do. Each engine's test calls `testStore` with a way to open an empty store.
import { describe } from 'vitest'
import type { Store } from '../../src/store/store.ts'
import { testArticles } from './articles.contract.ts'
import { testDeliveries } from './deliveries.contract.ts'
import { testKept } from './kept.contract.ts'
import { testModel } from './model.contract.ts'
import { testPlatforms } from './platforms.contract.ts'
import { testQueries } from './queries.contract.ts'
import { testRevisions } from './revisions.contract.ts'
import { testSearch } from './search.contract.ts'
import { testSources } from './sources.contract.ts'
import { testTransfer } from './transfer.contract.ts'
import { testWorkspaces } from './workspaces.contract.ts'

export function testStore(engine: string, open: () => Promise<Store>): void {
  describe(`store on ${engine}`, () => {
    testArticles(open)
    testRevisions(open)
    testQueries(open)
    testSearch(open)
    testTransfer(open)
    testSources(open)
    testDeliveries(open)
    testPlatforms(open)
    testKept(open)
    testModel(open)
    testWorkspaces(open)
  })
}
