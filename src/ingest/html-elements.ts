// What the HTML standard says of elements, as far as reading a page's text needs it.

const words = (list: string) => new Set(list.split(' '))
/** Elements without content. */
export const VOID = words(
  'area base basefont br col embed frame hr img input keygen link meta param source track wbr',
)
/** Statements about the page. */
export const HEAD_ONLY = words('meta link base')
/** Their content is not text of the page. */
export const DROPPED = words(
  'script style noscript template svg math iframe object canvas video audio select button textarea noembed noframes',
)
/** Without an end tag these swallow the rest of the page, as in a browser: a page cut off within a script. */
export const RAW = words('script style textarea')
/** They shape words, not paragraphs: without a name or style of their own they are left out of the tree. */
export const PLAIN = words(
  'span font b strong em i u s small big mark code tt cite q abbr acronym sub sup label bdi bdo ins kbd var samp',
)
/** The `<meta>` elements that `readMeta` may ask for. */
export const TELLING_META = /title|date|time|pub|issued|creat|site_name|application-name|url|locale|language/i
/** They show no text and shape none. */
export const UNSEEN = words('area basefont col embed img input keygen param source track wbr')
/** Written anew around everything. */
export const STRUCTURE = words('html head body')
/** Elements that begin on a line of their own. */
export const BLOCK = words(
  'address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main menu nav ol p pre section summary table caption colgroup tbody td tfoot th thead tr ul br',
)
/** What holds the parts of a table together. */
export const TABLE_PARTS = words('table caption thead tbody tfoot tr td th')

/** What a start tag closes, and the elements beyond which it does not look. */
export interface Closing {
  readonly closes: ReadonlySet<string>
  readonly within: ReadonlySet<string>
}
const closing = (closes: string, within: string): Closing => ({
  closes: words(closes),
  within: words(within),
})

/** Start tags that end an element left open, as HTML has it: what they close, and how far up they look. */
export const IMPLIED: ReadonlyMap<string, Closing> = new Map([
  ...[
    ...words(
      'address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr main menu nav ol p pre section table ul',
    ),
  ].map(name => [name, closing('p', 'table td th caption button')] as const),
  ['li', closing('li', 'ul ol menu dir table td th')],
  ['dt', closing('dt dd', 'dl table td th')],
  ['dd', closing('dt dd', 'dl table td th')],
  ['td', closing('td th', 'tr table')],
  ['th', closing('td th', 'tr table')],
  ['tr', closing('tr caption', 'table')],
  ['tbody', closing('tbody thead tfoot caption', 'table')],
  ['thead', closing('tbody thead tfoot caption', 'table')],
  ['tfoot', closing('tbody thead tfoot caption', 'table')],
  ['rt', closing('rt rp', 'ruby')],
  ['rp', closing('rt rp', 'ruby')],
  ['a', closing('a', 'table td th p div li')],
])
