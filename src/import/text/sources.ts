import type { Actor, LogEvent } from '../../trace/event.ts';
import { levelOfWords } from './linux-messages.ts';

type Level = LogEvent['level'];

/** Firmware that prints on a console: how its lines begin, whose lane they have, and how grave they are. */
export interface MessageSource {
  /** As a person names it. */
  readonly name: string;
  readonly who: Actor;
  /** How its lines begin; group 1, where there is one, is the word for the level. */
  readonly begins: RegExp;
  /** What the word for the level means; where a source writes none, the words of the line tell. */
  readonly levels?: { readonly [word: string]: Level };
  /** Only lines about FF-A are drawn: what else this source says would bury them. */
  readonly aboutOnly?: true;
  /** Words that a message of Linux may begin with too: not behind a time of the kernel. */
  readonly weak?: true;
  /** Nobody else begins a line so: also where a log names the program that wrote it down. */
  readonly relayed?: true;
  /** What stands before the message and is not kept. */
  readonly strips?: RegExp;
}

/** What a line of a source that says much else must be about. */
export const ABOUT =
  /\bFF-?A\b|\bffa_|\bFFA_|\bFWU?\b|\bFWU_|arm[-_]ffa|\bOP-?TEE\b|\boptee\b|\btee\b|\bSPM[CD]?\b|\bSMC\b|\bsecure partition|StandaloneMm|\bMm(?:Communicat|Core)|\bHafnium\b|\bhafnium\b/i;

const TFA_LEVELS = { NOTICE: 'info', ERROR: 'error', WARNING: 'warn', INFO: 'info', VERBOSE: 'debug' } as const;
const OPTEE_LEVELS = { E: 'error', W: 'warn', I: 'info', D: 'debug', F: 'debug' } as const;
const UBOOT_LEVELS: { readonly [word: string]: Level } = {
  EMERG: 'error',
  ALERT: 'error',
  CRIT: 'error',
  ERR: 'error',
  WARNING: 'warn',
  WARN: 'warn',
  NOTICE: 'info',
  INFO: 'info',
  DEBUG: 'debug',
  CONT: 'debug',
  IO: 'debug',
  CONTENT: 'debug',
  DEBUG_CONTENT: 'debug',
};

/**
 * The first that fits counts. TF-A pads its prefixes to nine characters (common/tf_log.c), so `INFO:    x` is TF-A's;
 * Hafnium writes one blank always (src/dlog.c). WARNING and VERBOSE look alike in both: firmware-words.ts tells them apart.
 * OP-TEE (core/kernel/trace.c) writes a letter and the component; a partition manager puts `[partition vCPU] ` before
 * the lines of its partitions, xtest its progress characters.
 */
