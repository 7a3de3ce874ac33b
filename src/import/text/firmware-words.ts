/** Firmware whose WARNING and VERBOSE lines look alike. */
export type Firmware = 'TF-A' | 'Hafnium';

/**
 * What only one of the two says, in this order, the first that fits counts: TF-A's SPMD and EL3 SPMC
 * (services/std_svc at 6a164dda7208) and Hafnium (src at 21bfbdc1d3df). Where nothing fits, the lines around decide.
 */
const WORDS: readonly (readonly [Firmware, RegExp])[] = [
  [
    'Hafnium',
    /\b(?:api|plat|ffa|vcpu|vm|mm|cpu|other_world|constituents)_\w+: (?!0x|Can|Cannot|Invalid entry)|\bvCPU|\bVCPU|\bvcpu/,
  ],
  [
    'Hafnium',
    /\bMailbox|\bmailbox|FFA_FEATURES?:|SPMD$|to SPMD$|SP ?0x[0-9a-f]+ (?:denied|stopped)|SP[0-9a-f]+ turned|Partition Package|EL0 partition|Stage-\d page fault|VM availability messaging: |Hafnium|^(?:Memory|Device)\S*(?:VMs)?$|Boot CPU's|whitelist|load.address/,
  ],
  [
    'TF-A',
    /\bspm[cd]_\w+|\bSPMD\b|\bSPDM\b|\bSPM Core\b|^SPM\b|\bEL3\b|\bS-EL[012]\b|\bBL[0-9]+\w*\b|\bcore\d+\b|\blp_count\b|^CPU \d+ (?:on|off|suspend|resumed)!|[Tt]ag (?:is not 0|must be)|\bTRANSFER_LIST\b|\bNormal [Ww]orld\b|\bemad\b|^Logical SP\b|ffa_sec_ep_register_handler/,
  ],
  [
    'TF-A',
    /^(?:Handle must be|Source ID must|Destination ID must|Arg2 MBZ|Invalid message format|Direct [Rr]e(?:quest|sponse) (?:not supported|to (?:un|in))|Cannot discover partition|FFA version \(|Unsupported FF-?A (?:version|call)|Setting memory permissions:|Start address {2}:|Number of pages: |Attributes {5}: |NAME\d|Unsupported \S+$|Invalid ID \(|SPMC (?:ignored|initiali[sz])|SP context|SP \(0x)/,
  ],
  [
    'TF-A',
    /^(?:Endpoint \w+ cannot renegotiate|FFA_VERSION: |Mapping RX|TX Buffer must|Buffer size must|RX\/TX Buffers|Unable to (?:map|unmap|create|copy)|Invalid Secure Partition|Missing[ :]|Incorrect boot|Invalid VM availability|No Secure Partition|Secure Partition manifest|Max sz|Invalid region type|Incompatible region|Not found \S+-region|Unaligned composite|Overlapping mem regions|AArch32|Booting device|No SPM|Invalid or absent|Invalid direct resp partition|Unmatched direct)/,
  ],
  [
    'Hafnium',
    /\bVM\b|\bVMs\b|\b[Hh]ypervisor\b|\b[Nn]otifications?\b|\bSRI\b|\bFFA_(?:MEM|MSG|NOTIFICATION|RX|PARTITION)_|\bfragments?\b|\bconstituents?\b|\b[Rr]eceiver|\b[Ss]ender|\bshare state|\bTEE\b|\bother world|\bborrower|\bhandle\b|\bpermissions?\b|\bIPI\b|\bSMMU|\bsmmu-|\bManifest\b|\bmanifest\b|\bRetriev|\bretriev|\bRelinquish|\bmemory\b|\bMemory\b/,
  ],
  [
    'Hafnium',
    /\b[Ff]ragment|\b[Cc]onstituent|\b[Cc]omposite\b|\b[Dd]irect (?:messag|response)|\bIndirect messaging|\b[RT]X buffer\b|\bNo buffer pair|\b[Mm]ust [Bb]e (?:[Zz]ero|0)|\bdescriptors?\b|\bsecondary ep of|\bInterrupts? (?:belonging|reconfigure|[0-9a-f]+ does)|\breconfiguring interrupt|\bState transition|\btransition for|\bboot-info\b|\bvm-availability-|\bLive state\b|\bPE index\b|\bPSCI CPU_OFF message|\b[Ff]orwarding\b|\bGranule Protection\b|^GPF\b|^Unsupported function 0x|\b(?:share|cache)ability\b|\bInconsistent modes|\bpage[_ ]count\b|\btoo short\b|\bshare func\b|^Invalid (?:flags|length)\b|\bCopying instance\b|\bnumber of SPs\b|\bthe partition$|\bentries_count\b|\bframework message\b/,
  ],
];

/** Who says such a thing; null where the words do not tell. `text` is the line behind `WARNING: ` or `VERBOSE: `. */
export function firmwareOfWords(text: string): Firmware | null {
  const words = text.trim();
  for (const [firmware, pattern] of WORDS) if (pattern.test(words)) return firmware;
  // What Hafnium lists of a manifest is set in by two blanks and more; of what TF-A lists, the words are above.
  return /^ {2,}\S/.test(text) ? 'Hafnium' : null;
}
