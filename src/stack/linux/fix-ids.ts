import type { FfaCore } from './revisions.ts';

// The driver `fixed` is that of Linux 7.3 with these fixes. Each is a switch of a
// scenario; what each is for stands in words/fixes.ts.

/** Fixes of the OP-TEE driver: optee-fixed.ts asks for them by name. */
export const DRIVER_FIXES = [
  'stop-first',
  'drain',
  'id-first',
  'zero-only',
  'queue-on-error',
  'pages-on-error',
  'wake-waiters',
  'try-again',
  'bounded-wait',
] as const;

/** Fixes of the FF-A core, and what each makes of the core of 7.3. */
const CORE_FIXES = {
  'unbind-first': { unbindsFirst: true },
  'unbind-on-error': { unbindsOnError: true },
  'wait-for-callbacks': { waitsForCallbacks: true },
  'hash-by-id': { comparesId: true },
  'zero-status': { zeroIsError: true },
  'drivers-first': { driversGoFirst: true },
} as const satisfies Readonly<Record<string, Partial<FfaCore>>>;

export type FixId = (typeof DRIVER_FIXES)[number] | keyof typeof CORE_FIXES;

/** In the order in which they are listed; new ones come last, since a link counts them. */
export const FIX_IDS: readonly FixId[] = [...DRIVER_FIXES, ...(Object.keys(CORE_FIXES) as (keyof typeof CORE_FIXES)[])];

/** The core with those of the fixes that are its own. */
export const fixedCore = (core: FfaCore, fixes: readonly FixId[]): FfaCore =>
  Object.assign(
    { ...core },
    ...fixes.map((id) => (CORE_FIXES as Readonly<Record<string, Partial<FfaCore>>>)[id] ?? {}),
  );
