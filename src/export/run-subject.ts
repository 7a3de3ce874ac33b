import { encodeLink } from '../scenario/encode-link.ts';
import { scenarioText } from '../scenario/json.ts';
import { MODEL_REVISION } from '../scenario/model-revision.ts';
import type { Run } from '../scenario/types.ts';
import { outcomeTexts, runText } from '../words/run-facts.ts';
import type { Subject } from './subject.ts';

/** A run as what is taken away. `link` opens it: of its scenario alone where none is given. */
export async function runSubject(r: Run, link?: string): Promise<Subject> {
  return {
    title: r.scenario.title,
    facts: [runText(r), ...outcomeTexts(r)],
    trace: r.trace,
    history: r.history,
    link: link ?? (await encodeLink(r.scenario)),
    revision: MODEL_REVISION,
    run: {
      outcome: () => JSON.stringify(r.outcome),
      scenario: () => scenarioText(r.scenario, { full: true }).trimEnd(),
    },
  };
}
