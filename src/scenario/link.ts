import { fail, ok, type Result } from '../base/result.ts';
import { decodeScenario } from './codec.ts';
import { decodeView, type LinkView } from './link-view.ts';
import { revisionNotes } from './model-revision.ts';
import type { Scenario } from './types.ts';

export { encodeLink } from './encode-link.ts';
export { isLink } from './is-link.ts';
export type { LinkView } from './link-view.ts';

export interface OpenedLink {
  readonly scenario: Scenario;
  readonly view: LinkView;
  /** The scenario that this one was forked from, where the link holds both. */
  readonly base?: Scenario;
  /** Sentences that a person should see: an older model, a part of the view that was left out. */
  readonly notes: readonly string[];
}

/**
 * The scenario and the view of a link: the fragment with or without `#`, or a whole address. A damaged link is one
 * clear problem and never another scenario; a view that is not understood is left out with a note. No link has white
 * space in it, so one that a mail broke over lines is joined again.
 */
export async function decodeLink(link: string): Promise<Result<OpenedLink>> {
  const whole = link.replace(/\s+/g, '');
  const fragment = whole.slice(whole.lastIndexOf('#') + 1);
  // Some programs write & as it stands in HTML.
  const parts = fragment.replaceAll('&amp;', '&').split('&');
  const at = parts.findIndex((p) => p.startsWith('s='));
  if (at < 0) return fail('the link carries no scenario.', 'the link', 'A link of FF-A Scope has #s= in it.');
  const scenario = await decodeScenario((parts[at] as string).slice(2));
  if (!scenario.ok) return scenario;
  const from = parts.findIndex((p) => p.startsWith('b='));
  const base = from < 0 ? null : await decodeScenario((parts[from] as string).slice(2));
  const view = decodeView(parts.filter((_, i) => i !== at && i !== from));
  const notes = [...revisionNotes(scenario.value.revision), ...view.notes];
  if (base?.ok === false)
    notes.push('The run that this one was forked from is damaged in the link, so it is left out.');
  const opened = { scenario: scenario.value.scenario, view: view.view, notes };
  return ok(base?.ok === true ? { ...opened, base: base.value.scenario } : opened);
}
