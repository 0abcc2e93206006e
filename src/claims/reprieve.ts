// An ending that is itself put off: "decided to suspend the termination", 停止终止, 終了通告の効力を停止, 종료 통보의 효력을
// 정지. The pact goes on: nothing was terminated, and the suspension is no act against anyone.
import type { Tongue } from '../model/language.ts'
import type { Trigger } from './content.ts'

/** Acts by which something ends. */
const ENDING = new Set(['ACT.terminate', 'ACT.suspend_trade', 'ACT.withdraw'])
const END: Readonly<Record<Tongue, RegExp>> = {
  zh: /(?:终止|废除|废弃|终结|中止)(?:通知|决定|通告|的?效力)?/,
  ja: /(?:終了|破棄|失効|打ち切り)/,
  ko: /(?:종료|파기|폐기)/,
  en: /\b(?:terminat\w+|expiration|expiry|withdrawal|exit|end(?:ing)?|pull(?:ing)? out|scrapping|cancellation)\b/i,
}
const PAUSE: Readonly<Record<Tongue, RegExp>> = {
  zh: /(?:暂缓|暂停|停止|中止|推迟|搁置|收回|撤回|撤销|延缓|冻结)/,
  ja: /(?:停止|凍結|猶予|保留|見合わせ|延期|撤回|先送り|棚上げ|回避|取り消)/,
  ko: /(?:정지|유예|보류|중단|연기|철회|번복|취소)/,
  en: /\b(?:suspend\w*|suspension|halt\w*|fr[eo]ez\w*|froze|postpon\w*|delay\w*|defer\w*|shelv\w*|revers\w*|rescind\w*|revok\w*|withdr[ae]w\w*|put(?:ting)? (?:off|on hold)|hold(?:ing)? off(?: on)?|call(?:ed|ing)? off|avert\w*|back(?:ed|ing)? (?:away|off) from)\b/i,
}
const BETWEEN: Readonly<Record<Tongue, RegExp>> = {
  zh: /^(?:了|对|与|同|此前|原定|执行|实施|[^,.;:]{0,24}的?)$/,
  ja: /^(?:(?:させる|する)(?:とした|との|という)[^、。]{0,6})?(?:通告|通知|手続き?|決定)?(?:の効力|の決定)?(?:を|の)(?:条件付きで|一時|当面|事実上|いったん)*$/,
  ko: /^(?:\s?(?:통보|결정|통지|조치))?(?:의\s?효력|\s효력)?[을를의]?\s?(?:조건부로\s|일시\s|잠정\s)?$/,
  en: /^\s(?:the|its|their|this|that|a|any|south korea['’]s|seoul['’]s|tokyo['’]s|japan['’]s|planned|effect of|decision to|notice of|plans? to|\s|impending|of)*$/i,
}

/** The triggers of a sentence without the pauses that only put an ending off; the ending itself is marked `paused`. */
export function settleReprieves(
  sentence: string,
  triggers: readonly Trigger[],
  tongue: Tongue,
): { readonly triggers: Trigger[]; readonly paused: ReadonlySet<Trigger> } {
  const paused = new Set<Trigger>()
  if (triggers.every(one => one.act.id !== 'ACT.terminate')) return { triggers: [...triggers], paused }
  const pauses = rangesOf(sentence, PAUSE[tongue])
  const dropped = new Set<Trigger>()
  for (const trigger of triggers) {
    if (trigger.act.id !== 'ACT.terminate') continue
    if (!END[tongue].test(sentence.slice(trigger.place.start, trigger.place.end))) continue
    const pause = pauses.find(one => pausesEnding(sentence, one, trigger, tongue))
    if (pause === undefined) continue
    paused.add(trigger)
    for (const other of triggers) {
      const { start, end } = other.place
      if (other !== trigger && ENDING.has(other.act.id) && start < pause.end && pause.start < end)
        dropped.add(other)
    }
  }
  return { triggers: triggers.filter(one => !dropped.has(one)), paused }
}

function pausesEnding(
  sentence: string,
  pause: { start: number; end: number },
  ending: Trigger,
  tongue: Tongue,
): boolean {
  const before = tongue === 'zh' || tongue === 'en'
  const gap = before
    ? sentence.slice(pause.end, ending.place.start)
    : sentence.slice(ending.place.end, pause.start)
  const ordered = before ? pause.end <= ending.place.start : ending.place.end <= pause.start
  return ordered && gap.length <= 40 && BETWEEN[tongue].test(gap)
}

function rangesOf(text: string, pattern: RegExp): { start: number; end: number }[] {
  return [...text.matchAll(new RegExp(pattern, 'gi'))].map(found => ({
    start: found.index,
    end: found.index + found[0].length,
  }))
}
