// How often bytes are decoded into exactly the text that was encoded: undeclared, rightly and wrongly declared.
import { existsSync, readFileSync } from 'node:fs'
import { decodeBytes } from '../../src/ingest/charset.ts'
import { encode, TEST_CHARSETS, type TestCharset } from '../helpers/encode.ts'
import type { EvalResult, EvalRow } from './result.ts'

export type Family = 'zh-Hans' | 'zh-Hant' | 'ja' | 'ko' | 'latin'

/** Short news, written for this project; most are about 60 to 120 bytes in a two-byte encoding. */
export const NEWS: Readonly<Record<Family, readonly string[]>> = {
  'zh-Hans': [
    '三国外长十一日在海滨城市举行会谈，同意在本月内恢复中断一年多的外交热线。',
    '首相在记者会上说，不能接受单方面改变现状的做法，希望盟友步调一致。',
    '据样本通讯社报道，总统曾强烈要求日方为修复两国关系采取行动。',
    '发言人表示，制裁不在议程之内；她没有回答记者关于赔偿问题的提问。',
    '美韩两国军队十六日起举行为期十天的联合演习，朝鲜称此举是“挑衅”。',
    '新华网首尔5月12日电 韩国法院当天判决企业向原告赔偿1亿韩元。',
    '分析认为，此举意在牵制邻国，而不是为谈判创造条件。(完)',
    '副总统结束访问后前往北京，全程被媒体追问防空识别区问题。',
    '　　中方对此表示严重关切，已向日方提出严正交涉。',
    '两国领导人通电话，就半岛局势和三边合作交换了意见。',
  ],
  'zh-Hant': [
    '三國外長十一日在海濱城市舉行會談，同意在本月內恢復中斷一年多的外交熱線。',
    '首相在記者會上說，不能接受單方面改變現狀的做法，希望盟友步調一致。',
    '據範例通訊社報導，總統曾強烈要求日方為修復兩國關係採取行動。',
    '發言人表示，制裁不在議程之內；她沒有回答記者關於賠償問題的提問。',
    '美韓兩國軍隊十六日起舉行為期十天的聯合演習，北韓稱此舉是「挑釁」。',
    '〔記者周明／首爾報導〕南韓法院當天判決企業向原告賠償1億韓元。',
    '學者認為，熱線比聲明更重要，但能維持多久仍待觀察。',
    '國防部說，兩國防長以熱線談了四十分鐘，氣氛專業而坦誠。',
    '　　外交部長在立法院答詢時強調，政府立場沒有改變。',
    '白宮官員透露，三方領袖將在高峰會後發表共同聲明。',
  ],
  ja: [
    '日米韓の外相は11日、海沿いの街で会談し、今秋に再び会うことで合意した。',
    '首相は記者団に「一方的な現状変更の試みは受け入れられない」と述べた。',
    '韓国大統領府は8日、大統領の訪日を「検討している」と明らかにした。',
    '政府は同日、国家安全保障会議を開き、ミサイル発射への対応を協議した。',
    '官房長官は午前の会見で、歓迎するが現時点で決まったことはないと語った。',
    '見本通信によると、米国務省高官は制裁について「議題ではない」と説明した。',
    '【ソウル支局】最高裁は30日、企業に賠償を命じる判決を言い渡した。',
    '専門家は、声明よりもホットラインの再開に意味があるとみている。',
    '　外務省は大使を呼び、竹島をめぐる動きに強く抗議した。',
    '両首脳は電話で約30分間、地域情勢をめぐり意見を交わした。',
  ],
  ko: [
    '한국과 미국, 일본 외교장관은 11일 회담을 열고 외교 핫라인을 다시 잇기로 했다.',
    '총리는 기자회견에서 "일방적인 현상 변경은 받아들일 수 없다"고 말했다.',
    '대변인은 제재는 의제가 아니었다며 추가로 논의할 계획도 없다고 밝혔다.',
    '북한이 1일 오전 동해상으로 미사일을 쏘았다고 합동참모본부가 밝혔다.',
    '대법원은 30일 일본 기업이 피해자에게 1억원씩 배상하라고 판결했다.',
    '보기통신은 미국 고위 당국자를 인용해 양국이 합의에 가까워졌다고 보도했다.',
    '전문가들은 공동성명보다 핫라인 복원의 의미가 크다고 평가했다.',
    '정부는 이날 국가안전보장회의를 열어 대응 방안을 논의했다.',
    '[서울=보기일보] 외교부는 일본 대사를 불러 강하게 항의했다.',
    '펩시콜라 캔을 든 대변인은 웃으며 똑같은 대답을 되풀이했다.',
  ],
  latin: [
    'The minister said “we’re ready” — and that was all he’d say about the talks in Seoul.',
    'Le président a déclaré à Genève que l’accord était « nécessaire » et qu’il serait signé.',
    'Der Außenminister sagte, die Gespräche über das Abkommen würden im März fortgeführt.',
    'El presidente viajó a España; ¿qué dirá mañana el señor Núñez sobre la cumbre?',
    'The ministers agreed on Sunday to reopen a hotline that had been silent for a year.',
    'As negociações avançarão, não há dúvida, disse o porta-voz em São Paulo.',
  ],
}

