// Properties are tried with the same cases at every run, so that a change is judged by what it changed. Other cases:
// ATTACHE_FUZZ=random for new ones each time, or ATTACHE_FUZZ=NUMBER for the seed that a failure printed.
import { configureGlobal } from 'fast-check'

const DEFAULT_SEED = 20_131_203
const wanted = process.env.ATTACHE_FUZZ

if (wanted !== 'random') configureGlobal({ seed: wanted ? Number(wanted) : DEFAULT_SEED })
