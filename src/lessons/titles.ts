/**
 * Number and title of every lesson, in their order: what the page needs to know of a lesson before it loads it. A test
 * compares them with the lessons.
 */
export const LESSON_TITLES: readonly { readonly number: number; readonly title: string }[] = (
  [
    'A probe, step by step',
    'A remove, step by step',
    'The -EACCES walk',
    'All 64 taken',
    'A permanent error',
    'An old OP-TEE',
    'One notification, end to end',
    'Bottom half and synchronous',
    'Five sends, one bottom half',
    'Why the driver ignores w6',
    'Sleeping in the bottom half',
    '−13 has many meanings',
    'Unbind while pending leaks the id',
    'The event after remove',
    'The probe that leaks a workqueue',
    'The probe that hangs',
    'An error that reads as success',
    'The event that came too early',
    'Relinquish is not a barrier',
    'Two SPMCs, two answers',
    'No interrupt, no notifications',
    'Out of secure threads',
    'kexec',
    'Two ids, one bucket',
    'The first version sticks',
    'INFO_GET tells once',
    'kexec, then and now',
    'The core goes while the driver is bound',
    'A second partition takes Linux’s place',
    'A deaf console',
    'Find it yourself',
  ] as const
).map((title, i) => ({ number: i + 1, title }));
