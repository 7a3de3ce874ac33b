import { ACPI, DEVICE_TREE, GIC_REFUSES, GIC_V2, GUEST, PKVM } from './evidence.ts';
import { ffaDriver, gicV3, recorded, spmc } from './places.ts';
import { bootRun, cannot, errnoIn, FROM_STATUS, fault, fnFails, statusFor } from './show.ts';
import type { Evidence, Show, Symptom } from './symptom.ts';

// The interrupts of notifications (driver.c ffa_irq_map, ffa_init_pcpu_irq): the SRI, feature 2, and the NPI, feature 1.

const NOT_MAPPED: Evidence = {
  line: /Failed to create IRQ mapping!/,
  says: 'An interrupt that the firmware named could not be mapped.',
};
const FEATURE_REFUSED: Evidence = {
  line: /Failed to retrieve FF-A (?<what>\w[\w ]{0,40}?) \d/,
  says: 'FFA_FEATURES refused to name the {what}.',
};
const PERCPU: Evidence = {
  line: /Error registering percpu (?<what>SRI|NPI) nIRQ/,
  says: 'Linux could not take the {what}.',
};
const SRI_UNMAPPED = fault({ fn: 'irq_create_of_mapping', nth: 'all' }, { rc: 0 });
const setupRow = (rc: number) => ({ log: `Notification setup failed ${rc}, not enabled` });

