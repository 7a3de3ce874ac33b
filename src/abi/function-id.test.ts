import { describe, expect, it } from 'vitest';
import { CALLS, callById, callByName } from './ffa-call.ts';
import { FUNCTION_IDS, functionId, functionText, readFunctionId } from './function-id.ts';

// Number, 32-bit id, 64-bit id, from the table in protocol 1.2; 0 where there is no such form.
const TABLE: readonly (readonly [string, number, number])[] = [
  ['FFA_ERROR', 0x84000060, 0xc4000060],
  ['FFA_SUCCESS', 0x84000061, 0xc4000061],
  ['FFA_INTERRUPT', 0x84000062, 0],
  ['FFA_VERSION', 0x84000063, 0],
  ['FFA_FEATURES', 0x84000064, 0],
  ['FFA_RX_RELEASE', 0x84000065, 0],
  ['FFA_RXTX_MAP', 0x84000066, 0xc4000066],
  ['FFA_RXTX_UNMAP', 0x84000067, 0],
  ['FFA_PARTITION_INFO_GET', 0x84000068, 0],
  ['FFA_ID_GET', 0x84000069, 0],
  ['FFA_MSG_POLL', 0x8400006a, 0],
  ['FFA_MSG_WAIT', 0x8400006b, 0],
  ['FFA_YIELD', 0x8400006c, 0],
  ['FFA_RUN', 0x8400006d, 0],
  ['FFA_MSG_SEND', 0x8400006e, 0],
  ['FFA_MSG_SEND_DIRECT_REQ', 0x8400006f, 0xc400006f],
  ['FFA_MSG_SEND_DIRECT_RESP', 0x84000070, 0xc4000070],
  ['FFA_MEM_DONATE', 0x84000071, 0xc4000071],
  ['FFA_MEM_LEND', 0x84000072, 0xc4000072],
  ['FFA_MEM_SHARE', 0x84000073, 0xc4000073],
  ['FFA_MEM_RETRIEVE_REQ', 0x84000074, 0xc4000074],
  ['FFA_MEM_RETRIEVE_RESP', 0x84000075, 0],
  ['FFA_MEM_RELINQUISH', 0x84000076, 0],
  ['FFA_MEM_RECLAIM', 0x84000077, 0],
  ['FFA_MEM_OP_PAUSE', 0x84000078, 0],
  ['FFA_MEM_OP_RESUME', 0x84000079, 0],
  ['FFA_MEM_FRAG_RX', 0x8400007a, 0],
  ['FFA_MEM_FRAG_TX', 0x8400007b, 0],
  ['FFA_NORMAL_WORLD_RESUME', 0x8400007c, 0],
  ['FFA_NOTIFICATION_BITMAP_CREATE', 0x8400007d, 0],
  ['FFA_NOTIFICATION_BITMAP_DESTROY', 0x8400007e, 0],
  ['FFA_NOTIFICATION_BIND', 0x8400007f, 0],
  ['FFA_NOTIFICATION_UNBIND', 0x84000080, 0],
  ['FFA_NOTIFICATION_SET', 0x84000081, 0],
  ['FFA_NOTIFICATION_GET', 0x84000082, 0],
  ['FFA_NOTIFICATION_INFO_GET', 0x84000083, 0xc4000083],
  ['FFA_RX_ACQUIRE', 0x84000084, 0],
  ['FFA_SPM_ID_GET', 0x84000085, 0],
  ['FFA_MSG_SEND2', 0x84000086, 0],
  ['FFA_SECONDARY_EP_REGISTER', 0x84000087, 0xc4000087],
  ['FFA_MEM_PERM_GET', 0x84000088, 0xc4000088],
  ['FFA_MEM_PERM_SET', 0x84000089, 0xc4000089],
  ['FFA_CONSOLE_LOG', 0x8400008a, 0xc400008a],
  ['FFA_PARTITION_INFO_GET_REGS', 0, 0xc400008b],
  ['FFA_EL3_INTR_HANDLE', 0x8400008c, 0],
  ['FFA_MSG_SEND_DIRECT_REQ2', 0, 0xc400008d],
  ['FFA_MSG_SEND_DIRECT_RESP2', 0, 0xc400008e],
  ['FFA_NS_RES_INFO_GET', 0, 0xc400008f],
  ['FFA_ABORT', 0x84000090, 0xc4000090],
  ['FFA_NOTIFICATION_BIND2', 0, 0xc4000094],
  ['FFA_NOTIFICATION_UNBIND2', 0, 0xc4000095],
  ['FFA_NOTIFICATION_SET2', 0, 0xc4000096],
  ['FFA_NOTIFICATION_GET2', 0, 0xc4000097],
];

describe('function ids', () => {
  it.each(TABLE)('%s has the ids of the specification', (name, id32, id64) => {
    const call = callByName(name);
    expect(call?.widths).toEqual([...(id32 === 0 ? [] : [32]), ...(id64 === 0 ? [] : [64])]);
    for (const [width, id] of [[32, id32] as const, [64, id64] as const]) {
      if (id === 0) continue;
      expect(callById(BigInt(id))).toBe(call);
      expect(width === 32 ? call?.id32 : call?.id64).toBe(BigInt(id));
      expect(call?.encode({}, width)[0]).toBe(BigInt(id));
    }
  });

  it('has a table for every function, in the order of the numbers', () => {
    expect(CALLS.map((c) => c.name)).toEqual(TABLE.map(([name]) => name));
    expect(Object.keys(FUNCTION_IDS).sort()).toEqual(TABLE.map(([name]) => name).sort());
  });

  it('knows a function with the SVE hint and none with other reserved bits', () => {
    expect(callById(0x8401007fn)?.name).toBe('FFA_NOTIFICATION_BIND');
    expect(callById(0x8402007fn)).toBeNull();
    expect(callById(0x0400007fn)).toBeNull();
    expect(callById(0x8500007fn)).toBeNull();
  });

  it('has no function for a width that does not exist, for a free number and for −1', () => {
    expect(callById(0xc400007fn)).toBeNull();
    expect(callById(0x8400008bn)).toBeNull();
    expect(callById(0x84000091n)).toBeNull();
    expect(callById(0xffff_ffffn)).toBeNull();
    expect(readFunctionId(0xc400007fn)).toMatchObject({ name: 'FFA_NOTIFICATION_BIND', width: 64, exists: false });
  });

  it('writes an id as text', () => {
    expect(functionText(0xc4000066n)).toBe('FFA_RXTX_MAP (64-bit)');
    expect(functionText(0x8400007fn)).toBe('FFA_NOTIFICATION_BIND');
    expect(functionText(0x840000ffn)).toBe('unknown function 0x840000ff');
    expect(functionId(0x6f, 64)).toBe(0xc400006fn);
  });
});
