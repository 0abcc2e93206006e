import rules from './data/questions.json' with { type: 'json' }

/** Words for two to five in the four languages, by number: a folded pattern's alternatives. */
export const counts: Readonly<Record<string, string>> = rules.counts