export const SOURCES: readonly MessageSource[] = [
  {
    name: 'OP-TEE',
    who: 'optee',
    begins: /^(?:\[[0-9a-f]{1,4} \d{1,3}\] )?[#*+.ox]{0,80}([EWIDF])\/(?:TC|TA|LD|DRV|SP|PTA)\b\S{0,20}/,
    levels: OPTEE_LEVELS,
    relayed: true,
    strips: /^(?:\[[0-9a-f]{1,4} \d{1,3}\] )?[#*+.ox]{0,80}(?=[EWIDF]\/)/,
  },
  {
    name: 'Xen',
    who: 'xen',
    begins: /^\(XEN\) ?/,
    relayed: true,
    aboutOnly: true,
    strips: /^\(XEN\) ?(?:\[[^\]]{1,40}\] ?)?/,
  },
  {
    name: 'program',
    who: 'user',
    relayed: true,
    begins:
      /^(?:(?:modprobe|insmod|rmmod|depmod): (?:ERROR|FATAL|WARNING|can't)|(?:ERROR|FATAL): (?:could not (?:insert|remove|find)|Module \S+ ))/,
  },
  { name: 'TF-A', who: 'spmd', begins: /^(NOTICE|ERROR|INFO): {2,8}/, levels: TFA_LEVELS },
  {
    name: 'TF-A',
    who: 'spmd',
    begins:
      /^(?:PANIC (?:at PC|in EL3)|Unhandled (?:Exception|Interrupt Exception) (?:in|from) EL3|BACKTRACE: START|ASSERT: (?:File )?\S+(?::\d|, line))/i,
    levels: {},
  },
  {
    name: 'Hafnium',
    who: 'spmc',
    begins: /^(NOTICE|ERROR|INFO): (?=\S)(?!C[0-9A-F]{8}:V|task |rcu)/,
    levels: TFA_LEVELS,
  },
  { name: 'Hafnium', who: 'spmc', begins: /^(?:PANIC|Panic): ?/, levels: {} },
  { name: 'Hafnium', who: 'spmc', begins: /^\[[0-9a-f]{1,4} \d{1,3}\] / },
  {
    name: 'U-Boot',
    who: 'uboot',
    begins: /^(EMERG|ALERT|CRIT|ERR|WARNING|WARN|NOTICE|INFO|DEBUG|CONT|IO|CONTENT|DEBUG_CONTENT)\.[\w-]{1,40},/,
    levels: UBOOT_LEVELS,
    aboutOnly: true,
  },
  { name: 'U-Boot', who: 'uboot', begins: /^U-Boot (?:SPL |TPL |VPL )?\d{4}\.\d\d/ },
  {
    name: 'U-Boot',
    who: 'uboot',
    begins:
      /^(?:FWU\w{0,40}:|FF-A: |\[FFA\]|ffa_\w{1,60}\(?\)?:|\w{1,60}_direct_req\(\):|Starting kernel \.\.\.|Partition: id = [0-9a-f]{1,4} ?, exec_ctxt|device name \S{1,32}, dev [0-9a-f]{1,16}, driver name \S{1,32}, ops |SP response:$)/,
    weak: true,
  },
  {
    name: 'U-Boot',
    who: 'uboot',
    begins:
      /^(?:## |DRAM: |Core: |MMC: |Net: |In: |Out: |Err: |Model: |Loading Environment|Hit any key|Trying to boot|Bloblist|EFI: |Booting |switch to partitions|Found U-Boot script|\d{1,12} bytes read)/,
    aboutOnly: true,
    weak: true,
  },
  {
    name: 'EDK2',
    who: 'edk2',
    begins:
      /^(?:UEFI firmware|UEFI Interactive Shell|EDK ?II|StandaloneMm|StMm|Mm(?:Communicat|Core|Entry|Ffa)|ArmFfa|Ffa\w{0,40}(?:Lib|Dxe|Pei)|ASSERT(?:_\w{2,8}_ERROR)? [[(]|Synchronous Exception at|ERROR: C[0-9A-F]{8}:V)/,
    weak: true,
  },
  {
    name: 'EDK2',
    who: 'edk2',
    begins:
      /^(?:Loading (?:driver|PEIM|DXE CORE|PEI CORE)\b|add-symbol-file |InstallProtocolInterface: |InstallPpi|Install PPI: |Notify: PPI|PROGRESS CODE: |BdsDxe: |\[Bds\]|FV Hob|HOBLIST|[A-Z]\w{2,40}(?:Dxe|Pei|Lib|Mm|Smm): )/,
    aboutOnly: true,
    weak: true,
  },
];

/** What Hafnium prints in pieces, without a prefix: share states, memory ranges, descriptors (src/ffa_memory.c, manifest.c). */
export const HAFNIUM_PIECES =
  /^(?:from VM 0x|Receiver 0x|Current share states:|(?:SHARE|LEND|DONATE)(?: |$)|invalid share_func |\] at offset |, (?:impdef: |$)| 0x[0-9a-f]{1,16} \(|\): (?:fully|partially) sent| with \d+ fragments|\S{1,64} Memory ranges:$|\s{0,8}\[[0-9a-f]{1,16} - [0-9a-f]{1,16} \(\d+ pages\)\]|Unable to initialise device memory)/;

/** Does a message begin here as a firmware or Linux begins one about FF-A, and is nothing of a logger before it? */
export const isBegun = (text: string): boolean =>
  /^(?:ARM FF-A|arm_ffa|arm-ffa|optee|tee)\b|^(?:WARNING|VERBOSE): /.test(text) ||
  SOURCES.some((s) => s.begins.test(text));

/** The level of a line of this source, by the word for it or by its words. */
export function levelIn(source: MessageSource, word: string | undefined, text: string): Level {
  const named = word === undefined ? undefined : source.levels?.[word];
  if (named !== undefined) return named;
  return source.levels !== undefined && word === undefined ? 'error' : levelOfWords(text);
}
