/** What a change of the model did to the rows of a run, for links that were made before it. */
export interface ModelChange {
  readonly revision: number;
  /** A clause that follows "since then": `UNBIND of a pending id is refused`. */
  readonly what: string;
}

/** One entry for each revision after the first, ascending. A change of what a scenario's trace says adds one. */
export const MODEL_CHANGES: readonly ModelChange[] = [
  {
    revision: 2,
    what:
      'the end of a function is paired with its beginning after an RPC of OP-TEE, the bus offers its devices and has rows ' +
      'for it, the FF-A core has a row for each allocation of its start, a module that is in use is not removed, only direct ' +
      'requests can be preempted, a choice of somebody who could not run ends the run, what is left over is said once, and ' +
      'the driver "fixed" reserves its stop message and tries nothing without end',
  },
  {
    revision: 3,
    what: 'the driver "fixed" fetches what is pending before it gives an id back again, and forgets the callback of an id that stays bound, and the console of OP-TEE reads nothing when notifications are stopped',
  },
  {
    revision: 4,
    what: 'an id that is refused because of another of its bucket breaks rule I2, and an answer that is taken for success and is none breaks I2 or I10',
  },
  {
    revision: 5,
    what:
      'the driver "fixed" is that of Linux 7.3 with fixes, each of which can be switched off, and has more of them, Hafnium lets the ' +
      'last of several ranges of memory decide, tells a hypervisor what a handle has, and counts shared ranges in FFA_NS_RES_INFO_GET, ' +
      'and an OP-TEE without protected memory protects none',
  },
  {
    revision: 6,
    what:
      'a refusal of the secure world says why it came, what is said of a notification names its id, nobody opens /dev/tee0 any ' +
      'more once rmmod has begun, and a client that loads a trusted application keeps the module from going',
  },
];

/** The revision of the model: same scenario and same revision, same trace. 1 to 65535. */
export const MODEL_REVISION = 1 + MODEL_CHANGES.length;

/** What a person should know about a link that another revision made; empty when it was this one. */
export function revisionNotes(
  revision: number,
  current: number = MODEL_REVISION,
  changes: readonly ModelChange[] = MODEL_CHANGES,
): readonly string[] {
  if (revision === current) return [];
  if (revision > current)
    return [`The link was made by model revision ${revision} and this is revision ${current}: rows may differ.`];
  const since = changes.filter((c) => c.revision > revision).map((c) => c.what);
  return [
    `The link was made by model revision ${revision} and this is revision ${current}. Since then: ${since.join('; ')}.`,
  ];
}
