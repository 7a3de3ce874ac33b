import type { Actor, ContextKind } from '../trace/event.ts';
import type { Kind } from './page.ts';

/** A word of the field, or of this page, with what it means here. */
export interface Term {
  /** Its anchor: `#/glossary/spmc`. */
  readonly id: string;
  readonly term: string;
  /** What the letters stand for; absent where the term is a word. */
  readonly long?: string;
  /** One to three sentences. */
  readonly says: string;
  /** Pages where it goes on. */
  readonly see?: readonly (readonly [Kind, string])[];
  /** How it is found in a sentence, where it is underlined; absent for a word that sentences use otherwise, too. */
  readonly finds?: RegExp;
}

/** Who or what a lane is. */
const LANES: readonly Term[] = [
  {
    id: 'user-space',
    term: 'User space',
    says: 'Programs under Linux, in exception level 0: insmod and rmmod, which load and unload the drivers, and clients that open sessions with trusted applications.',
  },
  {
    id: 'supplicant',
    term: 'Supplicant',
    says: 'The program tee-supplicant of user space does for OP-TEE what OP-TEE cannot do itself: load a trusted application from the file system, say. OP-TEE asks it by RPC.',
    finds: /\b(?:tee-)?supplicant\b/i,
  },
  {
    id: 'u-boot',
    term: 'U-Boot',
    says: 'A boot loader. It has an FF-A driver of its own and asks the same firmware before Linux starts.',
  },
  {
    id: 'uefi',
    term: 'UEFI',
    long: 'Unified Extensible Firmware Interface',
    says: 'A boot environment, here EDK2. It may talk to secure partitions before Linux starts.',
  },
  {
    id: 'xen',
    term: 'Xen',
    says: 'A hypervisor. It stands between Linux and the firmware, and may pass calls of FF-A on for its guests.',
  },
  {
    id: 'rest-of-linux',
    term: 'Linux',
    says: 'What of the kernel is neither the OP-TEE driver nor the FF-A core, where a recording shows it.',
  },
  {
    id: 'other-driver',
    term: 'Other driver',
    says: 'A second Linux driver that asks the FF-A core for notifications: it holds ids that the OP-TEE driver then cannot have.',
  },
  {
    id: 'optee-driver',
    term: 'OP-TEE driver',
    says: 'The Linux driver for OP-TEE over FF-A, drivers/tee/optee/ffa_abi.c. It asks OP-TEE for its version and capabilities, binds a notification id, and runs bottom halves.',
    finds: /\b(?:the|OP-TEE) driver\b/i,
  },
  {
    id: 'ffa-core',
    term: 'FF-A core',
    says: 'The Linux side of FF-A, drivers/firmware/arm_ffa. It makes the calls of FF-A for the drivers above it, turns their statuses into errnos, and takes the notifications in.',
    finds: /\bFF-A core\b/,
  },
  {
    id: 'spmd',
    term: 'SPMD',
    long: 'Secure Partition Manager Dispatcher',
    says: 'The part of TF-A in exception level 3 where every call between the worlds arrives. It answers a few and passes the others to the other world, which is why most arrows cross its lane.',
    see: [['glossary', 'spmc']],
    finds: /\bSPMD\b/,
  },
  {
    id: 'spmc',
    term: 'SPMC',
    long: 'Secure Partition Manager Core',
    says: 'Who manages the partitions of the secure world and answers the calls of FF-A: notifications, memory, discovery. It is OP-TEE itself in S-EL1, or Hafnium in S-EL2 with OP-TEE as a partition below it.',
    see: [
      ['glossary', 'spmd'],
      ['calls', 'FFA_NOTIFICATION_BIND'],
    ],
    finds: /\bSPMC\b/,
  },
  {
    id: 'optee',
    term: 'OP-TEE',
    long: 'Open Portable Trusted Execution Environment',
    says: 'The operating system of the secure world. Linux talks to it in direct messages, whose words OP-TEE’s own interface defines; its endpoint id is 0x8001 in these runs.',
    see: [['calls', 'FFA_MSG_SEND_DIRECT_REQ']],
  },
];

