// Years counted from something else than the common era. First years: the era's year 1.

/** Year 1 of each era that the press of the region uses; keys are folded by the caller. */
export const ERAS: Readonly<Record<string, number>> = {
  令和: 2019,
  平成: 1989,
  昭和: 1926,
  大正: 1912,
  明治: 1868,
  // Republic of China years, in use in Taiwan.
  民国: 1912,
  // Dangun years of the older Korean press: 단기 4356 is 2023.
  단기: -2332,
  檀纪: -2332,
  // Juche years of the DPRK press: 주체 102 is 2013.
  주체: 1912,
  主体: 1912,
  公元: 1,
  西历: 1,
  西暦: 1,
  서기: 1,
}

/** Common-era year of the nth year of an era, or null when that is no year the press could mean. */
export function eraYear(era: string, nth: number): number | null {
  const first = ERAS[era]
  if (first === undefined || nth < 1) return null
  const year = first + nth - 1
  return year >= 1 && year <= 2200 ? year : null
}
