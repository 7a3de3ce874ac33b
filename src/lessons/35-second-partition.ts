import { callOf, irqOf, logWith, nthRow, replyTo } from './find-row.ts';
import { type LessonText, lessonScenario } from './lesson.ts';

const actions = [{ do: 'boot' }, { do: 'probe' }, { do: 'notify' }, { do: 'notify' }];

export const secondPartition: LessonText = {
  name: 'second-partition',
  title: 'A second partition takes Linux’s place',
  why: 'Linux 6.12 cuts descriptors of 48 bytes at 24: half of the first is taken for another partition, and every notification is lost.',
  scenario: lessonScenario({
    title: 'Two partitions on Hafnium, Linux 6.12',
    secure: 'hafnium',
    partitions: 2,
    actions,
  }),
  glosses: [
    {
      at: replyTo('FFA_PARTITION_INFO_GET_REGS', 2),
      name: 'Two of 48 bytes',
      text: 'x2 says it: two descriptors, 0x30 bytes each. The second lies in x9 and behind, which a caller of 1.1 is not given.',
    },
    {
      at: nthRow((e) => e.kind === 'enter' && e.fn === 'ffa_device_register' && e.args.id === '0x0'),
      name: 'The second becomes id 0',
      text: 'Linux copies 24 bytes for each. What it takes for the second is the end of the first: id 0, without a UUID.',
    },
    {
      at: callOf('GET_API_VERSION'),
      name: 'The probe notices nothing',
      text: 'Id 0 is Linux’s own, and as it is there already, nobody registers Linux’s own callback. The probe notices nothing.',
    },
    {
      at: irqOf('SRI'),
      name: 'An event',
      text: 'An event.',
    },
    {
      at: replyTo('FFA_NOTIFICATION_INFO_GET'),
      name: 'No GET follows',
      text: 'VM 0 has an id pending. The record of partition 0 has no callback, so no GET follows.',
    },
    {
      at: logWith('Notification Info fetch failed'),
      name: 'The one line of the log',
      text: 'The second event finds NO_DATA, since Hafnium tells once, and this line: all that the log ever says of it.',
    },
  ],
  question: 'As what does Linux 7.3 know the second partition?',
  answer:
    'As arm-ffa-2 with the id 0x8002. 7.3 asks for 1.2, so it is given x8 to x17, and takes the size of a descriptor from the answer; notifications arrive.',
  source:
    'Linux 6.12.117 and 7.3.4 drivers/firmware/arm_ffa/driver.c, __ffa_partition_info_get_regs() and ffa_setup_partitions(); Hafnium 21bfbdc1. The loss was recorded on a machine (docs/recordings-hafnium.md#41, #42), but that recording is not here, and some words of the second descriptor are assumed',
  seen: 'in the source',
  variants: [
    {
      name: 'second-partition-7.3',
      title: 'The same on Linux 7.3',
      scenario: lessonScenario({
        title: 'Two partitions on Hafnium, Linux 7.3',
        driver: 'v7.3',
        secure: 'hafnium',
        partitions: 2,
        actions,
      }),
    },
  ],
  compares: ['v6.12', 'v7.3'],
};