/** What kinds of execution there are: the letters beside the rows. */
const CONTEXTS: readonly Term[] = [
  {
    id: 'context',
    term: 'Context',
    says: 'What kind of execution a row belongs to, with its CPU: P process, W worker, H hard interrupt, I IPI; in the secure world A atomic, T thread of OP-TEE. A pointed badge: sleeping is not allowed there.',
  },
  {
    id: 'process',
    term: 'Process context',
    says: 'Code of the kernel that runs for a program. It may sleep: take a mutex, wait, allocate memory that is not there at once.',
    finds: /\bprocess context\b/i,
  },
  {
    id: 'worker',
    term: 'Worker',
    says: 'A thread of the kernel that runs work which somebody queued. It may sleep, but what is queued behind it waits meanwhile.',
    finds: /\bworkers?\b|\bkworker\b/i,
  },
  {
    id: 'hard-interrupt',
    term: 'Hard interrupt',
    says: 'Code that runs at once when a device interrupts the CPU. Nothing in it may sleep.',
    finds: /\bhard (?:interrupt|irq)\b|\bhardirq\b/i,
  },
  {
    id: 'ipi',
    term: 'IPI',
    long: 'inter-processor interrupt',
    says: 'A CPU interrupts another one to have a function run there. Nothing in it may sleep.',
    finds: /\bIPIs?\b/,
  },
  {
    id: 'atomic',
    term: 'Atomic, in the secure world',
    says: 'OP-TEE runs on the caller’s CPU with every interrupt masked, to its end. A blocking call is answered so.',
    see: [['glossary', 'blocking']],
  },
  {
    id: 'thread',
    term: 'OP-TEE thread',
    says: 'A context that OP-TEE keeps for a yielding call: it may be left in the middle, for an RPC or an interrupt, and go on later. There are few of them, and a call that finds none free is answered TEE_ERROR_BUSY.',
    see: [
      ['glossary', 'yielding'],
      ['errors', 'TEE_ERROR_BUSY'],
    ],
    finds: /\bOP-TEE threads?\b|\bthread [0-9]\b/,
  },
];

