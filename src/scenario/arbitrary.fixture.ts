import fc from 'fast-check';
import { ERRNO_NAMES } from '../abi/errno.ts';
import { FFA_STATUS } from '../abi/status.ts';
import { ensure } from '../base/assert.ts';
import { NS_INTERRUPTS } from '../stack/config.ts';
import { FIX_IDS } from '../stack/linux/fix-ids.ts';
import { REVISION_IDS } from '../stack/linux/revisions.ts';
import { SECURE_WORLD_IDS } from '../stack/secure/facts.ts';
import { CALL_SITES, capNames, INTERRUPT_SITES, SERVICE_SITES } from './read/vocabulary.ts';
import { parseScenario } from './schema.ts';
import type { Scenario } from './types.ts';

// Generators for property tests; imported by tests only.

const word32 = fc.oneof(fc.nat({ max: 0xffff_ffff }), fc.constantFrom(0, 1, 7, 64, 0xffff_ffff));
const cInt = fc.integer({ min: -0x8000_0000, max: 0x7fff_ffff });
const hex64 = fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }).map((n) => `0x${n.toString(16)}`);
const registers = fc.dictionary(fc.constantFrom('w0', 'w2', 'w3', 'w7'), hex64, { minKeys: 1 });
const nth = fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 70 }), fc.constant('all'));

const replyFault = fc.oneof(
  fc.constantFrom(...Object.keys(FFA_STATUS)).map((error) => ({ error })),
  cInt.map((error) => ({ error })),
  registers.map((reply) => ({ reply })),
  fc.constantFrom('drop', 'crash'),
  fc.nat({ max: 1e12 }).map((delay) => ({ delay })),
  fc.integer({ min: 1, max: 64 }).map((interrupt) => ({ interrupt })),
);
const functionFault = fc.oneof(
  fc.constantFrom(...ERRNO_NAMES).map((errno) => ({ errno })),
  cInt.map((rc) => ({ rc })),
);
const calls = CALL_SITES.filter((name) => !INTERRUPT_SITES.includes(name));

const fault = fc.oneof(
  fc.record({ at: fc.record({ call: fc.constantFrom(...calls), nth }), do: replyFault }),
  fc.record({
    at: fc.record({ service: fc.constantFrom(...SERVICE_SITES), nth }),
    do: fc.oneof(replyFault, functionFault),
  }),
  fc.record({ at: fc.record({ fn: fc.constantFrom('kzalloc', 'notify_request'), nth }), do: functionFault }),
  fc.record({
    at: fc.record({ call: fc.constantFrom(...INTERRUPT_SITES), nth }),
    do: fc.constantFrom<unknown>('lose', { lose: true }),
  }),
);

const tx = fc.record(
  {
    version: fc.constantFrom('1.0', '1.1', '1.2'),
    sender: fc.nat(0xffff),
    attributes: fc.nat(0xff),
    flags: word32,
    handle: hex64,
    receivers: fc.array(
      fc.record({ id: fc.constantFrom('0x8001', '0x8002', 0, 5), permissions: fc.nat(15) }, { requiredKeys: ['id'] }),
      { maxLength: 3 },
    ),
    ranges: fc.array(fc.record({ address: hex64, pages: fc.nat(9) }, { requiredKeys: ['address'] }), { maxLength: 3 }),
    receiversAt: fc.nat(0xffff),
    rangeCount: fc.nat(9),
  },
  { requiredKeys: ['ranges'] },
);
const action = fc.oneof(
  fc
    .constantFrom('secure-boot', 'boot', 'probe', 'remove', 'unload', 'kexec', 'session', 'load-ta', 'protmem')
    .map((name) => ({ do: name })),
  fc.record({ do: fc.constant('notify'), cpu: fc.nat({ max: 1 }), masks: fc.boolean() }, { requiredKeys: ['do'] }),
  fc.record({ do: fc.constant('sync-wait'), key: word32, timeout: word32 }, { requiredKeys: ['do', 'key'] }),
  fc.record({ do: fc.constant('sync-send'), key: word32 }),
  fc.record(
    { do: fc.constantFrom('request', 'send', 'relinquish'), id: fc.nat({ max: 70 }), perVcpu: fc.boolean() },
    { requiredKeys: ['do', 'id'] },
  ),
  fc.record({ do: fc.constant('sp'), id: fc.constant('0x8002'), smc: fc.array(hex64, { minLength: 1, maxLength: 5 }) }),
  fc.record(
    {
      do: fc.constant('smc'),
      w: fc.array(hex64, { minLength: 1, maxLength: 18 }),
      cpu: fc.nat({ max: 1 }),
      tx,
      vm: fc.integer({ min: 1, max: 0x7fff }),
    },
    { requiredKeys: ['do', 'w'] },
  ),
);
const raced = fc
  .tuple(action, fc.boolean(), fc.option(fc.nat({ max: 300 }), { freq: 4 }))
  .map(([a, race, after]) => ({ ...a, ...(race ? { with: 'previous' } : {}), ...(after === null ? {} : { after }) }));

const ids = fc.uniqueArray(fc.nat({ max: 63 }), { maxLength: 12 });

/** JSON of a valid scenario in any of the ways to write it. */
export const scenarioJson: fc.Arbitrary<Record<string, unknown>> = fc
  .record(
    {
      v: fc.constant(1),
      title: fc.oneof(fc.string({ unit: 'grapheme', maxLength: 30 }), fc.constant('Ids 0..2 taken')),
      driver: fc.constantFrom(...REVISION_IDS),
      fixes: fc.subarray([...FIX_IDS]),
      cpus: fc.integer({ min: 2, max: 8 }),
      threads: fc.integer({ min: 1, max: 16 }),
      secure: fc.constantFrom(...SECURE_WORLD_IDS),
      gic: fc.constantFrom(2, 3),
      nsInterrupts: fc.constantFrom(...NS_INTERRUPTS),
      partitions: fc.constantFrom(1, 2),
      optee: fc.record(
        {
          apiMajor: word32,
          osBuild: word32,
          caps: fc.oneof(word32, fc.subarray([...capNames])),
          rpcParams: word32,
          notifReady: fc.boolean(),
        },
        { requiredKeys: [] },
      ),
      taken: fc.tuple(ids, fc.boolean()),
      actions: fc.tuple(action, fc.array(raced, { maxLength: 5 })).map(([first, rest]) => [first, ...rest]),
      faults: fc.array(fault, { maxLength: 4 }),
      choices: fc.array(fc.nat({ max: 5 }), { maxLength: 20 }),
      seed: word32,
    },
    { requiredKeys: ['v'] },
  )
  .map(({ taken, ...json }) => (taken === undefined ? json : { ...json, [taken[1] ? 'held' : 'bound']: taken[0] }));

/** A valid scenario as parseScenario gives it. */
export const scenarios: fc.Arbitrary<Scenario> = scenarioJson
  .map((json) => parseScenario(json))
  .filter((read) => read.ok)
  .map((read) => ensure(read.ok ? read.value : null, 'scenario'));
