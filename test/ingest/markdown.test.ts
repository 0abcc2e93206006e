import { describe, expect, test } from 'vitest'
import { markdownText, markdownTitle } from '../../src/ingest/markdown.ts'

describe('markdownText', () => {
  const cases: readonly (readonly [what: string, source: string, text: string])[] = [
    ['headings', '# One\n## Two ##\nText.\nMore.', 'One\n\nTwo\n\nText.\nMore.'],
    ['underlined headings', 'One\n===\nText.\n\nTwo\n---\nMore.', 'One\n\nText.\n\nTwo\n\nMore.'],
    ['a number sign that is none', '#1 in the list\nC# ##', '#1 in the list\nC# ##'],
    ['emphasis', 'A *b* **c** _d_ __e__ ~~f~~ ***g***', 'A b c d e f g'],
    ['marks that are none', 'a * b, 2*3, snake_case_name, **', 'a * b, 2*3, snake_case_name, **'],
    ['emphasis between characters without spaces', '会談で**合意した**という。', '会談で合意したという。'],
    [
      'links',
      '[a](http://x.y "t") [b][1] <https://z.y/a> ![alt](i.png)\n\n[1]: http://q.r "T"',
      'a b https://z.y/a alt',
    ],
    ['a linked image', '[![alt](i.png)](http://x.y)', 'alt'],
    ['an address with brackets', '[a](http://x.y/b_(c)) d', 'a d'],
    ['brackets that are no link', '[Seoul=Sample] text (a)', '[Seoul=Sample] text (a)'],
    [
      'code',
      'Use `a*b*c` here.\n\n```js\nlet a = **b**\n\n# c\n```\nAfter.',
      'Use a*b*c here.\n\nlet a = **b**\n\n# c\nAfter.',
    ],
    ['escapes', '\\*not\\* \\[a\\](b) 1\\. x', '*not* [a](b) 1. x'],
    [
      'lists',
      'Intro.\n- one\n* two\n  + three\n- [x] done\n1. first\n2) second\n',
      'Intro.\n\none\n\ntwo\n\nthree\n\ndone\n\n1. first\n\n2) second',
    ],
    ['quotations', '> said\n> he\n>\n> > and she', 'said\nhe\n\nand she'],
    ['rules', 'a\n\n---\n\n* * *\n\nb', 'a\n\nb'],
    ['tables', '| a | b |\n|---|:-:|\n| **1** | 2 |', 'a | b\n\n1 | 2'],
    ['comments and tags', 'a <!-- x\ny --> b <br> <span class="x">c</span>', 'a  b  c'],
    ['a smaller sign', 'a < b and c > d, <3', 'a < b and c > d, <3'],
    ['full-width indentation', '　　他表示，会谈有益。', '　　他表示，会谈有益。'],
    ['a fence left open', '```\ncode', 'code'],
    ['nothing', '', ''],
    ['only marks', '---\n\n***\n', ''],
  ]
  for (const [what, source, text] of cases)
    test(what, () => {
      expect(markdownText(source)).toBe(text)
    })

  test('long lines of marks take no long time', () => {
    for (const unit of ['[', '[a](', '*a', '**a', '`', '![', '<a', '_a', '~~a', '\\', '|', '> ', '# '])
      expect(typeof markdownText(unit.repeat(50_000))).toBe('string')
  })
})

test('markdownTitle is a first-level heading at the very top', () => {
  expect(markdownTitle('\n# A **bold** title #\n\ntext')).toBe('A bold title')
  expect(markdownTitle('Title\n=====\ntext')).toBe('Title')
  expect(markdownTitle('## Second level\n')).toBeNull()
  expect(markdownTitle('text\n# later')).toBeNull()
  expect(markdownTitle('#\n')).toBeNull()
})
