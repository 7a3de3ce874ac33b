import type { Actor } from './event.ts';

/** The two worlds of TrustZone. */
export type WorldSide = 'normal' | 'secure';

/** Everything that is known of a lane; each list of actors in the program is derived from ACTORS. */
export interface ActorFacts {
  readonly side: WorldSide;
  /** As a sentence names it: `the SPMC`, `user space`. */
  readonly name: string;
  /** Does the name take an article inside a sentence? */
  readonly article: boolean;
  /** The head of its lane, and the same where there is little room. */
  readonly head: string;
  readonly short: string;
  /** The exception level, as TF-A with an S-EL1 partition manager has it. */
  readonly level: string;
  /** The word for it in a search, beside its id. */
  readonly word: string;
  /**
   * The room before its lane, in shares of the width: set by what stands there, not equal. What frames say begins at
   * the edge between the worlds, what functions say between the driver and the core.
   */
  readonly room: number;
  /** Has it a lane in every diagram, or only where a trace uses it? */
  readonly always: boolean;
}

/** Who is on the diagram, from left to right. */
export const ACTORS = {
  user: {
    side: 'normal',
    name: 'user space',
    article: false,
    head: 'User space',
    short: 'User',
    level: 'EL0',
    word: 'user',
    room: 0.058,
    always: true,
  },
  supplicant: {
    side: 'normal',
    name: 'supplicant',
    article: true,
    head: 'Supplicant',
    short: 'Suppl.',
    level: 'EL0',
    word: 'supplicant',
    room: 0.1,
    always: false,
  },
  uboot: {
    side: 'normal',
    name: 'U-Boot',
    article: false,
    head: 'U-Boot',
    short: 'U-Boot',
    level: 'EL2',
    word: 'uboot',
    room: 0.1,
    always: false,
  },
  edk2: {
    side: 'normal',
    name: 'UEFI',
    article: false,
    head: 'UEFI (EDK2)',
    short: 'UEFI',
    level: 'EL2',
    word: 'uefi',
    room: 0.1,
    always: false,
  },
  xen: {
    side: 'normal',
    name: 'Xen',
    article: false,
    head: 'Xen',
    short: 'Xen',
    level: 'EL2',
    word: 'xen',
    room: 0.1,
    always: false,
  },
  kernel: {
    side: 'normal',
    name: 'rest of Linux',
    article: true,
    head: 'Linux',
    short: 'Linux',
    level: 'EL1',
    word: 'linux',
    room: 0.1,
    always: false,
  },
  other: {
    side: 'normal',
    name: 'another driver',
    article: false,
    head: 'Other driver',
    short: 'Other',
    level: 'EL1',
    word: 'other',
    room: 0.1,
    always: false,
  },
  'optee-driver': {
    side: 'normal',
    name: 'OP-TEE driver',
    article: true,
    head: 'OP-TEE driver',
    short: 'Driver',
    level: 'EL1',
    word: 'driver',
    room: 0.142,
    always: true,
  },
  arm_ffa: {
    side: 'normal',
    name: 'FF-A core',
    article: true,
    head: 'FF-A core',
    short: 'Core',
    level: 'EL1',
    word: 'core',
    room: 0.2,
    always: true,
  },
  spmd: {
    side: 'secure',
    name: 'SPMD',
    article: true,
    head: 'SPMD',
    short: 'SPMD',
    level: 'EL3 · TF-A',
    word: 'spmd',
    room: 0.14,
    always: true,
  },
  spmc: {
    side: 'secure',
    name: 'SPMC',
    article: true,
    head: 'SPMC',
    short: 'SPMC',
    level: 'S-EL1',
    word: 'spmc',
    room: 0.195,
    always: true,
  },
  optee: {
    side: 'secure',
    name: 'OP-TEE',
    article: false,
    head: 'OP-TEE',
    short: 'OP-TEE',
    level: 'S-EL1',
    word: 'optee',
    room: 0.183,
    always: true,
  },
} as const satisfies Readonly<Record<Actor, ActorFacts>>;

/** Who a folded world's column is named after. It stays: without it a message of its world would have no lane. */
export const HEAD_OF = { normal: 'optee-driver', secure: 'spmc' } as const satisfies Readonly<Record<WorldSide, Actor>>;

/** All of them, from left to right. */
export const ACTOR_ORDER = Object.keys(ACTORS) as readonly Actor[];

export const isActor = (name: string): name is Actor => Object.hasOwn(ACTORS, name);

/** In which world it runs. */
export const sideOf = (actor: Actor): WorldSide => ACTORS[actor].side;

export const isSecure = (actor: Actor): boolean => sideOf(actor) === 'secure';
