// Which elements a browser would not show. Hidden text is where keyword stuffing, tracking labels and planted
// instructions live, so none of it may become part of an article.
import noise from './html-noise.json' with { type: 'json' }
import type { PagePart } from './html-page.ts'

/** `sure`: no browser shows it. `likely`: scripts often show it later, so it is kept if nothing else is there. */
export type Hiding = 'sure' | 'likely' | null

/** Selectors of one class or id, `.x`, `#x`, `p.x`, that the page's own style sheets hide. */
export type HidingRules = ReadonlySet<string>

const MAX_STYLES = 500_000

const NOT_SHOWN =
  /(?:^|[;{\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|content-visibility\s*:\s*hidden)/i
const OFF_SCREEN =
  /(?:^|[;{\s])(?:(?:left|right|top|bottom|text-indent|margin-left|margin-top)\s*:\s*-\d{3,}|clip\s*:\s*rect\(\s*[01](?:px)?[\s,]|clip-path\s*:\s*inset\(\s*(?:50|100)%)/i
const CLEAR = /(?:^|[;{\s])(?:color\s*:\s*transparent|opacity\s*:\s*0(?:\.0*)?\s*(?:;|!|\}|$))/i
const ZERO_FONT = /(?:^|[;{\s])font-size\s*:\s*0(?:\.0*)?(?:px|r?em|pt|%|vw)?\s*(?:;|!|\}|$)/i
const NO_SIZE = /(?:^|[;{\s])(?:max-)?(?:width|height)\s*:\s*[01](?:px)?\s*(?:;|!|\}|$)/i
const CLIPPED = /overflow(?:-[xy])?\s*:\s*(?:hidden|clip)/i
const SHOWN = /(?:^|[;{\s])display\s*:\s*(?!none)/i

const SIMPLE_SELECTOR = /^[a-z0-9]*[.#][\w-]+$/i
const HIDDEN_CLASSES = new Set(noise.hidden)

function hides(declarations: string): boolean {
  return (
    NOT_SHOWN.test(declarations) ||
    OFF_SCREEN.test(declarations) ||
    (NO_SIZE.test(declarations) && CLIPPED.test(declarations))
  )
}

/**
 * Collects the simple selectors that hide text. Rules inside `@media` and the like are passed over: whether
 * they hold depends on the screen.
 */
export function readHidingRules(styles: readonly string[]): HidingRules {
  const css = styles
    .join('\n')
    .slice(0, MAX_STYLES)
    .replace(/\/\*[^*]*(?:\*(?!\/)[^*]*)*(?:\*\/|$)/g, '')
  const rules = new Set<string>()
  let at = 0
  while (at < css.length) {
    const open = css.indexOf('{', at)
    if (open < 0) break
    const selectors = css.slice(at, open).trim()
    const close = selectors.startsWith('@') ? endOfBlock(css, open) : css.indexOf('}', open)
    const end = close < 0 ? css.length : close
    if (!selectors.startsWith('@')) applyRule(rules, selectors, css.slice(open + 1, end))
    at = end + 1
  }
  return rules
}

function applyRule(rules: Set<string>, selectors: string, declarations: string): void {
  const hidden = hides(declarations) || ZERO_FONT.test(declarations)
  if (!hidden && !SHOWN.test(declarations)) return
  for (const selector of selectors.split(',').map(part => part.trim())) {
    if (!SIMPLE_SELECTOR.test(selector)) continue
    if (hidden) rules.add(selector)
    else rules.delete(selector)
  }
}

function endOfBlock(css: string, open: number): number {
  let depth = 0
  for (let i = open; i < css.length; i++) {
    if (css[i] === '{') depth++
    else if (css[i] === '}' && --depth === 0) return i
  }
  return -1
}

function isHiddenByRule(tag: string, id: string, classes: readonly string[], rules: HidingRules): boolean {
  if (rules.size === 0) return false
  if (id && (rules.has(`#${id}`) || rules.has(`${tag}#${id}`))) return true
  return classes.some(name => rules.has(`.${name}`) || rules.has(`${tag}.${name}`))
}

/** `hidden md:block` is hidden on a telephone only. */
function isHiddenByName(classes: readonly string[]): boolean {
  return (
    classes.some(name => HIDDEN_CLASSES.has(name)) &&
    !classes.some(name => /:(?:block|flex|grid|inline|contents)/.test(name))
  )
}

/** Whether an element is kept from readers by its attributes, its inline style or the page's style rules. */
export function hidingOf(part: PagePart, rules: HidingRules): Hiding {
  const { tag, attributes } = part
  const hidden = attributes.get('hidden')
  if (hidden !== undefined && hidden !== 'until-found') return 'sure'
  const style = attributes.get('style')
  if (style) {
    if (hides(style)) return 'sure'
    // Lists are given no font size to close the gaps between their items, which have one of their own.
    if (ZERO_FONT.test(style) && !part.hasBlocks) return 'sure'
    if (CLEAR.test(style)) return 'likely'
  }
  if (attributes.get('aria-hidden') === 'true') return 'likely'
  const names = attributes.get('class')
  const classes = names ? names.split(/\s+/) : []
  const isHidden = isHiddenByName(classes) || isHiddenByRule(tag, attributes.get('id') ?? '', classes, rules)
  return isHidden ? 'likely' : null
}
