// Text from outside, marked so that whoever reads it next can tell it from instructions.
import { createHash } from 'node:crypto'

/** Data between marks that nothing inside can know or end. */
export function markData(parts: readonly (readonly [name: string, text: string])[]): string {
  const plain = parts.map(([name, text]) => [name, disarm(text)] as const)
  const mark = createHash('sha256').update(JSON.stringify(plain)).digest('hex').slice(0, 8)
  return plain.map(([name, text]) => `<${name} data-${mark}>\n${text}\n</${name} data-${mark}>`).join('\n')
}

/** Without the signs that marks are made of, and without characters that nobody sees. */
function disarm(text: string): string {
  return text
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
    .replaceAll(/[\p{Cf}\p{Co}\p{Cs}]|(?!\n)\p{Cc}/gu, '')
}
