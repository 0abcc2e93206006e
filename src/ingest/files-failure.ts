/** Why a file, or a record in it, was not read. */
export type SkipReason =
  | 'missing'
  | 'unreadable'
  | 'not_a_file'
  | 'unknown_type'
  | 'nothing_to_read'
  | 'empty'
  | 'too_large'
  | 'binary'
  | 'bad_record'
  | 'export'
  | 'no_text'

/** Something that was to be read and was not; everything else goes on. */
export interface ReadFailure {
  readonly path: string
  /** One line without the path: what is wrong and what to do. */
  readonly problem: string
  readonly skipped: SkipReason
  /** 1-based line of a JSON Lines file, where the failure is one of a line. */
  readonly line?: number
}

/** Tells a failure from the items it comes among. */
export function isReadFailure(value: object): value is ReadFailure {
  return 'problem' in value && 'skipped' in value
}

export function failure(path: string, skipped: SkipReason, problem: string, line?: number): ReadFailure {
  return line === undefined ? { path, problem, skipped } : { path, problem, skipped, line }
}

const CODES: Readonly<Record<string, readonly [SkipReason, string]>> = {
  ENOENT: ['missing', 'there is no such file or folder; check the path'],
  ENOTDIR: ['missing', 'there is no such file or folder; check the path'],
  EACCES: ['unreadable', 'no permission to read it; change its permissions or its owner'],
  EPERM: ['unreadable', 'no permission to read it; change its permissions or its owner'],
  EISDIR: ['not_a_file', 'it is a folder where a file was expected; name the folder itself'],
  ELOOP: ['unreadable', 'its symbolic links lead in a circle; remove the circle'],
  ENAMETOOLONG: ['unreadable', 'its path is too long for this system; shorten it'],
  ENXIO: ['not_a_file', 'it is a socket or a device, not a file; remove it from the list'],
  EMFILE: ['unreadable', 'too many files are open; raise the limit (ulimit -n) and try again'],
  EIO: ['unreadable', 'the disk reported an error while reading it; check the disk'],
}

/** What the file system threw, in words for the person who named the file. */
export function failureOf(path: string, error: unknown): ReadFailure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const known = CODES[code]
  if (known) return failure(path, known[0], known[1])
  const reason = error instanceof Error ? error.message.split('\n', 1)[0] : String(error)
  return failure(path, 'unreadable', `it could not be read (${reason}); check the file and try again`)
}

/** A size for a person: `20 MB`. */
export function megabytes(bytes: number): string {
  const value = bytes / 1_000_000
  return `${value >= 10 ? Math.round(value) : Math.round(value * 10) / 10} MB`
}
