import {
  FFA_FEATURES,
  FFA_ID_GET,
  FFA_PARTITION_INFO_GET,
  FFA_RUN,
  FFA_RX_RELEASE,
  FFA_RXTX_MAP,
  FFA_RXTX_UNMAP,
  FFA_SPM_ID_GET,
  FFA_VERSION,
} from '../../abi/ffa-call.ts';
import type { Frame } from '../../abi/frame.ts';
import { error, SUCCESS_32, success, versionReply } from '../../abi/reply.ts';
import { FFA_STATUS } from '../../abi/status.ts';
import { type Expectation, oneOf, only, type Rule, shaped } from './expectation.ts';
import { anySet, opteeRule, w, x } from './registers.ts';
import type { ProfileState } from './state.ts';

const OK = success();
const INVALID = error(FFA_STATUS.INVALID_PARAMETERS);
const DENIED = error(FFA_STATUS.DENIED);
const BUSY = error(FFA_STATUS.BUSY);
const NO_MEMORY = error(FFA_STATUS.NO_MEMORY);
const NOT_SUPPORTED = error(FFA_STATUS.NOT_SUPPORTED);

const V1_2 = 0x10002n;

const spmdRule = (id: string, text: string): Rule => ({
  id,
  text,
  source: 'TF-A 2.15 services/std_svc/spmd/spmd_main.c, spmd_smc_handler(); recordings a-core-init and i1',
});

/** What the SPMD and the SPMC answer while Linux finds out what there is (protocol.md 1.2, 4.3, 5.1). null for any other call. */
export function expectSetup(s: ProfileState, number: number, c: Frame): Expectation | null {
  switch (number) {
    case FFA_VERSION.number:
      return shaped(
        spmdRule('SPMD-VERSION', 'The SPMD answers its own version, 1.2, whatever is asked for.'),
        'another version 1.x',
        (r) => x(r, 0) >> 16n === 1n && !anySet(r, 1),
        versionReply(1, 2),
      );
    case FFA_ID_GET.number:
      return only(spmdRule('SPMD-ID', 'The normal world has the id 0.'), OK);
    case FFA_SPM_ID_GET.number:
      return shaped(
        spmdRule('SPMD-SPM-ID', "The SPMC's id has bit 15 set."),
        'an id with bit 15 set',
        (r) => r[0] === SUCCESS_32 && x(r, 2) >> 15n === 1n && x(r, 1) === 0n && !anySet(r, 3),
      );
    case FFA_FEATURES.number:
      return features(s, c);
    case FFA_RXTX_MAP.number:
      return rxtxMap(s, c);
    case FFA_RXTX_UNMAP.number: {
      const rule = opteeRule('OT-RXTX-UNMAP', 'Mapped buffers are unmapped once.', 'spmc_handle_rxtx_unmap');
      return s.rxtx === null ? oneOf(rule, OK, INVALID) : only(rule, s.rxtx ? OK : INVALID);
    }
    case FFA_RX_RELEASE.number: {
      const rule = opteeRule(
        'OT-RX-RELEASE',
        'The buffer is released by whom it was given to.',
        'spmc_handle_rx_release',
      );
      return s.txIsMine === null ? oneOf(rule, OK, DENIED) : only(rule, s.txIsMine ? DENIED : OK);
    }
    case FFA_PARTITION_INFO_GET.number:
      return partitions(s, c);
    case FFA_RUN.number:
      return shaped(
        opteeRule('OT-RUN', 'OP-TEE threads are resumed by a direct message, never by FFA_RUN.', 'spmc_handle_run'),
        'an error of a secure partition in S-EL0',
        (r) => w(c, 1) >> 16n !== 0x8001n && w(c, 1) >> 16n !== 0x8000n && r[0] !== SUCCESS_32,
        INVALID,
      );
    default:
      return null;
  }
}

/** Function ids that handle_features() names and answers with w2 = 0. */
const PLAIN = new Set(
  [
    0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x67, 0x68, 0x6f, 0x77, 0x7b, 0x7d, 0x7e, 0x7f, 0x80, 0x81, 0x82, 0x83, 0x85,
  ].map((n) => 0x8400_0000n + BigInt(n)),
);
const PLAIN_64 = new Set([0xc400_0061n, 0xc400_006fn, 0xc400_0083n]);

