/** A stroke or a shape of a sign, in a box of 44 by 16. */
interface Shape {
  readonly d: string;
  readonly filled?: true;
  readonly dashed?: true;
  /** Which colour: that of errors, of faults and broken rules, of success, of what is "here"; that of words, if absent. */
  readonly tone?: 'err' | 'viol' | 'ok' | 'accent';
}

/** A sign of the diagram, drawn small, with what it says. The shapes are those of view/diagram. */
export interface Sign {
  readonly id: string;
  readonly name: string;
  readonly says: string;
  readonly shapes: readonly Shape[];
  /** Letters in it. */
  readonly letters?: string;
}

const TIP = 'M40 8l-6-3v6z';
const BACK = 'M4 8l6-3v6z';

/** Every sign of the diagram. */
export const SIGNS: readonly Sign[] = [
  {
    id: 'call',
    name: 'Line with a full tip',
    says: 'A call: registers go over. Thick for frames of FF-A.',
    shapes: [{ d: 'M4 8H36' }, { d: TIP, filled: true }],
  },
  {
    id: 'reply',
    name: 'Broken line',
    says: 'An answer: registers come back.',
    shapes: [
      { d: 'M40 8H8', dashed: true },
      { d: BACK, filled: true },
    ],
  },
  {
    id: 'function',
    name: 'Thin line',
    says: 'A function of one lane calls one of another, both in the same world.',
    shapes: [{ d: 'M4 8H40M36 5l4 3l-4 3' }],
  },
  {
    id: 'ring',
    name: 'Ring on a line',
    says: 'The call passes this lane, which only hands it on.',
    shapes: [{ d: 'M4 8H18M26 8H40M22 4a4 4 0 1 0 .01 0z' }],
  },
  {
    id: 'step',
    name: 'Small square on a lane',
    says: 'A function that begins and ends in this row.',
    shapes: [{ d: 'M18 4h8v8h-8z' }],
  },
  {
    id: 'bar',
    name: 'Bar along a lane',
    says: 'This lane is at work, until its answer.',
    shapes: [{ d: 'M19 1h6v14h-6z' }],
  },
  {
    id: 'irq',
    name: 'Line with a diamond',
    says: 'An interrupt goes to the other world, by way of EL3. With a cross in place of the tip it is lost.',
    shapes: [{ d: 'M4 8H36' }, { d: TIP, filled: true }, { d: 'M20 3l5 5l-5 5l-5 -5z', filled: true }],
  },
  {
    id: 'dot',
    name: 'Dot or ring on a lane',
    says: 'A call, or with a ring its answer, of which both ends stand in this lane: its world is folded.',
    shapes: [{ d: 'M14 4a4 4 0 1 0 .01 0z', filled: true }, { d: 'M30 4a4 4 0 1 0 .01 0z' }],
  },
  {
    id: 'log',
    name: 'Square with a box',
    says: 'A message that this lane prints, as it stands in the log.',
    shapes: [{ d: 'M2 4h8v8h-8z' }, { d: 'M16 1h26v14h-26z', dashed: true }],
  },
  { id: 'ok', name: 'Tick', says: 'It succeeded.', shapes: [{ d: 'M18 8l3 3 6-7', tone: 'ok' }] },
  {
    id: 'error',
    name: 'Cross',
    says: 'An error came back, or a function failed.',
    shapes: [{ d: 'M19 5l6 6M25 5l-6 6', tone: 'err' }],
  },
  {
    id: 'violation',
    name: 'Triangle',
    says: 'A rule is broken in this row.',
    shapes: [{ d: 'M22 2l6.5 11h-13z', tone: 'viol' }],
  },
  {
    id: 'flag',
    name: 'Flag',
    says: 'A fault that a person put in touched this row.',
    shapes: [{ d: 'M18 14v-11h8l-3 3 3 3h-8', tone: 'viol' }],
  },
  {
    id: 'departs',
    name: 'Unequal sign',
    says: 'A recording departs here from the rules of its secure world; beside a pair, the two runs differ here.',
    shapes: [{ d: 'M17 6h10M17 10h10M25 3l-6 10', tone: 'viol' }],
  },
  {
    id: 'changed',
    name: 'Small mark beside the row number',
    says: 'The row changed the state.',
    shapes: [{ d: 'M20.5 6h3v4h-3z', filled: true }],
  },
  {
    id: 'break',
    name: 'Dot at the left edge',
    says: 'A breakpoint: playing and “run to” stop here.',
    shapes: [{ d: 'M22 4a4 4 0 1 0 .01 0z', filled: true, tone: 'err' }],
  },
  {
    id: 'round',
    name: 'Round badge with a letter',
    says: 'The context of the row, where sleeping is allowed: P process, W worker, T thread of OP-TEE; the number is the CPU.',
    shapes: [{ d: 'M13 1h18a3 3 0 0 1 3 3v8a3 3 0 0 1-3 3h-18a3 3 0 0 1-3-3v-8a3 3 0 0 1 3-3z' }],
    letters: 'P0',
  },
  {
    id: 'pointed',
    name: 'Pointed badge with a letter',
    says: 'The context of the row, where nothing may sleep: H hard interrupt, I IPI, A atomic in the secure world.',
    shapes: [{ d: 'M14 1h16l4 7l-4 7h-16l-4-7z' }],
    letters: 'H0',
  },
  {
    id: 'band',
    name: 'Coloured band',
    says: 'The current row. What stands below it has not happened yet, and is paler.',
    shapes: [{ d: 'M1 3h42v10h-42z', filled: true, tone: 'accent' }],
  },
];

const BY_ID: ReadonlyMap<string, Sign> = new Map(SIGNS.map((s) => [s.id, s]));

export const signById = (id: string): Sign | null => BY_ID.get(id) ?? null;
