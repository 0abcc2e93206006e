/**
 * A fault that the person at the keyboard or in the channel can do something about.
 * The message is one line in their words: what is wrong, where, and what to do.
 */
export class UserError extends Error {
  override readonly name = 'UserError'
  /** Exit code of the command line: 1 failed, 2 wrong usage. */
  readonly exitCode: 1 | 2

  constructor(message: string, options: { cause?: unknown; exitCode?: 1 | 2 } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.exitCode = options.exitCode ?? 1
  }
}

/** The first line of whatever was thrown, for a log or a one-line report. */
export function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return text.split('\n', 1)[0] ?? ''
}
