// A simulated year with two crashes a day, across the clock changes of three zones.
import { runYear } from '../test/digests/year.ts'
import { type BenchResult, figure, figureWithGoal } from './figures.ts'

/** Seoul and Shanghai without clock changes, New York and London with two each. */
export async function run(): Promise<BenchResult> {
  const report = await runYear('2024-01-01T00:00:00Z', 366, 2, 7)
  return {
    bench: 'kill-year',
    command: 'npm run bench -- kill-year',
    figures: [
      figureWithGoal(
        'digests lost',
        report.lost.length,
        'slots',
        { atMost: 0 },
        report.lost.slice(0, 3).join('; '),
      ),
      figureWithGoal('messages posted twice', report.repeated.length, 'messages', { atMost: 0 }),
      figureWithGoal('in a wrong language', report.wrongLanguage.length, 'digests', { atMost: 0 }),
      figure('slots that came due', report.due, 'slots', 'a leap year; Seoul, Shanghai, New York, London'),
      figure('crashes', report.crashes, 'crashes', 'each followed by one to two minutes of nothing'),
      figure(
        'more than ten minutes late',
        report.late,
        'digests',
        `the worst ${report.worstMinutes.toFixed(1)} minutes: a lease that a crash left behind has to run out`,
      ),
    ],
  }
}
