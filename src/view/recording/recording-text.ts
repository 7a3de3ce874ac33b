import type { OpenRecording } from '../../store/recording/recording.ts';
import type { RecordedTask } from '../../store/recording/survey-facts.ts';
import { count } from '../../words/format.ts';

/** `22.3 kB`, `104.9 MB`: decimal units, as file managers have them. */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  const units = ['kB', 'MB', 'GB'];
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 999.95 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value.toFixed(1)} ${units[unit]}`;
}

/** What there is in a recording, as terms with their values. Counts that are zero and say nothing are left out. */
export function fileFacts(r: OpenRecording): readonly (readonly [term: string, value: string])[] {
  const { report, shown, format, bytes, timed, cpus, taskCount, complete, readTo } = r;
  const facts: [string, string][] = [
    ['Kind', format],
    ['Size', `${sizeText(bytes)}, ${count(report.lines)} ${report.unit}${report.lines === 1 ? '' : 's'}`],
    ['Rows', complete ? count(shown.trace.length) : `${count(shown.trace.length)} so far`],
    ['Calls', complete ? callsText(report.calls, report.unanswered) : count(report.calls)],
  ];
  if (readTo !== null) facts.splice(2, 0, ['Read', `the first ${sizeText(readTo)}, then it was stopped`]);
  if (report.cut) facts.splice(2, 0, ['Cut', 'the file is not whole: nothing is known of what is missing']);
  if (report.unseen > 0)
    facts.push(['Answered by TF-A', `${count(report.unseen)} calls, which its trace does not show`]);
  if (report.orphans > 0) facts.push(['Replies', `${count(report.orphans)} without their call`]);
  if (report.steps > 0) facts.push(['Functions', `${count(report.steps)} events`]);
  if (report.irqs > 0) facts.push(['Interrupts', count(report.irqs)]);
  if (report.logs > 0) facts.push(['Log lines', count(report.logs)]);
  if (!timed) facts.push(['Times', 'none in this file']);
  if (complete) {
    facts.push(['CPUs', cpus.length === 0 ? 'none seen' : cpus.join(', ')]);
    facts.push(['Tasks', count(taskCount)]);
  }
  if (report.lost > 0) facts.push(['Lost', `${count(report.lost)} events, the buffer was full`]);
  return facts;
}

function callsText(calls: number, unanswered: number): string {
  if (calls === 0) return 'none';
  if (unanswered === 0) return calls === 1 ? '1, with its reply' : `${count(calls)}, each with its reply`;
  return `${count(calls)}, ${count(unanswered)} without a reply`;
}

/** `CPU 0`, `CPUs 0 and 1`. */
export function taskCpus({ cpus }: RecordedTask): string {
  if (cpus.length === 1) return `CPU ${cpus[0]}`;
  return `CPUs ${cpus.slice(0, -1).join(', ')} and ${cpus.at(-1)}`;
}
