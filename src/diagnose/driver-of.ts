import type { DriverRevision } from '../stack/linux/revisions.ts';
import type { CallEvent, TraceEvent } from '../trace/event.ts';

// Which kernel made a recording, as far as its calls tell: of the revisions that real kernels have, the one that is nearest.
// Most of what 7.3 does otherwise came between 6.15 and 7.2 (docs/linux-7.3.md, 2).

/** What is said where nothing in the recording tells. */
const UNTOLD: DriverRevision = 'v6.12';

/** Functions that 6.12 has not, as they stand in stacks and as probes name them. */
const NEW_FUNCTIONS: ReadonlySet<string> = new Set([
  'ffa_probe',
  'ffa_remove',
  'handle_fwk_notif_callbacks',
  '__ffa_notify_request',
  '__ffa_notify_relinquish',
  'optee_ffa_get_os_revision',
  'optee_protmem_alloc_dyn_pool',
]);

const VERSIONS: ReadonlyMap<bigint, DriverRevision> = new Map([
  [0x1_0001n, 'v6.12'],
  [0x1_0002n, 'v7.3'],
]);

/** Bytes of a descriptor with one receiver and one range, which is the driver's first share. */
const LENGTHS: ReadonlyMap<bigint, DriverRevision> = new Map([
  [0x60n, 'v6.12'],
  [0x70n, 'v7.3'],
]);

/** Told the rows of a recording in order, it says which driver's run is nearest. The first row that tells decides. */
export class DriverEvidence {
  #told: DriverRevision | null = null;
  #shared: DriverRevision | null = null;
  #lastService: string | null = null;

  row(e: TraceEvent): void {
    if (this.#told !== null) return;
    if (e.kind === 'call' && e.from !== 'other') this.#call(e);
    if (('fn' in e && NEW_FUNCTIONS.has(e.fn)) || e.stack.some((fn) => NEW_FUNCTIONS.has(fn))) this.#told = 'v7.3';
  }

  get driver(): DriverRevision {
    return this.#told ?? this.#shared ?? UNTOLD;
  }

  #call(e: CallEvent): void {
    const w1 = BigInt.asUintN(32, e.w[1] ?? 0n);
    if (e.name === 'FFA_VERSION') this.#told = VERSIONS.get(w1) ?? null;
    // An application's own memory may have several ranges, so a share tells only where nothing else does.
    if (e.name === 'FFA_MEM_SHARE') this.#shared ??= LENGTHS.get(w1) ?? null;
    if (e.service === null) return;
    // 7.0 and later ask for the OS version after the capabilities, the others before them.
    if (this.#lastService === 'GET_API_VERSION' && e.service === 'EXCHANGE_CAPABILITIES') this.#told = 'v7.3';
    if (this.#lastService === 'GET_API_VERSION' && e.service === 'GET_OS_VERSION') this.#told = 'v6.12';
    this.#lastService = e.service;
  }
}
