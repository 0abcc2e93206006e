// The only door to linkedom: a page's tree, seen through the few members that the extraction uses.
import { DOMParser } from 'linkedom'

export interface PageNode {
  /** 1 element, 3 text; nothing else is left in a tree that came through `readSource`. */
  readonly nodeType: number
  readonly parentNode: PageElement | null
  readonly nextSibling: PageNode | null
}

export interface PageText extends PageNode {
  readonly data: string
}

export interface PageElement extends PageNode {
  readonly localName: string
  readonly id: string
  readonly firstChild: PageNode | null
  readonly textContent: string
  getAttribute(name: string): string | null
  querySelector(selector: string): PageElement | null
  querySelectorAll(selector: string): Iterable<PageElement>
  remove(): void
}

export interface PageTree {
  readonly head: PageElement
  readonly body: PageElement
  readonly documentElement: PageElement
}

export const isElement = (node: PageNode): node is PageElement => node.nodeType === 1
export const isText = (node: PageNode): node is PageText => node.nodeType === 3

/** Builds the tree of a source that `readSource` has put in order. */
export function parseTree(html: string): PageTree {
  return new DOMParser().parseFromString(html, 'text/html') as unknown as PageTree
}

/** What a visitor of `walkTree` may answer when it enters an element: pass over what is inside. */
export type Visit = 'skip' | undefined

/**
 * Visits every node below and including `root` in document order, without recursion. `leave` is called after
 * the last child of every element that was not skipped. An element may be removed by `enter` if it is skipped.
 */
export function walkTree(
  root: PageElement,
  enter: (node: PageNode) => Visit,
  leave: (element: PageElement) => void = () => {},
): void {
  let node: PageNode = root
  while (true) {
    const next = node === root ? null : node.nextSibling
    const parent = node.parentNode
    const visit = enter(node)
    if (visit !== 'skip' && isElement(node)) {
      if (node.firstChild) {
        node = node.firstChild
        continue
      }
      leave(node)
    }
    if (node === root) return
    let up = parent
    let after = visit === 'skip' ? next : node.nextSibling
    while (!after) {
      if (!up) return
      leave(up)
      if (up === root) return
      after = up.nextSibling
      up = up.parentNode
    }
    node = after
  }
}