function features(s: ProfileState, c: Frame): Expectation {
  const asked = x(c, 1);
  const fn = 'handle_features';
  if (asked === 2n) {
    const rule = opteeRule('OT-FEATURES-SRI', 'The SRI is a secure SGI that the platform gave away, 8..15.', fn);
    if (s.ready === false) return only(rule, NOT_SUPPORTED);
    const isSgi = (r: Frame): boolean =>
      r[0] === SUCCESS_32 && x(r, 1) === 0n && x(r, 2) >= 8n && x(r, 2) <= 15n && !anySet(r, 3);
    return shaped(rule, 'another SGI', isSgi, success(8n), ...(s.ready === true ? [] : [NOT_SUPPORTED]));
  }
  if (asked === 0xc400_0073n || asked === 0x8400_0073n)
    return only(
      opteeRule('OT-FEATURES-SHARE', 'A descriptor may lie in a buffer of its own: w2 bit 0.', fn),
      success(1n),
    );
  if (asked === 0xc400_008dn || asked === 0xc400_008en) {
    const rule = opteeRule('OT-FEATURES-REQ2', 'FFA_MSG_SEND_DIRECT_REQ2 needs a caller of FF-A 1.2.', fn);
    return s.version === null ? oneOf(rule, NOT_SUPPORTED, OK) : only(rule, s.version >= V1_2 ? OK : NOT_SUPPORTED);
  }
  if (asked === 3n || asked === 0xc400_0066n || asked === 0x8400_0066n || PLAIN.has(asked) || PLAIN_64.has(asked))
    return only(opteeRule('OT-FEATURES', 'This feature is there, without properties.', fn), OK);
  return only(
    opteeRule('OT-FEATURES-NOT', 'This feature is not in the list, so it is not supported.', fn),
    NOT_SUPPORTED,
  );
}

function rxtxMap(s: ProfileState, c: Frame): Expectation {
  const fn = 'spmc_handle_rxtx_map';
  if (x(c, 3) >> 6n !== 0n || x(c, 3) === 0n)
    return only(opteeRule('OT-RXTX-PAGES', 'w3 is a number of pages from 1 to 63.', fn), INVALID);
  const rule = opteeRule(
    'OT-RXTX-MAP',
    'Buffers are mapped once, when they are memory that the normal world owns.',
    fn,
  );
  if (s.rxtx === true) return only(rule, DENIED);
  return oneOf(rule, OK, INVALID, NO_MEMORY, ...(s.rxtx === null ? [DENIED] : []));
}

function partitions(s: ProfileState, c: Frame): Expectation {
  const countOnly = (x(c, 5) & 1n) === 1n;
  const rule = opteeRule(
    'OT-PARTITION-INFO',
    'w2 is the number of partitions; w3 the size of a descriptor (24 from FF-A 1.1 on), 0 when only counted.',
    'spmc_handle_partition_info_get',
  );
  const sizes = countOnly ? [0n] : s.version === null ? [0n, 0x18n] : [s.version >= 0x10001n ? 0x18n : 0n];
  const isCount = (r: Frame): boolean =>
    r[0] === SUCCESS_32 && x(r, 1) === 0n && sizes.includes(x(r, 3)) && !anySet(r, 4);
  const usual = countOnly ? success(1n) : success(1n, sizes.at(-1) ?? 0n);
  if (!countOnly && (s.rxtx === false || s.txIsMine === false)) return only(rule, BUSY);
  const errors = [INVALID, ...(countOnly || s.txIsMine === true ? [] : [BUSY])];
  return shaped(rule, 'another number of partitions', isCount, usual, ...errors);
}

/** Takes what the machine answered into the state. */
export function observeSetup(s: ProfileState, number: number, c: Frame, r: Frame): void {
  const good = r[0] === SUCCESS_32;
  switch (number) {
    case FFA_VERSION.number:
      // spmc_exchange_version(): a request of another major version changes nothing.
      if (x(c, 1) >> 16n === x(r, 0) >> 16n) s.version = x(c, 1) < x(r, 0) ? x(c, 1) : x(r, 0);
      return;
    case FFA_FEATURES.number:
      if (x(c, 1) === 2n) s.ready = good;
      return;
    case FFA_RXTX_MAP.number:
      if (good) {
        s.rxtx = true;
        s.txIsMine = true;
      }
      return;
    case FFA_RXTX_UNMAP.number:
      if (good) s.rxtx = false;
      return;
    case FFA_RX_RELEASE.number:
      if (good) s.txIsMine = true;
      return;
    case FFA_PARTITION_INFO_GET.number:
      if ((x(c, 5) & 1n) === 0n) s.txIsMine = false;
      return;
    default:
  }
}
