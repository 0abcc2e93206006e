// Invented short reports to build pages from, two or three in each language; no news.
import type { Ingredient } from './separate-mixes.ts'

export const ARTICLES: readonly Ingredient[] = [
  {
    id: 'zh-ferry',
    lang: 'zh-Hans',
    title: '釜山至福冈渡轮航线下月恢复',
    paragraphs: [
      '韩国海洋水产部五日宣布，釜山至福冈的渡轮航线将于下月恢复，首班渡轮可载客四百人。',
      '该航线三年前因客流骤减停航。海洋水产部说，恢复航线后每天往返一班，票价与停航前相同。',
      '福冈市长高岛表示欢迎，称渡轮旅客将给港口周边商店带来生意，市里正在修缮客运码头。',
      '渡轮公司说，停航期间船员大多转岗，目前正重新招募，首批船员已在釜山受训。',
      '两地旅行社已经开始出售渡轮套票，福冈的旅馆说预订比去年增加三成。',
    ],
  },
  {
    id: 'zh-radar',
    lang: 'zh-Hans',
    title: '日本国会审议雷达预算 在野党质疑价格',
    paragraphs: [
      '日本众议院预算委员会三日审议新型警戒雷达的采购预算，在野党质疑价格比最初估算高出一倍。',
      '防卫大臣答辩说，雷达价格上涨是因为汇率和零部件涨价，采购数量不会减少。',
      '在野党议员要求公布与厂商的合同。防卫省称合同涉及机密，只能向委员会理事说明。',
      '预算委员会决定下周传唤厂商负责人，就雷达的交付时间和性能作证。',
      '防卫省计划在北部两处基地部署这种雷达，当地议会尚未表态。',
    ],
  },
  {
    id: 'zh-rice',
    lang: 'zh-Hans',
    title: null,
    paragraphs: [
      '泰国商务部长四日说，今年稻米出口量将创十年新高，主要买家是菲律宾和印度尼西亚。',
      '泰国稻农协会警告，水库蓄水不足，下一季稻米可能减产，出口商不应签订过多远期合同。',
      '菲律宾农业部说，进口稻米的关税维持不变，以压低马尼拉市场的米价。',
      '曼谷的出口商则说，印度恢复稻米出口后价格已经回落，稻农惜售，收购困难。',
      '商务部表示将动用储备稻米，确保已经签约的出口按时装船。',
    ],
  },
  {
    id: 'en-fishery',
    lang: 'en',
    title: 'Squid quotas cut as talks on shared waters fail',
    paragraphs: [
      'Fishery officials from the two countries failed on Thursday to agree on squid quotas in the shared waters, and each side said it would set its own.',
      'Squid catches have fallen by half in five years. Biologists blame warmer water, while trawler owners blame poachers from a third country.',
      'The fishery cooperative in Pohang said that smaller quotas would leave forty trawlers in port through the winter.',
      'Japanese squid boats will keep a quota of six thousand tons, the fisheries agency said, unless biologists report a worse season.',
      'The officials are to meet again in March, when new counts of young squid are expected.',
    ],
  },
  {
    id: 'en-museum',
    lang: 'en',
    title: 'Museum in Nara to return bronze bell to temple in Gongju',
    paragraphs: [
      'A museum in Nara will return a bronze bell of the Baekje kingdom to the temple in Gongju from which it was taken, its director announced on Monday.',
      'The bell, which weighs two tons, has hung in a hall of the museum since 1912. Monks from the temple first asked for it in 1965.',
      'The director said that the museum had found letters showing that a colonial governor had given the bell away without asking the monks.',
      'A copy of the bell, cast in Kyoto with the help of a laser scan, will take its place in the hall.',
      'The temple plans to ring it on the birthday of the Buddha, and has invited the director and the mayor of Nara.',
    ],
  },
  {
    id: 'ja-train',
    lang: 'ja',
    title: '高速鉄道の車両輸出、入札やり直しへ',
    paragraphs: [
      'インドネシア政府は四日、高速鉄道の車両調達をめぐる入札をやり直すと発表した。応札した二社の書類に不備があったという。',
      '入札には日本の車両メーカーと中国の車両メーカーが参加していた。価格差は一割ほどとみられる。',
      '日本の車両メーカーは「書類は求めに応じて提出した」と説明し、再入札にも応じる方針だ。',
      '高速鉄道は首都と東部の都市を結ぶ計画で、運輸省は開業時期を二年遅らせることも検討している。',
      '再入札の締め切りは十月で、車両の試験は来年になる見通しだ。',
    ],
  },
  {
    id: 'ja-island',
    lang: 'ja',
    title: '離島の診療所、海底ケーブルで遠隔手術',
    paragraphs: [
      '長崎県の離島にある診療所で三日、本土の病院の医師がロボットを動かす遠隔手術が行われた。',
      '手術を受けたのは島の漁師で、術後の経過は良好だという。医師は百キロ離れた病院から操作した。',
      '県は診療所と病院を結ぶ海底ケーブルを昨年敷設した。遅れは千分の十秒に抑えられた。',
      '島には外科の医師がおらず、患者はこれまで船で本土の病院へ運ばれていた。',
      '県は来年度、ほかの離島の診療所にもロボットを置く予定だ。',
    ],
  },
  {
    id: 'ko-bridge',
    lang: 'ko',
    title: '두만강 새 다리, 내년 봄 착공',
    paragraphs: [
      '러시아 교통부는 5일 두만강을 건너는 자동차 다리를 내년 봄에 착공한다고 밝혔다. 길이는 850미터다.',
      '지금 두만강에는 철교만 있어 화물차가 건널 수 없다. 다리가 놓이면 화물차로 하루 300대가 오갈 수 있다.',
      '다리 공사비는 러시아가 낸다. 교통부는 시공사를 이달 안에 정하겠다고 설명했다.',
      '국경 세관도 새로 짓는다. 화물차 검사에 걸리는 시간을 절반으로 줄이는 것이 목표다.',
      '교통부는 다리가 2년 뒤 완공될 것으로 내다봤다.',
    ],
  },
  {
    id: 'ko-kimchi',
    lang: 'ko',
    title: '배추값 급등에 김치 수입 늘어',
    paragraphs: [
      '배추값이 한 달 새 두 배로 오르면서 김치 수입이 크게 늘었다고 농림축산식품부가 4일 밝혔다.',
      '폭염으로 고랭지 배추 수확이 줄었다. 도매시장의 배추 한 포기 값은 9천 원을 넘었다.',
      '식당들은 국산 김치 대신 수입 김치를 쓰거나 김치 대신 단무지를 내놓고 있다.',
      '농림축산식품부는 비축한 배추를 풀고 김장철에 앞서 수입 배추를 들여오기로 했다.',
      '농민 단체는 수입을 늘리면 가을배추 값이 폭락할 것이라고 우려했다.',
    ],
  },
]

/** The articles of one language. */
export function articlesIn(lang: Ingredient['lang']): Ingredient[] {
  return ARTICLES.filter(article => article.lang === lang)
}
