import { callOf, logWith, replyTo, stepOf } from './find-row.ts';
import { type LessonText, lessonScenario } from './lesson.ts';

/** 0..35 but 2, which another driver holds in the hash and not only at the SPMC. */
const taken = Array.from({ length: 36 }, (_, id) => id).filter((id) => id !== 2);

export const oneBucket: LessonText = {
  name: 'one-bucket',
  title: 'Two ids, one bucket',
  why: 'Linux looks a callback up by hash bucket and type and never compares the id, so two free ids can exclude each other.',
  scenario: lessonScenario({
    title: 'Id 2 is held, and id 36 is its neighbour',
    bound: taken,
    held: [2],
    actions: [{ do: 'probe' }, { do: 'remove' }],
  }),
  glosses: [
    {
      at: replyTo('FFA_NOTIFICATION_BIND'),
      name: 'The walk begins',
      text: 'The walk begins: ids 0 to 35 are taken, 2 by a driver of this Linux, the others by nobody that it knows.',
    },
    {
      at: callOf('FFA_NOTIFICATION_BIND', 37),
      name: 'Id 36 is asked for',
      text: 'Id 36: bit 4 of w4. It is free at the SPMC.',
    },
    { at: replyTo('FFA_NOTIFICATION_BIND', 37), name: 'The SPMC agrees', text: 'The SPMC agrees, and id 36 is bound.' },
    {
      at: logWith('Failed to register callback for 36'),
      name: 'The bucket is taken',
      text: 'Bucket of 36 = bucket of 2. Linux finds an entry of the same type there, takes it for the one of id 36, and refuses with −EINVAL.',
    },
    { at: replyTo('FFA_NOTIFICATION_UNBIND'), name: 'The binding is taken back', text: 'The binding is taken back.' },
    {
      at: stepOf('notify_request', 37),
      name: 'The walk ends',
      text: '−EINVAL is not −EACCES: the walk ends here, though ids 37 to 63 are free.',
    },
    {
      at: logWith('Failed to initialize async notifications'),
      name: 'Without notifications',
      text: 'The probe goes on without notifications.',
    },
  ],
  question: 'How many of the 64 ids can be held through the Linux interface at most?',
  answer: 'Fifty-five: nine pairs share a bucket (0/55, 1/56, 2/36, 3/58, 5/60, 7/62, 11/45, 20/54, 29/63).',
  source:
    'Linux 6.12.117 drivers/firmware/arm_ffa/driver.c, notifier_hash_node_get(); docs/recordings.md#2 (i9-hash-collision, e-bound-63)',
  seen: 'on a machine',
  breaks: ['I2'],
  variants: [],
};