/** Texts below this length in bytes are not promised. */
const LEAST_BYTES = 60
const DATA = new URL('../../../shared/data/clir/ntrex/', import.meta.url)
const DATA_FILES: Readonly<Partial<Record<Family, string>>> = {
  'zh-Hans': 'passages.zh.jsonl',
  'zh-Hant': 'passages.zht.jsonl',
  ja: 'passages.ja.jsonl',
  ko: 'passages.ko.jsonl',
}

type Declaring = 'undeclared' | 'rightly declared' | 'wrongly declared'

const labelOf = (charset: TestCharset) => charset.replace('-bom', '')

function labelsFor(charset: TestCharset, declaring: Declaring): (string | null)[] {
  if (declaring === 'undeclared') return [null]
  if (declaring === 'rightly declared') return [labelOf(charset)]
  return TEST_CHARSETS.map(labelOf).filter(
    (label, i, all) => all.indexOf(label) === i && label !== labelOf(charset),
  )
}

interface Tally {
  right: number
  n: number
  readonly failures: string[]
}

function measure(texts: readonly string[], declaring: Declaring, name: string): Tally {
  const tally: Tally = { right: 0, n: 0, failures: [] }
  for (const text of texts)
    for (const charset of TEST_CHARSETS) {
      const bytes = encode(text, charset)
      if (!bytes || bytes.length < LEAST_BYTES) continue
      for (const declared of labelsFor(charset, declaring)) {
        const decoded = decodeBytes(bytes, { declared })
        tally.n++
        if (decoded.text === text) tally.right++
        else
          tally.failures.push(
            `${name} ${charset} declared ${declared}: read as ${decoded.charset}: ${text.slice(0, 40)}`,
          )
      }
    }
  return tally
}

/** Slices of 40 characters from the beginning, middle and end of the passages of a file. */
function readSlices(file: URL): string[] {
  const passages = readFileSync(file, 'utf8').trim().split('\n')
  return passages.flatMap(line => {
    const text: string = JSON.parse(line).text
    return [0, 1, 2].map(third => {
      const at = Math.floor((text.length * third) / 3)
      return text
        .slice(at, at + 40)
        .toWellFormed()
        .replaceAll('\ufffd', '')
    })
  })
}

function rowOf(measureName: string, tally: Tally, goal: number, note: string): EvalRow {
  return { measure: measureName, value: tally.n === 0 ? 0 : tally.right / tally.n, goal, n: tally.n, note }
}

/** Shares decoded exactly, per family and way of declaring. */
export async function run(): Promise<EvalResult> {
  const rows: EvalRow[] = []
  const failures: string[] = []
  for (const declaring of ['undeclared', 'rightly declared', 'wrongly declared'] as const)
    for (const [family, texts] of Object.entries(NEWS)) {
      const tally = measure(texts, declaring, family)
      rows.push(rowOf(`exact, ${family}, ${declaring}`, tally, 0.99, 'every charset able to hold the text'))
      failures.push(...tally.failures)
    }
  for (const [family, name] of Object.entries(DATA_FILES)) {
    const file = new URL(name, DATA)
    if (!existsSync(file)) {
      rows.push({
        measure: `exact, ${family}, slices`,
        value: 0,
        goal: null,
        n: 0,
        note: 'shared data is not here',
      })
      continue
    }
    const slices = readSlices(file)
    for (const declaring of ['undeclared', 'wrongly declared'] as const) {
      const tally = measure(slices, declaring, `NTREX ${family}`)
      rows.push(rowOf(`exact, ${family}, ${declaring}, slices`, tally, 0.99, 'NTREX-128, 40 characters each'))
      failures.push(...tally.failures)
    }
  }
  return { set: 'charsets', rows, failures }
}
