// Index terms for how names and loanwords sound, the same in every script: Sainsbury, セインズベリー and 세인즈버리 all have
// `~SNSPL`. They find what no word list has; as many words sound alike, they count for less than a translation.
import { fold } from '../../text/fold.ts'
import { stemKorean } from '../../text/terms-ko.ts'
import { openCedict } from './dictionary.ts'
import { latinOfPinyin, romanizeHangul, romanizeKatakana, soundsOf } from './sounds.ts'

/** Characters with which Chinese transcribes foreign names. */
const TRANSCRIBING =
  '阿埃艾爱安昂奥巴拜白班邦包鲍贝本比彼别宾波伯博勃布查茨达戴丹当道德登邓迪底蒂丁东杜顿多恩尔法凡范芳菲费芬丰冯佛弗福夫富盖甘冈高戈哥格根古瓜圭哈海汉汗豪赫亨洪侯胡华怀惠霍基吉加贾简杰金津京居卡凯坎康考科克肯孔库夸奎昆拉莱赖兰朗劳勒雷蕾楞黎里利莉连良列烈林琳龙隆卢鲁路伦罗洛马麦迈曼芒毛梅门蒙孟米密敏明缪摩莫默姆木穆拿纳娜乃奈南瑙内能尼妮涅宁牛纽农努诺欧帕派潘庞佩彭蓬皮平泼珀普奇齐契恰强乔钦琼丘热日荣儒瑞若撒萨塞赛桑瑟森沙莎山珊尚绍舍申圣盛施什石史士斯丝寺苏索所塔泰坦汤唐陶特腾滕提铁汀廷通透图土托瓦万汪旺威韦维卫魏温文翁沃乌伍武西希锡席夏香肖谢辛欣兴雄休许逊雅亚延扬杨耶叶伊依因尤约扎詹章珍芝朱卓兹佐迦娅丽丝黛苔芙萝蒙彻切乍佳迪俄柯奈娄'
const RUNS = new RegExp(
  `(?<han>[${fold(TRANSCRIBING)}]{2,8})|(?<kana>[\\u30a1-\\u30fa\\u30fc]{3,20})|(?<hangul>[\\uac00-\\ud7a3]{2,12})`,
  'gu',
)
const LATIN = /\p{Lu}[\p{Ll}\p{Lu}]{2,20}/gu
/** Shorter rows of sounds are shared by too many words. */
const SHORTEST = 3

/** Sound terms of a text, in its order, repeated as they repeat. */
export function soundTerms(text: string): string[] {
  const found: string[] = []
  // Folding would lose the capitals of names.
  for (const [script, run] of runsOf(text)) {
    const sounds = soundsIn(script, run)
    if (sounds.length >= SHORTEST) found.push(`~${sounds}`)
  }
  return found
}

function runsOf(text: string): [string, string][] {
  const runs: [string, string][] = []
  for (const match of fold(text).matchAll(RUNS)) {
    const { han, kana, hangul } = match.groups!
    if (han !== undefined) runs.push(['han', han])
    else if (kana !== undefined) runs.push(['kana', kana])
    else if (hangul !== undefined) runs.push(['hangul', hangul])
  }
  for (const match of text.matchAll(LATIN)) runs.push(['latin', match[0]])
  return runs
}

function soundsIn(script: string, run: string): string {
  switch (script) {
    case 'kana':
      return soundsOf(romanizeKatakana(run))
    case 'hangul':
      return soundsOf(romanizeHangul(stemKorean(run)))
    case 'han':
      return soundsOf([...run].map(one => latinOfPinyin(openCedict().pinyinOf(one))).join(''))
    default:
      return soundsOf(run)
  }
}

/** The sound terms of one word of a question: as it is written, and without the r and l that other scripts leave out. */
export function soundsOfWord(word: string): string[] {
  const all = soundTerms(word.replace(/^\p{Ll}/u, letter => letter.toUpperCase()))
  const bare = /^[\p{Script=Latin}']+$/u.test(word)
    ? soundsOf(word.toLowerCase().replaceAll(/[rl]+(?![aeiouy])/g, ''))
    : ''
  if (bare.length >= SHORTEST) all.push(`~${bare}`)
  return [...new Set(all)]
}
