import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frame } from './frame.ts';
import {
  capsFromNames,
  capsNames,
  directRequest,
  directResponse,
  ENABLE_ASYNC_NOTIF,
  EXCHANGE_CAPABILITIES,
  GET_OS_VERSION,
  OPTEE_UUID,
  SERVICES,
  serviceById,
  serviceName,
  UNREGISTER_SHM,
  YIELDING_CALL_RESUME,
  YIELDING_CALL_WITH_ARG,
} from './optee-service.ts';
import type { RegisterFields } from './register-fields.ts';
import { uuidText, uuidWords } from './uuid.ts';

const wordsFor = (table: RegisterFields): fc.Arbitrary<Record<string, bigint>> =>
  fc.record(Object.fromEntries(table.fields.map((f) => [f.name, fc.bigInt({ min: 0n, max: 0xffff_ffffn })])));

describe('services of OP-TEE', () => {
  it('have the ids of optee_ffa.h', () => {
    expect(SERVICES.map((s) => [s.name, s.id, s.kind])).toEqual([
      ['GET_API_VERSION', 0n, 'blocking'],
      ['GET_OS_VERSION', 1n, 'blocking'],
      ['EXCHANGE_CAPABILITIES', 2n, 'blocking'],
      ['UNREGISTER_SHM', 3n, 'blocking'],
      ['ENABLE_ASYNC_NOTIF', 5n, 'blocking'],
      ['RELEASE_PROTMEM', 8n, 'blocking'],
      ['YIELDING_CALL_WITH_ARG', 0x80000000n, 'yielding'],
      ['YIELDING_CALL_RESUME', 0x80000001n, 'yielding'],
    ]);
    for (const hole of [4n, 6n, 7n, 9n, 0x80000002n]) expect(serviceById(hole)).toBeNull();
    expect(serviceName(4n)).toBe('unknown service 0x4');
    expect(serviceById(0xffff_ffff_0000_0005n)).toBe(ENABLE_ASYNC_NOTIF);
  });

  it.each(SERVICES)('$name: reading gives back what was put in', (service) => {
    fc.assert(
      fc.property(wordsFor(service.requestFields), wordsFor(service.responseFields), (request, response) => {
        const call = directRequest(service.request(request), 0, 0x8001);
        expect(serviceById(call[3] ?? 0n)).toBe(service);
        expect(service.readRequest(call)).toEqual(request);
        const reply = directResponse(call, service.response(response));
        expect(service.readResponse(reply)).toEqual(response);
      }),
      { numRuns: 50 },
    );
  });

  it('put registers where the machine has them', () => {
    expect(directRequest(ENABLE_ASYNC_NOTIF.request({ bottomHalfValue: 3 }), 0, 0x8001)).toEqual(
      frame(0x8400006fn, 0x8001n, 0n, 5n, 3n),
    );
    const call = directRequest(GET_OS_VERSION.request(), 0, 0x8001);
    expect(directResponse(call, GET_OS_VERSION.response({ major: 4, minor: 10, build: 0xd5001fe0 }))).toEqual(
      frame(0x84000070n, 0x80010000n, 0n, 4n, 10n, 0xd5001fe0n),
    );
    expect(UNREGISTER_SHM.request({ handleLow: 1, handleHigh: 0x1000 })).toEqual([3n, 1n, 0x1000n, 0n, 0n]);
    expect(YIELDING_CALL_WITH_ARG.request({ handleHigh: 0x1000, offset: 0x180 })).toEqual([
      0x80000000n,
      0n,
      0x1000n,
      0x180n,
      0n,
    ]);
    expect(YIELDING_CALL_RESUME.request({ resumeInfo: 1 })).toEqual([0x80000001n, 0n, 0n, 0n, 1n]);
    expect(YIELDING_CALL_RESUME.response({ what: 2, resumeInfo: 1 })).toEqual([0n, 2n, 0n, 0n, 1n]);
  });

  it('allow any word of EXCHANGE_CAPABILITIES, and no more than a word', () => {
    expect(EXCHANGE_CAPABILITIES.response({ rpcParams: 0xffff_ffff, caps: 0xffff_ffff })[1]).toBe(0xffff_ffffn);
    expect(() => EXCHANGE_CAPABILITIES.response({ caps: 0x1_0000_0000n })).toThrow(RangeError);
  });
});

describe('capabilities', () => {
  it('go from names to bits and back', () => {
    expect(capsFromNames(['ARG_OFFSET', 'ASYNC_NOTIF', 'RPMB_PROBE'])).toBe(7);
    expect(capsNames(0xf)).toEqual(['ARG_OFFSET', 'ASYNC_NOTIF', 'RPMB_PROBE', 'PROTMEM']);
    expect(capsNames(0x21)).toEqual(['ARG_OFFSET', 'bit 5']);
    expect(() => capsFromNames(['SHM'])).toThrow(RangeError);
  });
});

describe('the UUID of OP-TEE', () => {
  it('has the four words of the protocol', () => {
    expect(uuidWords(OPTEE_UUID)).toEqual([0xe0786148n, 0xe311f8e7n, 0x02005ebcn, 0x1bc5d5a5n]);
    expect(uuidText(uuidWords(OPTEE_UUID))).toBe(OPTEE_UUID);
    expect(() => uuidWords('486178e0')).toThrow(RangeError);
  });
});
