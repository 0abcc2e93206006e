/** The five written forms Attaché reads and writes. Chinese is told apart by script, as readers do. */
export type Lang = 'zh-Hans' | 'zh-Hant' | 'ja' | 'ko' | 'en'

export const LANGS: readonly Lang[] = ['zh-Hans', 'zh-Hant', 'ja', 'ko', 'en']

/** A language regardless of script: what rules are written for. */
export type Tongue = 'zh' | 'ja' | 'ko' | 'en'

export function tongueOf(lang: Lang): Tongue {
  return lang === 'zh-Hans' || lang === 'zh-Hant' ? 'zh' : lang
}
