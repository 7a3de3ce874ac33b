/**
 * Number and title of every lesson, in their order: what the page needs to know of a lesson before it loads it. A test
 * compares them with the lessons.
 */
export const LESSON_TITLES: readonly { readonly number: number; readonly title: string }[] = [
  { number: 1, title: 'A probe, step by step' },
  { number: 2, title: 'A remove, step by step' },
  { number: 3, title: 'The -EACCES walk' },
  { number: 4, title: 'All 64 taken' },
  { number: 5, title: 'A permanent error' },
  { number: 6, title: 'An old OP-TEE' },
  { number: 7, title: 'One notification, end to end' },
  { number: 8, title: 'Bottom half and synchronous' },
  { number: 9, title: 'Five sends, one bottom half' },
  { number: 11, title: 'Sleeping in the bottom half' },
  { number: 13, title: 'Unbind while pending leaks the id' },
  { number: 14, title: 'The event after remove' },
  { number: 18, title: 'The event that came too early' },
  { number: 19, title: 'Relinquish is not a barrier' },
  { number: 23, title: 'kexec' },
  { number: 24, title: 'Two ids, one bucket' },
  { number: 30, title: 'kexec, then and now' },
  { number: 31, title: 'The core goes while the driver is bound' },
];
