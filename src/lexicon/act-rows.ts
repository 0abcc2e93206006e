// The rows of src/lexicon/data/acts.jsonl: what people ask about ("refuse", "urge"), each mapped to one PLOVER type.
import { z } from 'zod'

const stems = z.array(z.string().min(1))
const byTongue = z.strictObject({ zh: stems, ja: stems, ko: stems, en: stems })

/**
 * One act. A stem may carry tags after `@`:
 * `passive` (the surface subject undergoes it: 遭拒), `noun` (English noun, not inflected), `noun2` (a noun so common
 * that it needs two parties), `fixed` (English, not inflected), `past` (English, only the forms that are no noun: bombed, bombing), `with=KIND` (its object must follow,
 * see objects.json), `verb` (English, verb forms only), `weak` (a hint,
 * no claim), `deep` (one step up the tone ladder), `must` (its subject is the one who must: 中国必须撤回),
 * `arms` (a verb that needs a missile, rocket or satellite as its object), `judged` (its subject is what the speaker judges: 迈出了第一步), `propose`
 * (talks are proposed only if the object says so), `content` (as `embeds: content`). Korean stems stand at the beginning of a word unless they
 * begin with `~`; English ones are inflected by the matcher.
 */
const actRow = z.strictObject({
  id: z.string().regex(/^ACT\.[a-z_]+$/),
  type: z.literal('act'),
  plover: z.string(),
  mode: z.string().nullable(),
  /** Who takes part: `symmetric` both sides act together, `directed` one does it to another, `speech` one says it, `solo`. */
  frame: z.enum(['symmetric', 'directed', 'speech', 'solo']),
  /**
   * What becomes of an act told inside this one's object: `content` it is only asked, promised or refused, no claim;
   * `fact` it is taken as having happened when its doer is named; `denied`; `open` left unsaid.
   */
  embeds: z.enum(['content', 'fact', 'denied', 'open']).optional(),
  /** Step on the tone ladder: 1 note, 2 concern, 3 deep concern, 4 regret, 5 protest, 6 condemn. */
  intensity: z.number().int().min(1).max(6).optional(),
  /** How a digest names it. */
  labels: z.strictObject({
    en: z.string(),
    'zh-Hans': z.string(),
    'zh-Hant': z.string(),
    ja: z.string(),
    ko: z.string(),
  }),
  stems: byTongue,
  /** Longer strings inside which a stem is not this act (拒绝评论 is no refusal). */
  not: byTongue.partial().optional(),
})

/** An act with its stems, frame and PLOVER type: acts.jsonl. */
export type ActRow = z.infer<typeof actRow>
/** Parses one row of acts; throws a ZodError on any fault. */
export const ActRow: z.ZodType<ActRow> = actRow