const FIELD: readonly Term[] = [
  {
    id: 'ff-a',
    term: 'FF-A',
    long: 'Firmware Framework for Arm A-profile, DEN0077A',
    says: 'The specification of how partitions talk: an operating system, a trusted one, and whoever manages them. Each call is eight registers that go over and eight that come back.',
    finds: /\bFF-A\b(?! core)/,
  },
  {
    id: 'smc',
    term: 'SMC',
    long: 'Secure Monitor Call',
    says: 'The instruction that takes the CPU from the kernel to exception level 3. What is called stands in w0; 32-bit calls use w0 to w7, 64-bit calls x0 to x7.',
    finds: /\bSMCs?\b/,
  },
  {
    id: 'exception-level',
    term: 'Exception level',
    says: 'How privileged code is on an Arm CPU: EL0 programs, EL1 kernels, EL2 hypervisors, EL3 the firmware between the worlds. S-EL0 to S-EL2 are the same in the secure world.',
    finds: /\bS?-?EL[0-3]\b|\bexception levels?\b/,
  },
  {
    id: 'worlds',
    term: 'Normal world, secure world',
    says: 'The two sides of TrustZone. Memory and devices of the secure world are out of reach for the normal one, where Linux runs; between them calls go through exception level 3.',
    finds: /\b(?:normal|secure) world\b/i,
  },
  {
    id: 'endpoint',
    term: 'Endpoint',
    says: 'Somebody who can send and receive: 16 bits name it, and bit 15 is set for those of the secure world. Linux without a hypervisor is 0, the SPMC 0x8000, OP-TEE 0x8001.',
    finds: /\bendpoints?\b/i,
  },
  {
    id: 'partition',
    term: 'Partition',
    long: 'secure partition, SP',
    says: 'An endpoint of the secure world. A logical partition is part of the SPMC, as OP-TEE is where it is the SPMC itself.',
    see: [['calls', 'FFA_PARTITION_INFO_GET']],
    finds: /\b(?:secure |logical )?partitions?\b/i,
  },
  {
    id: 'vm',
    term: 'VM',
    long: 'virtual machine',
    says: 'An endpoint of the normal world. Without a hypervisor the whole of Linux is VM 0.',
    finds: /\bVM [0-9]\b/,
  },
  {
    id: 'direct-message',
    term: 'Direct message',
    says: 'Five words in registers to a partition, which runs at once on the caller’s CPU and answers with five words. Every service of OP-TEE is asked for so.',
    see: [['calls', 'FFA_MSG_SEND_DIRECT_REQ']],
    finds: /\bdirect (?:message|request|response)s?\b/i,
  },
  {
    id: 'blocking',
    term: 'Blocking call',
    says: 'A message that OP-TEE answers before the CPU returns, every interrupt masked: versions, capabilities, ENABLE_ASYNC_NOTIF.',
    see: [['services', 'ENABLE_ASYNC_NOTIF']],
    finds: /\bblocking calls?\b/i,
  },
  {
    id: 'yielding',
    term: 'Yielding call',
    says: 'A message that OP-TEE runs on one of its threads. It may come back before it is done, with an RPC or because an interrupt of Linux came, and goes on after YIELDING_CALL_RESUME.',
    see: [
      ['services', 'YIELDING_CALL_WITH_ARG'],
      ['services', 'YIELDING_CALL_RESUME'],
    ],
    finds: /\byielding calls?\b/i,
  },
  {
    id: 'rpc',
    term: 'RPC',
    long: 'remote procedure call',
    says: 'OP-TEE asks Linux for a service in the middle of a yielding call: memory, the time, a file. Its thread waits until Linux resumes it.',
    see: [['services', 'YIELDING_CALL_RESUME']],
    finds: /\bRPCs?\b/,
  },
  {
    id: 'notification',
    term: 'Notification',
    says: 'A bit that one endpoint sets for another: it says that something happened, and nothing else. The receiver is told by an interrupt, and asks which bits are set.',
    see: [
      ['calls', 'FFA_NOTIFICATION_BIND'],
      ['calls', 'FFA_NOTIFICATION_GET'],
    ],
    finds: /\bnotifications?\b/i,
  },
  {
    id: 'notification-id',
    term: 'Notification id',
    says: 'Which bit it is, 0 to 63. In registers ids are bits: id 3 is 0x8 in the lower word, id 32 is bit 0 of the upper one.',
    finds: /\bids? \d+\b|\bids\b/,
  },
  {
    id: 'bitmap',
    term: 'Notification bitmap',
    says: 'The 64 bits that the SPMC keeps for a receiver: which are bound and which are pending. It has to be created before an id can be used.',
    see: [['calls', 'FFA_NOTIFICATION_BITMAP_CREATE']],
    finds: /\bbitmaps?\b/i,
  },
  {
    id: 'global',
    term: 'Global, per vCPU',
    says: 'A global notification may be taken on any CPU of the receiver, one per vCPU only on the one it is for. The OP-TEE driver uses global ones.',
    finds: /\bper[- ]vCPU\b/i,
  },
  {
    id: 'bind',
    term: 'Bind',
    says: 'A receiver says which sender may signal an id; afterwards nobody else may. UNBIND takes that back, and is refused with DENIED while the id is pending.',
    see: [
      ['calls', 'FFA_NOTIFICATION_BIND'],
      ['calls', 'FFA_NOTIFICATION_UNBIND'],
    ],
    finds: /\b(?:un)?(?:bound|binds?)\b/i,
  },
  {
    id: 'pending',
    term: 'Pending',
    says: 'Signalled, and not yet fetched by GET. A second signal of an id that is pending changes nothing: two events become one.',
    see: [['calls', 'FFA_NOTIFICATION_GET']],
    finds: /\bpending\b/i,
  },
  {
    id: 'sri',
    term: 'SRI',
    long: 'schedule receiver interrupt',
    says: 'The interrupt with which the secure world says that some receiver has something pending. Linux then asks INFO_GET for whom it is.',
    see: [['calls', 'FFA_NOTIFICATION_INFO_GET']],
    finds: /\bSRI\b/,
  },
  {
    id: 'npi',
    term: 'NPI',
    long: 'notification pending interrupt',
    says: 'The interrupt that tells one vCPU to fetch its notifications with GET. A hypervisor gives it to its guests.',
    finds: /\bNPI\b/,
  },
  {
    id: 'sgi',
    term: 'SGI, INTID',
    long: 'software generated interrupt; interrupt id',
    says: 'An interrupt that software raises, one of the first 16 ids of the interrupt controller. An INTID is the controller’s number; Linux gives the same interrupt a number of its own.',
    finds: /\bSGIs?\b|\bINTIDs?\b/,
  },
  {
    id: 'gic',
    term: 'GIC',
    long: 'Generic Interrupt Controller',
    says: 'Arm’s interrupt controller. Linux maps the SRI only on one of version 3 and later.',
    finds: /\bGIC(?:v[234])?\b/,
  },
  {
    id: 'bottom-half',
    term: 'Bottom half',
    says: 'Work that a driver of OP-TEE puts off from its interrupt. OP-TEE notifies Linux, which makes a yielding call with the command DO_BOTTOM_HALF so that OP-TEE has a thread to do it on.',
    see: [['services', 'ENABLE_ASYNC_NOTIF']],
    finds: /\bbottom hal(?:f|ves)\b(?! value)/i,
  },
  {
    id: 'bottom-half-value',
    term: 'Bottom half value',
    says: 'The notification id that Linux chose for bottom halves, bound, and told OP-TEE with ENABLE_ASYNC_NOTIF. The driver keeps it as bottom_half_value; U32_MAX means none.',
    see: [['services', 'ENABLE_ASYNC_NOTIF']],
    finds: /\bbottom half value\b|\bbottom_half_value\b/i,
  },
  {
    id: 'async-notif',
    term: 'Asynchronous notification',
    says: 'OP-TEE signals while no call of Linux is under way. A synchronous one is the opposite: a thread of OP-TEE, inside a call, waits for a key or sends one by RPC.',
    see: [['glossary', 'key']],
    finds: /\ba?synchronous(?: notifications?)?\b/i,
  },
  {
    id: 'key',
    term: 'Key',
    says: 'The number on which a thread of OP-TEE waits, by an RPC, until another one sends it. The threads wait in Linux, not in OP-TEE.',
    finds: /\bkeys? \d+\b/,
  },
  {
    id: 'latch',
    term: 'Latch',
    says: 'A bit that remembers a send for which nobody waited yet: who waits later goes on at once.',
    finds: /\blatch(?:ed)?\b/i,
  },
  {
    id: 'callback',
    term: 'Callback',
    says: 'The function of a driver that the FF-A core runs when its id was signalled.',
    finds: /\bcallbacks?\b/i,
  },
  {
    id: 'bucket',
    term: 'Notifier hash, bucket',
    says: 'Where the FF-A core keeps the callbacks: a table of 16 lists, the buckets, found by the id. Two ids that differ by 16 share a list.',
    finds: /\bbuckets?\b/i,
  },
  {
    id: 'workqueue',
    term: 'Workqueue',
    says: 'A queue of functions that a worker of the kernel runs one after another, where sleeping is allowed. To drain it is to wait until nothing in it runs any more.',
    finds: /\bwork ?queues?\b/i,
  },
  {
    id: 'sleep',
    term: 'Sleep',
    says: 'To give the CPU away until something happens: a mutex, an allocation, a wait. In an interrupt, and under a spinlock, it is a bug.',
    finds: /\bsleep(?:s|ing)?\b/i,
  },
  {
    id: 'handle',
    term: 'Handle, cookie',
    says: '64 bits that name a piece of shared memory. FF-A calls them handle, OP-TEE’s messages cookie.',
    see: [['calls', 'FFA_MEM_SHARE']],
    finds: /\bhandles?\b|\bcookies?\b/i,
  },
  {
    id: 'shared-memory',
    term: 'Shared memory',
    says: 'Pages of Linux that OP-TEE may use as well. Shared by FFA_MEM_SHARE, and taken back by UNREGISTER_SHM and then FFA_MEM_RECLAIM, in this order.',
    see: [
      ['calls', 'FFA_MEM_SHARE'],
      ['services', 'UNREGISTER_SHM'],
      ['calls', 'FFA_MEM_RECLAIM'],
    ],
    finds: /\bshared memory\b/i,
  },
  {
    id: 'buffers',
    term: 'RX and TX buffers',
    says: 'A page each way between an endpoint and its SPMC, for what does not fit into registers. Who has read the RX buffer gives it back with FFA_RX_RELEASE; until then the SPMC may not write to it.',
    see: [
      ['calls', 'FFA_RXTX_MAP'],
      ['calls', 'FFA_RX_RELEASE'],
    ],
    finds: /\b[RT]X buffers?\b/,
  },
  {
    id: 'mbz',
    term: 'MBZ',
    long: 'must be zero',
    says: 'Bits that mean nothing in this version. A sender has to leave them zero; many receivers refuse what is not, others do not look.',
    finds: /\bMBZ\b|\bmust be zero\b/i,
  },
  {
    id: 'sp-ta',
    term: 'Trusted application',
    long: 'TA; pseudo TA, PTA',
    says: 'A program under OP-TEE that clients open sessions with. A pseudo TA is built into OP-TEE itself: the probe asks one which devices there are.',
    finds: /\b(?:pseudo )?TAs?\b|\bPTAs?\b|\btrusted applications?\b/i,
  },
  {
    id: 'session',
    term: 'Session',
    says: 'What a client has open with a trusted application: opened, invoked, closed, each by a yielding call.',
    finds: /\bsessions?\b/i,
  },
  {
    id: 'probe',
    term: 'Probe, remove',
    says: 'How a driver takes a device into use and gives it up again. A probe that fails has to undo everything that it did.',
    finds: /\bprobes?\b|\bprobed\b/i,
  },
  {
    id: 'capabilities',
    term: 'Capabilities',
    says: 'A word of bits in which OP-TEE says what it can: ASYNC_NOTIF is one of them, and without it the driver binds no id.',
    see: [['services', 'EXCHANGE_CAPABILITIES']],
    finds: /\bcapabilit(?:y|ies)\b/i,
  },
  {
    id: 'status',
    term: 'Status',
    says: 'Why a call of FF-A was refused: a negative number in w2 of FFA_ERROR. Linux makes an errno of it, and several statuses become the same one.',
    see: [
      ['calls', 'FFA_ERROR'],
      ['errors', 'DENIED'],
    ],
  },
  {
    id: 'errno',
    term: 'Errno',
    says: 'Linux’s number for what went wrong; functions return it negative, as −EACCES (−13).',
    see: [['errors', 'EACCES']],
    finds: /\berrnos?\b/i,
  },
  {
    id: 'kexec',
    term: 'kexec',
    says: 'A kernel starts another one without going through the firmware: what the first had bound or shared in the secure world is still there for the second.',
    finds: /\bkexec\b/i,
  },
  {
    id: 'hafnium',
    term: 'Hafnium',
    says: 'A hypervisor for the secure world, in S-EL2. As SPMC it answers FF-A by the specification, and OP-TEE is one of its partitions.',
    finds: /\bHafnium\b/,
  },
  {
    id: 'tf-a',
    term: 'TF-A',
    long: 'Trusted Firmware-A',
    says: 'The firmware in exception level 3. The SPMD is a part of it.',
    finds: /\bTF-A\b/,
  },
];

