import { OPTEE_ID } from '../../../abi/endpoint.ts';
import type { Frame } from '../../../abi/frame.ts';
import { isNormalMemory } from '../optee-spmc/normal-memory.ts';
import { giveBackBuffers, takeBuffers } from '../pages.ts';
import { all, any, not } from '../rules/guard.ts';
import { receiverOf, senderOf, w, x } from '../rules/registers.ts';
import { success } from '../rules/reply.ts';
import { answers, otherwise, when } from '../rules/rule.ts';
import { enabled, mailbox, mapped } from './cells.ts';
import { isPartition } from './second.ts';
import { api } from './source.ts';

// The buffers of the normal world (src/api.c; Hafnium 21bfbdc1). Another VM than 0 has some only where a hypervisor maps
// them with a descriptor in its TX buffer.

const PAGE = 4096n;
const isSecure = (id: number): boolean => (id & 0x8000) !== 0;
const isDescriptor = (c: Frame): boolean => x(c, 1) === 0n && x(c, 2) === 0n && w(c, 3) === 0n;
const overlap = (c: Frame): boolean => x(c, 1) < x(c, 2) + PAGE && x(c, 2) < x(c, 1) + PAGE;

export const RXTX_MAP = answers(api('api_ffa_rxtx_map', 2008), [
  when(
    all(isDescriptor, not(mapped.is(true))),
    'INVALID_PARAMETERS',
    'without addresses a hypervisor maps a VM’s buffers, and none is mapped that would say which',
  ),
  when(mapped.is(true), 'DENIED', 'buffers are mapped already'),
  when((c) => w(c, 3) !== 1n, 'INVALID_PARAMETERS', 'a buffer has exactly one page'),
  when(
    (c) => x(c, 1) % PAGE !== 0n || x(c, 2) % PAGE !== 0n,
    'INVALID_PARAMETERS',
    'a buffer does not begin at a page',
  ),
  when(overlap, 'INVALID_PARAMETERS', 'the buffers overlap'),
  when(
    any(not(isNormalMemory((c) => [x(c, 1), PAGE])), not(isNormalMemory((c) => [x(c, 2), PAGE]))),
    'DENIED',
    'a buffer is not in memory of the normal world',
  ),
  otherwise([mapped.put(true)], success(), 'both buffers are mapped', takeBuffers),
]);

/** The RX buffer stays whose it was. */
export const RXTX_UNMAP = answers(api('api_ffa_rxtx_unmap', 2091), [
  when((c) => senderOf(c) !== 0, 'INVALID_PARAMETERS', 'w1[31:16] names a VM that has no buffers'),
  when(not(mapped.is(true)), 'INVALID_PARAMETERS', 'no buffers are mapped'),
  otherwise([mapped.put(false)], success(), 'the buffers are unmapped', giveBackBuffers),
]);

export const RX_RELEASE = answers(api('api_ffa_rx_release', 2457), [
  when(
    all((c) => isSecure(receiverOf(c)), not(isPartition(receiverOf))),
    'INVALID_PARAMETERS',
    'there is no endpoint with this id',
  ),
  when(
    all((c) => !isSecure(receiverOf(c)) && receiverOf(c) !== 0, not(enabled.is(true))),
    'INVALID_PARAMETERS',
    'Hafnium has no record of this VM',
  ),
  when((c) => receiverOf(c) !== 0, 'DENIED', 'nothing lies in the RX buffer of this endpoint'),
  when(mailbox.is('empty'), 'DENIED', 'nothing lies in the RX buffer of VM 0'),
  otherwise([mailbox.put('empty')], success(), 'the RX buffer may be filled again'),
]);

export const RX_ACQUIRE = answers(api('api_ffa_rx_acquire', 2515), [
  when((c) => isSecure(receiverOf(c)), 'NOT_SUPPORTED', 'a hypervisor acquires the buffers of VMs alone'),
  when((c) => receiverOf(c) !== 0, 'INVALID_PARAMETERS', 'this VM has no RX buffer'),
  when(not(mapped.is(true)), 'INVALID_PARAMETERS', 'no buffers are mapped'),
  when(not(mailbox.is('empty')), 'DENIED', 'the RX buffer is taken'),
  otherwise([mailbox.put('of the normal world')], success(), 'the RX buffer is the normal world’s to fill'),
]);

/** What the header in the TX buffer says is not known here: with zeros in it the sender would write to itself. */
export const MSG_SEND2 = answers(api('api_ffa_msg_send2', 2269), [
  when((c) => senderOf(c) === OPTEE_ID, 'INVALID_PARAMETERS', 'the header of the message does not name this sender'),
  when(
    any((c) => senderOf(c) !== 0, not(mapped.is(true))),
    'DENIED',
    'the sender has no TX buffer',
  ),
  otherwise([], 'INVALID_PARAMETERS', 'the header in the TX buffer names no receiver that takes such messages'),
]);
