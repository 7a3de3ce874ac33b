import { expect, test } from 'vitest';
import { MemoryTrace } from './memory-trace.ts';
import { printTrace } from './print.ts';
import { SAMPLE } from './sample.fixture.ts';

test('every kind of row has its columns', () => {
  expect([...printTrace(MemoryTrace.of(SAMPLE))].join('\n')).toMatchInlineSnapshot(`
    "0    0.000 cpu0 p insmod       optee-driver => arm_ffa      notify_request(id=3, per_vcpu=false) {
                                     May OP-TEE signal this id?
    1    0.612 cpu0 p insmod       arm_ffa -> spmc              FFA_NOTIFICATION_BIND  0x8400007f 0x80010000 0x0 0x8
                                     OP-TEE asks for id 3.
    2    1.234 cpu0 S insmod       spmc                         spmc.vm0.bound: none -> 0x8
                                     The bit is set.
    3    1.300 cpu0 p insmod       spmc -> arm_ffa              FFA_ERROR  0x84000060 0x0 0xfffffffa  DENIED −6 (−EACCES −13)  of 1  [fault 0]
                                     No, it is taken.
    4    1.500 cpu0 p insmod       optee-driver                 } notify_request(words=[0x1 x]) = -13 (-EACCES)  of 0
                                     The id is taken.
    5    2.000 cpu0 i ARM-FFA-SRI  optee ~> arm_ffa             SRI raised, INTID 8
                                     A bit is pending.
    6 1000.000 cpu0 p insmod       optee-driver                 info: optee: initialized driver
    7 1000.000 cpu0 p insmod       choice                       kworker/0:1, not insmod
                                     Another context runs here.
    8 1000.001 cpu0 p insmod       optee-driver                 VIOLATION I1: id 3 stays bound
                                     Nobody owns it."
  `);
});

test('an empty trace prints nothing', () => {
  expect([...printTrace(new MemoryTrace())]).toEqual([]);
});