/** Words of this page. */
const OURS: readonly Term[] = [
  {
    id: 'row',
    term: 'Row',
    says: 'One thing that happens: a call, an answer, a function, an interrupt, a message. Rows are numbered from 0, in the order of their time.',
  },
  {
    id: 'state',
    term: 'State',
    says: 'Everything that is so after the current row: who has bound what, what the driver knows, what is held, locked, queued. Each cell says which row wrote it.',
  },
  {
    id: 'struct-optee',
    term: 'struct optee',
    says: 'What the OP-TEE driver knows of its device: capabilities, bottom half value, and whether it is bound.',
  },
  {
    id: 'held',
    term: 'Held',
    says: 'What somebody has taken and not given back: memory, registered devices, bound ids, queues. What is still held after a remove is a leak.',
    see: [['rules', 'I9']],
  },
  {
    id: 'locks',
    term: 'Locks',
    says: 'Who holds which lock of Linux now, and who waits for it.',
  },
  {
    id: 'queued',
    term: 'Queued work',
    says: 'Functions that wait in a workqueue for a worker to run them.',
    see: [['glossary', 'workqueue']],
  },
  {
    id: 'raised',
    term: 'Interrupts raised',
    says: 'Interrupts that were raised and that no CPU has taken yet.',
  },
  {
    id: 'fault',
    term: 'Fault',
    says: 'What a person put into a run: an answer, a delay, a lost interrupt. The run parts there into another one, and the first stays.',
  },
  {
    id: 'violation',
    term: 'Violation, broken rule',
    says: 'A row at which a rule stops being kept that a correct system keeps. Every rule has its number and its source.',
    see: [['rules', 'I1']],
  },
  {
    id: 'departure',
    term: 'Departure',
    says: 'An answer in a recording that the rules of the secure world do not have.',
  },
  {
    id: 'simulated-time',
    term: 'Simulated time',
    says: 'The time in a run of the model is invented: it says what comes before what, not how long it takes on a machine. Times of a recording are the machine’s.',
  },
];

