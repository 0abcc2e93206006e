// jsdom is measured against, nothing more: the little of it that the benchmark uses.
declare module 'jsdom' {
  export class VirtualConsole {}
  export class JSDOM {
    constructor(html: string, options?: { virtualConsole?: VirtualConsole })
    readonly window: { readonly document: Document; close(): void }
  }
}

/** A page in a DOM, as readability takes it; the library's own types are those of browsers. */
type Document = object
