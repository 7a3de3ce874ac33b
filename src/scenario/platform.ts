import { fail, ok, type Result } from '../base/result.ts';
import { nearest } from '../base/search.ts';
import { type DriverRevision, REVISION_IDS, REVISIONS } from '../stack/linux/revisions.ts';
import { SECURE_WORLD_FACTS, SECURE_WORLD_IDS, type SecureWorldId } from '../stack/secure/facts.ts';
import { fixesText } from './fixes-text.ts';
import type { Scenario } from './types.ts';

/** Where a scenario is run: a driver, a secure world, or both. What is not named stays as the scenario has it. */
export interface Platform {
  readonly driver?: DriverRevision;
  readonly secure?: SecureWorldId;
}

/** `v7.3`, `optee` or `v7.3/optee`; in that order, since no name of one kind is a name of the other. */
export function readPlatform(text: string): Result<Platform> {
  const parts = text.split('/');
  const [first = '', second] = parts;
  const driver = REVISION_IDS.find((id) => id === first);
  const secure = SECURE_WORLD_IDS.find((id) => id === (parts.length === 2 ? second : first));
  if (parts.length === 1 && driver !== undefined) return ok({ driver });
  if (parts.length === 1 && secure !== undefined) return ok({ secure });
  if (parts.length === 2 && driver !== undefined && secure !== undefined) return ok({ driver, secure });
  const wrong = parts.length === 2 && driver !== undefined ? (second ?? '') : first;
  const names: readonly string[] = [...REVISION_IDS, ...SECURE_WORLD_IDS];
  const near = nearest(wrong, names);
  return fail(
    parts.length > 2
      ? 'it has more than one slash.'
      : `no driver and no secure world is named ${JSON.stringify(wrong)}.`,
    JSON.stringify(text),
    near === null
      ? `Write one of ${names.join(', ')}, or two as ${REVISION_IDS[0]}/${SECURE_WORLD_IDS[0]}.`
      : `Did you mean ${near}?`,
  );
}

/** The scenario there. */
export const onPlatform = (scenario: Scenario, { driver, secure }: Platform): Scenario => ({
  ...scenario,
  ...(driver === undefined ? {} : { driver }),
  ...(secure === undefined ? {} : { secure }),
});

/** `v7.3 / OP-TEE SPMC`, `fixed without drain / OP-TEE SPMC`: the labels of what is named. */
export function platformText({ driver, secure, fixes }: Platform & Partial<Pick<Scenario, 'fixes'>>): string {
  const name = REVISIONS.find((r) => r.id === driver)?.label;
  const some = fixesText({ driver, fixes });
  const label = some === '' ? name : `${name} ${some}`;
  const world = SECURE_WORLD_FACTS.find((w) => w.id === secure)?.label;
  return [label, world].filter((part) => part !== undefined).join(' / ');
}

/** As `readPlatform` reads it. */
export const platformName = ({ driver, secure }: Platform): string =>
  [driver, secure].filter((part) => part !== undefined).join('/');