/** All words, in the order of their names. */
export const TERMS: readonly Term[] = [...LANES, ...CONTEXTS, ...FIELD, ...OURS].sort((a, b) =>
  a.term.localeCompare(b.term, 'en'),
);

const BY_ID: ReadonlyMap<string, Term> = new Map(TERMS.map((t) => [t.id, t]));

/** The word with this id; null for none. */
export const termById = (id: string): Term | null => BY_ID.get(id) ?? null;

/** The word that explains a lane. */
export const TERM_OF_ACTOR: Readonly<Record<Actor, string>> = {
  user: 'user-space',
  supplicant: 'supplicant',
  uboot: 'u-boot',
  edk2: 'uefi',
  xen: 'xen',
  kernel: 'rest-of-linux',
  other: 'other-driver',
  'optee-driver': 'optee-driver',
  arm_ffa: 'ffa-core',
  spmd: 'spmd',
  spmc: 'spmc',
  optee: 'optee',
};

/** The word that explains a kind of execution. */
export const TERM_OF_CONTEXT: Readonly<Record<ContextKind, string>> = {
  process: 'process',
  worker: 'worker',
  hardirq: 'hard-interrupt',
  ipi: 'ipi',
  'secure-atomic': 'atomic',
  'secure-thread': 'thread',
};

/** The words that explain the headings of the state, by how these begin. */
const HEADINGS: readonly (readonly [string, string])[] = [
  ['State', 'state'],
  ['Notifier hash', 'bucket'],
  ['Shared memory', 'shared-memory'],
  ['RX and TX buffers', 'buffers'],
  ['OP-TEE threads', 'thread'],
  ['SPMC', 'spmc'],
  ['SPMD', 'spmd'],
  ['struct optee', 'struct-optee'],
  ['FF-A core', 'ffa-core'],
  ['OP-TEE', 'optee'],
  ['Contexts', 'context'],
  ['Held', 'held'],
  ['Locks', 'locks'],
  ['Queued work', 'queued'],
  ['Interrupts raised', 'raised'],
  ['RPC notification keys', 'key'],
];

/** The word that explains a heading of the state; null for one that needs none. */
export const termOfHeading = (heading: string): string | null =>
  HEADINGS.find(([begins]) => heading.startsWith(begins))?.[1] ?? null;
