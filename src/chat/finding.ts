/** One thing that a check of the settings found. */
export interface Finding {
  /** `fault`: it does not work so. `warning`: it works, not all of it. */
  readonly level: 'ok' | 'warning' | 'fault'
  /** Name of the setting it is about. */
  readonly setting: string
  /** What is so, and what to do where something is wrong. Never holds a secret. */
  readonly words: string
}
