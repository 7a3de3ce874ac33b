import type { FunctionName } from '../abi/function-id.ts';

/** A section of the specification, Arm DEN0077A, by the edition that numbers it so. */
interface SpecSection {
  readonly edition: '1.0' | '1.1' | '1.2' | '1.3';
  readonly section: string;
}

const ed =
  (edition: SpecSection['edition']) =>
  (section: string): SpecSection => ({ edition, section });
const v10 = ed('1.0');
const v11 = ed('1.1');
const v12 = ed('1.2');
const v13 = ed('1.3');

/**
 * Where calls stand in the specification, as far as a public source of Arm's names the section: the lists of tests of the
 * FF-A conformance suite (ff-a-acs at 7dcc13b2, its testcase_checklist.md for 1.0, ffa_v1.1_ and ffa_v1.2_test_scenarios.md),
 * and comments of Hafnium (21bfbdc1: src/api.c, inc/vmapi/hf). The numbers move from edition to edition, so each has its own.
 * A call that neither names has no line here, and its page says so.
 */
export const SPEC_SECTIONS: Readonly<Partial<Record<FunctionName, readonly SpecSection[]>>> = {
  FFA_VERSION: [v10('8.1'), v12('13.2')],
  FFA_FEATURES: [v10('8.2'), v12('13.3')],
  FFA_RX_RELEASE: [v10('8.3')],
  FFA_RXTX_MAP: [v10('8.4')],
  FFA_RXTX_UNMAP: [v10('8.5')],
  FFA_PARTITION_INFO_GET: [v10('8.6'), v11('13.8')],
  FFA_ID_GET: [v10('8.7')],
  FFA_SPM_ID_GET: [v11('13.9')],
  FFA_PARTITION_INFO_GET_REGS: [v12('13.9')],
  FFA_CONSOLE_LOG: [v12('13.12')],
  FFA_NS_RES_INFO_GET: [v13('13.13')],
  FFA_MSG_WAIT: [v10('9.1'), v12('14.1')],
  FFA_YIELD: [v10('9.2')],
  FFA_RUN: [v10('9.3')],
  FFA_NORMAL_WORLD_RESUME: [v10('9.4')],
  FFA_MSG_SEND: [v10('10.1')],
  FFA_MSG_SEND2: [v11('15.1')],
  FFA_MSG_SEND_DIRECT_REQ: [v10('10.2'), v11('15.2')],
  FFA_MSG_SEND_DIRECT_RESP: [v10('10.3')],
  FFA_MSG_SEND_DIRECT_REQ2: [v12('15.4')],
  FFA_MSG_SEND_DIRECT_RESP2: [v12('15.5')],
  FFA_MSG_POLL: [v10('10.4')],
  FFA_MEM_DONATE: [v10('11.1')],
  FFA_MEM_LEND: [v10('11.2')],
  FFA_MEM_SHARE: [v10('11.3')],
  FFA_MEM_RETRIEVE_REQ: [v10('11.4')],
  FFA_MEM_RELINQUISH: [v10('11.6')],
  FFA_MEM_RECLAIM: [v10('11.7')],
  FFA_NOTIFICATION_BITMAP_CREATE: [v11('17.1')],
  FFA_NOTIFICATION_BITMAP_DESTROY: [v11('17.2')],
  FFA_NOTIFICATION_BIND: [v11('17.3')],
  FFA_NOTIFICATION_UNBIND: [v11('17.4')],
  FFA_NOTIFICATION_SET: [v11('17.5')],
  FFA_NOTIFICATION_GET: [v11('17.6')],
  FFA_NOTIFICATION_INFO_GET: [v11('17.7')],
  FFA_SECONDARY_EP_REGISTER: [v11('18.3.2.1')],
};

/** `1.0: section 8.6, 1.1: section 13.8`; a sentence that says so where no source names one. */
export function specText(name: FunctionName): string {
  const sections = SPEC_SECTIONS[name];
  if (sections === undefined) return 'No public source of Arm’s that was read names its section.';
  const list = sections.map((s) => `section ${s.section} of ${s.edition}`).join(', ');
  return `Arm DEN0077A, ${list} (by Arm’s conformance suite and Hafnium’s comments).`;
}