export const armFfaInterrupts: readonly Symptom[] = [
  {
    id: 'irq-mapping',
    who: 'arm_ffa',
    grade: 'limits',
    pattern: /Failed to create IRQ mapping!/,
    says: 'The firmware named an interrupt for notifications (w2 of FFA_FEATURES), and Linux cannot map it (−ENODATA). When it is the only one, notifications stay off for the whole system.',
    examples: ['ARM FF-A: Failed to create IRQ mapping!'],
    source: [ffaDriver('ffa_irq_map')],
    causes: [
      {
        id: 'gic-refuses-sgi',
        title: 'ACPI has no way to ask for an SGI: the GIC driver refuses it',
        because:
          'Under ACPI the core calls acpi_register_gsi() with the INTID. The GIC driver takes no GSI below 16 (SGIs) and prints "Illegal GSI… translation request". 8 is the SRI that OP-TEE and Hafnium name, 5 an NPI. The firmware is right, and no table of ACPI cures it: the kernel has no path for it.',
        next: 'Nothing, where nobody needs notifications: sessions work without them. Otherwise boot with a device tree, or take a kernel whose GIC driver maps SGIs for ACPI.',
        source: [ffaDriver('ffa_irq_map'), gicV3('gic_irq_domain_translate')],
        seen: 'on a machine',
        pro: [GIC_REFUSES, ACPI],
        never: [DEVICE_TREE],
        open: ['w2 of the reply to FFA_FEATURES(2): the interrupt that the firmware names.'],
        show: bootRun('The SRI cannot be mapped', { log: 'Failed to create IRQ mapping!' }, SRI_UNMAPPED),
      },
      {
        id: 'irq-no-sgi',
        title: 'The number that the firmware names is no SGI that this interrupt controller maps',
        because:
          'With a device tree the core maps one cell on the node "arm,gic-v3": only 0 to 15, the SGIs, can be named so. A PPI or an SPI, or 0, is refused. OP-TEE and Hafnium name 8 or 9.',
        next: 'Read w2 of the reply to FFA_FEATURES with w1 = 2 and w1 = 1. It must be one of the SGIs 8 to 15 that the secure world gave away.',
        source: [ffaDriver('ffa_irq_map'), gicV3('gic_irq_domain_translate')],
        seen: 'in the source',
        pro: [DEVICE_TREE],
        never: [ACPI],
        show: bootRun('The SRI cannot be mapped', { log: 'Failed to create IRQ mapping!' }, SRI_UNMAPPED),
      },
      {
        id: 'irq-no-ffa-node',
        title: 'A newer core wants a node "arm,ffa" that names the same interrupt',
        because:
          'After 7.3 the core no longer maps on "arm,gic-v3": a node "arm,ffa" must have exactly one interrupt, per CPU, with the number that the firmware names. A device tree from before has none.',
        next: 'Look whether the device tree has a node compatible with "arm,ffa", and compare its interrupt with w2 of FFA_FEATURES.',
        source: [
          { file: 'drivers/firmware/arm_ffa/driver.c', fn: 'ffa_irq_map', version: 'Linux after 7.3 (212e4a48)' },
        ],
        seen: 'in the source',
        needs: [
          {
            line: /FF-A currently supports (?:exactly one interrupt|only SGIs\/PPIs)|arm,ffa\b/,
            says: 'The core speaks of the node "arm,ffa".',
          },
        ],
        never: [ACPI],
        show: cannot('The model ends with 7.3, which has no such node.'),
      },
    ],
  },
  {
    id: 'feature-interrupt',
    who: 'arm_ffa',
    grade: 'limits',
    pattern:
      /Failed to retrieve FF-A (?<what>Notification Pending Interrupt|Schedule Receiver Interrupt|Unknown ID|\w{1,40}) (?<feature>\d{1,10})/,
    says: 'FFA_FEATURES({feature}), which asks for the {what}, failed with something else than NOT_SUPPORTED. Linux does without that interrupt; without both, notifications stay off.',
    examples: [
      'ARM FF-A: Failed to retrieve FF-A Schedule Receiver Interrupt 2',
      'ARM FF-A: Failed to retrieve FF-A Notification Pending Interrupt 1',
    ],
    source: [ffaDriver('ffa_irq_map')],
    causes: [
      {
        id: 'features-odd-status',
        title: 'The firmware answers this feature with an error that is not NOT_SUPPORTED',
        because:
          'OP-TEE and Hafnium answer a feature that they do not have with NOT_SUPPORTED, and Linux says nothing then. Another status comes from a hypervisor in between, or from an SPMC that refuses the call itself.',
        next: 'Read w0 and w2 of the reply to FFA_FEATURES with w1 = {feature}.',
        source: [ffaDriver('ffa_irq_map'), spmc('handle_features')],
        seen: 'in the source',
        pro: [PKVM, GUEST],
        show: (n) =>
          n.feature === '1' || n.feature === '2'
            ? bootRun(
                `FFA_FEATURES(${n.feature}) is refused`,
                { log: 'Failed to retrieve FF-A' },
                {
                  // FEATURES is asked about RXTX_MAP, LEND, SHARE, REQ2, RESP2 and BITMAP_CREATE before the SRI and the NPI.
                  faults: [
                    {
                      at: { call: 'FFA_FEATURES', nth: n.feature === '2' ? 7 : 8 },
                      do: { error: 'INVALID_PARAMETERS' },
                    },
                  ],
                },
              )
            : cannot('The core asks for features 1 and 2 alone.'),
      },
    ],
  },
  {
    id: 'percpu-irq',
    who: 'arm_ffa',
    grade: 'limits',
    pattern: /Error registering percpu (?<what>SRI|NPI) nIRQ (?<irq>-?\d{1,12}) ?: ?(?<rc>-?\d{1,12})/,
    says: 'Linux mapped the {what} as its interrupt {irq} (its own number, not that of the firmware) and could not take it: request_percpu_irq() returned {rc:linux}. Notifications stay off for the whole system.',
    examples: [
      'ARM FF-A: Error registering percpu SRI nIRQ 14 : -16',
      'ARM FF-A: Error registering percpu SRI nIRQ 14 : -22',
    ],
    source: [ffaDriver('ffa_init_pcpu_irq')],
    causes: [
      {
        id: 'percpu-busy',
        title: 'Somebody has that interrupt already',
        because: 'The same SGI was asked for twice: two features name one number, or a driver took it before.',
        next: 'Look in /proc/interrupts for the number {irq}, and compare w2 of FFA_FEATURES(2) and (1).',
        source: [ffaDriver('ffa_init_pcpu_irq')],
        seen: 'in the source',
        when: { rc: [-16] },
        show: (n) => percpuRun(n.what ?? 'SRI', errnoIn(n)),
      },
      {
        id: 'percpu-not-percpu',
        title: 'The interrupt is no per-CPU interrupt',
        because:
          'request_percpu_irq() takes only an interrupt of each CPU (an SGI or PPI) that its driver marked so. A number outside of 0 to 31, or one of the SGIs that Linux keeps for itself (0 to 7), is refused.',
        next: 'Read w2 of the reply to FFA_FEATURES for the {what}: 8 to 15 is right.',
        source: [ffaDriver('ffa_init_pcpu_irq')],
        seen: 'in the source',
        when: { rc: [-22] },
        show: (n) => percpuRun(n.what ?? 'SRI', errnoIn(n)),
      },
      {
        id: 'percpu-other',
        title: 'The kernel had no means for it',
        because:
          'request_percpu_irq() failed inside Linux (−ENOMEM: no memory for the action). The firmware was not asked.',
        next: 'Look at what stands just above this line.',
        source: [ffaDriver('ffa_init_pcpu_irq')],
        seen: 'in the source',
        when: { rc: { not: [-16, -22] } },
        show: (n) => percpuRun(n.what ?? 'SRI', errnoIn(n)),
      },
    ],
  },
  {
    id: 'notification-setup',
    who: 'arm_ffa',
    grade: 'limits',
    pattern:
      /Notification setup failed (?<rc>-?\d{1,12}), not enabled|Notifications? (?:not supported|setup failed),? (?:continuing with it|not enabled)/i,
    says: 'Notifications are off for the whole system: {rc:errno}. The number is that of the last step that was tried, the NPI when no interrupt was had. Every later request answers −EOPNOTSUPP (−95); a bitmap that was made is destroyed again. Everything else works.',
    examples: [
      'ARM FF-A: Notification setup failed -95, not enabled',
      'ARM FF-A: Notification setup failed -6, not enabled',
      'ARM FF-A: Notification setup failed -61, not enabled',
      'ARM FF-A: Notification setup failed -22, not enabled',
      'ARM FF-A: Notification setup failed -12, not enabled',
    ],
    source: [ffaDriver('ffa_notifications_setup')],
    causes: [
      {
        id: 'no-sri-no-npi',
        title: 'The firmware names no interrupt for notifications',
        because:
          '−95 is the answer to the last question, FFA_FEATURES(1) for the NPI: NOT_SUPPORTED. The SRI, asked before, was not had either. With nothing printed above, FFA_FEATURES(2) was NOT_SUPPORTED too (OP-TEE whose platform gave it no SGI: a documented limit of some platforms), or it was named and the device tree has no "arm,gic-v3".',
        next: 'Read the replies to FFA_FEATURES with w1 = 2 and w1 = 1. For OP-TEE: does the platform give it an SGI (thread_spmc_set_async_notif_intid(), with CFG_CORE_ASYNC_NOTIF)?',
        source: [ffaDriver('ffa_notifications_setup'), spmc('handle_features'), recorded('26')],
        seen: 'on a machine',
        when: { rc: [-95] },
        pro: [GIC_V2],
        contra: [NOT_MAPPED],
        show: bootRun(
          'No interrupt is named',
          { log: 'Notification setup failed -95' },
          {
            optee: { notifReady: false, caps: ['ARG_OFFSET'] },
          },
        ),
      },
      {
        id: 'no-gicv3-node',
        title: 'The device tree has no node "arm,gic-v3"',
        because:
          '−6 (−ENXIO) comes from one place: the NPI was named, and no node compatible with "arm,gic-v3" was found. The core supports GICv3 alone with a device tree. The SRI met the same end before, without a line.',
        next: 'Look at the interrupt controller of the device tree: a GICv2 cannot be used for this.',
        source: [ffaDriver('ffa_irq_map')],
        seen: 'in the source',
        when: { rc: [-6] },
        pro: [GIC_V2, DEVICE_TREE],
        never: [ACPI],
        show: cannot('OP-TEE as SPMC names no NPI, so a run without GICv3 ends with −95.'),
      },
      {
        id: 'interrupt-not-mapped',
        title: 'An interrupt was named and Linux could not map it',
        because:
          '−61 (−ENODATA) is the failed mapping of the NPI; "Failed to create IRQ mapping!" stands above. With −95 instead, the SRI was the one that could not be mapped.',
        next: 'Read the line of the interrupt controller above, and w2 of FFA_FEATURES(1) and (2).',
        source: [ffaDriver('ffa_irq_map')],
        seen: 'in the source',
        when: { rc: [-61] },
        pro: [NOT_MAPPED, GIC_REFUSES],
        show: cannot('OP-TEE as SPMC names no NPI; the run of "Failed to create IRQ mapping!" shows the SRI.'),
      },
      {
        id: 'irq-request-failed',
        title: 'The interrupt was mapped, and a step of Linux after it failed',
        because:
          'request_percpu_irq() says so in a line above; the work queue that could not be made gives −22, no memory for the per-CPU data −12, the CPU hot-plug state its own number.',
        next: 'Read the line above. The firmware did its part.',
        source: [ffaDriver('ffa_init_pcpu_irq')],
        seen: 'in the source',
        when: { rc: { not: [-95, -6, -61] } },
        pro: [PERCPU],
        show: (n) =>
          errnoIn(n) === -22
            ? bootRun('No work queue for notifications', setupRow(-22), fnFails('arm_ffa:create_workqueue', 'ENOMEM'))
            : bootRun(
                'The hot-plug state is refused',
                setupRow(errnoIn(n)),
                fault({ fn: 'cpuhp_setup_state' }, { rc: errnoIn(n) }),
              ),
      },
      {
        id: 'setup-npi-refused',
        title: 'FFA_FEATURES(1) failed with another error',
        because: 'The last question was refused with something else than NOT_SUPPORTED; a line above names it.',
        next: 'Read w2 of the reply to FFA_FEATURES with w1 = 1.',
        source: [ffaDriver('ffa_irq_map')],
        seen: 'in the source',
        when: { rc: FROM_STATUS.filter((rc) => rc !== -95 && rc !== -61) },
        needs: [FEATURE_REFUSED],
        pro: [FEATURE_REFUSED],
        show: (n) =>
          bootRun('FFA_FEATURES(1) is refused', setupRow(errnoIn(n)), {
            optee: { notifReady: false, caps: ['ARG_OFFSET'] },
            faults: [{ at: { call: 'FFA_FEATURES', nth: 8 }, do: { error: statusFor(errnoIn(n)) } }],
          }),
      },
    ],
    follows: [
      {
        of: ['irq-mapping'],
        says: 'Notifications are off for the whole system. The bitmap is destroyed, and every later request answers −EOPNOTSUPP.',
      },
      { of: ['feature-interrupt', 'percpu-irq'], says: 'Notifications are off for the whole system.' },
    ],
  },
];

/** A refusal of the SRI or of the NPI; OP-TEE names the SRI alone. */
function percpuRun(what: string, rc: number): Show {
  return what === 'SRI'
    ? bootRun('The SRI cannot be taken', { log: `: ${rc}` }, fault({ fn: 'request_percpu_irq' }, { rc }))
    : cannot('OP-TEE as SPMC names no NPI.');
}
