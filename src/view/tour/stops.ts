/** A stop of the tour: a place of the page, and what it is for. */
export interface Stop {
  /** `data-tour` of the element that it speaks of; where none is on the page the words stand alone. */
  readonly at: string;
  readonly title: string;
  readonly text: string;
  /** Its keys, each with what it does. */
  readonly keys: readonly (readonly [key: string, does: string])[];
}

/** The six stops, in the order of a first look: read, look closer, go on, change, bring, take away. */
export const STOPS: readonly Stop[] = [
  {
    at: 'rows',
    title: 'A row is one event',
    text: 'Time runs down; each lane is one actor, Linux left and the secure world right. A full arrow is a call, a dashed one its reply.',
    keys: [
      ['→', 'next row'],
      ['←', 'row before'],
    ],
  },
  {
    at: 'registers',
    title: 'Every register of the row',
    text: 'A call and its reply, register by register, with its bits and what Linux makes of it. The state below it is the one after this row.',
    keys: [['0 – 7', 'choose a register']],
  },
  {
    at: 'next',
    title: 'The way through a lesson',
    text: 'A lesson stops at the rows that matter and says why. Behind its last step is a question; the model itself checks the answer.',
    keys: [
      ['S', 'next step'],
      ['Q', 'question'],
    ],
  },
  {
    at: 'inject',
    title: 'What if it had answered otherwise?',
    text: 'At any row: what the other side may answer, what it never should, and what Linux does with it. The new run opens beside the old one.',
    keys: [
      ['I', 'inject a fault'],
      ['Ctrl Z', 'take it back'],
    ],
  },
  {
    at: 'recording',
    title: 'Your own machine',
    text: 'A trace or a console log of a real machine is read here, in the browser, and told like a run. It is sent nowhere. Drop a file anywhere, or look at one of the examples.',
    keys: [],
  },
  {
    at: 'share',
    title: 'Take it along',
    text: 'The link holds the scenario, the row and the view. Explore tries every fault and every order of events; the commands find everything else, and this tour.',
    keys: [['Ctrl K', 'commands']],
  },
];

/** The lessons that tell most in least time, by their titles (lessons/titles.ts). */
export const FIRST_LESSONS: readonly string[] = [
  'A probe, step by step',
  'The -EACCES walk',
  'One notification, end to end',
  'Bottom half and synchronous',
  'Unbind while pending leaks the id',
  'Find it yourself',
];
