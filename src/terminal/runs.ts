import type { Span, Spans } from '../chat/reply.ts'
import { type Run, run, type Style } from './style.ts'

/** Spans as runs; a citation is set off by a space and never begins a line. */
export function runsOf(spans: Spans, style: Style = 'plain'): Run[] {
  return spans.map((span, i) => runOf(span, style, spans[i - 1]?.kind === 'citation'))
}

function runOf(span: Span, style: Style, afterCitation: boolean): Run {
  switch (span.kind) {
    case 'text':
      return run(span.text, style)
    case 'emphasis':
      return run(span.text, 'strong')
    case 'code':
      return run(span.text, 'code')
    case 'citation':
      return { text: `${afterCitation ? '' : ' '}[${span.n}]`, style: 'number', glued: true }
  }
}
