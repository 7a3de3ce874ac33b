import type { ReferencePage } from '../../reference/page.ts';
import { latePart } from '../../store/parts.ts';

type Part = () => Promise<{ readonly default: readonly ReferencePage[] }>;

/** A kind is a file of its own: who looks up a call does not load every cause. */
const PARTS: Readonly<Record<string, Part>> = {
  calls: latePart(() => import('virtual:reference/calls')),
  services: latePart(() => import('virtual:reference/services')),
  errors: latePart(() => import('virtual:reference/errors')),
  rules: latePart(() => import('virtual:reference/rules')),
  causes: latePart(() => import('virtual:reference/causes')),
};

const lists: Part = latePart(() => import('virtual:reference/lists'));

/** The page of this route, `glossary` for one of its words; null where the reference has no such page. */
export async function loadPage(route: string): Promise<ReferencePage | null> {
  const [kind = '', name] = route.split('/');
  const part = name === undefined ? undefined : PARTS[kind];
  const wanted = kind === 'glossary' ? kind : route;
  return (await (part ?? lists)()).default.find((p) => p.route === wanted) ?? null;
}
