// Short reports in four languages that several tests ask about, by the name of their file.

/** Three refusals as a list, in Chinese. */
export const REQUESTS = `拜登未答应安倍三项要求

北斗通信东京2013年12月5日电 据日本《潮见新闻》报道，美国副总统拜登拒绝了日本首相安倍晋三提出的三项要求：

第一、拜登拒绝发表联合声明。

第二、拜登拒绝要求中国撤回防空识别区。

第三、拜登拒绝阻止航空公司提交飞行计划。`

/** One side says that the other apologised, the other denies it; in Japanese. */
export const APOLOGY = `日韓、謝罪めぐり食い違い

【ソウル＝みさき時報】韓国大統領府高官は2019年11月24日、日本政府が発表内容について韓国に謝罪したと述べた。

菅義偉官房長官は25日の会見で、日本政府が韓国に謝罪したとの説明を否定した。`

/** A visit, and an apology that was not made; in Korean. */
export const BOMB = `오바마, 히로시마 방문

버락 오바마 미국 대통령은 2016년 5월 27일 히로시마를 방문했다. 오바마 대통령은 원폭 투하에 대해 사과하지 않았다.`
