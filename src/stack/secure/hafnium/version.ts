import type { Frame } from '../../../abi/frame.ts';
import { frame } from '../../../abi/frame.ts';
import { all, not } from '../rules/guard.ts';
import { w } from '../rules/registers.ts';
import { fixed } from '../rules/reply.ts';
import { answers, otherwise, when } from '../rules/rule.ts';
import { negotiated, OWN_VERSION, version } from './cells.ts';
import { api } from './source.ts';

/** -1 in w0 alone: no FFA_ERROR. */
const REFUSED = fixed(() => frame(0xffff_ffffn));

const asked = (c: Frame): number => Number(w(c, 1));
const isCompatible = (v: number): boolean => v >>> 16 === OWN_VERSION >>> 16 && (v & 0xffff) <= (OWN_VERSION & 0xffff);

/**
 * FFA_VERSION, which the SPMD turns into a direct request. Such a request counts as a call that was handled, so already the
 * second FFA_VERSION with another number is refused (recorded).
 */
export const VERSION = answers(api('api_ffa_version', 2654), [
  when((c) => !isCompatible(asked(c)), REFUSED, 'Hafnium has version 1.3, and this is none that goes with it'),
  when(
    all(negotiated.is(true), not(version.is(asked))),
    REFUSED,
    'another version was asked for first, and it stays until the next boot',
  ),
  otherwise(
    [version.put(asked)],
    fixed(() => frame(BigInt(OWN_VERSION))),
    'the version that was asked for counts, and Hafnium tells its own',
  ),
]);
