import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { openStore } from '../../src/store/open.ts'
import { testStore } from './store.contract.ts'

const folder = mkdtempSync(join(tmpdir(), 'attache-store-'))
const clock = () => new Date('2026-11-23T00:00:00Z')
let stores = 0

afterAll(() => rmSync(folder, { recursive: true, force: true }))

testStore('a SQLite file', () => openStore(join(folder, `${stores++}.db`), { clock }))
testStore('SQLite in memory', () => openStore(':memory:', { clock }))
