// Small helpers of the store's tests.
import type { Page, Store } from '../../src/store/store.ts'

/** The items of all pages of a long result. */
export async function allPages<T>(page: (after?: string) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = []
  let next: string | null | undefined
  while (next !== null) {
    const one = await page(next)
    items.push(...one.items)
    next = one.next
  }
  return items
}

/** The lines of a store's export. */
export async function exportOf(store: Store): Promise<string[]> {
  const lines: string[] = []
  for await (const line of store.export()) lines.push(line)
  return lines
}

/** For comparing what has no order. */
export const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)
