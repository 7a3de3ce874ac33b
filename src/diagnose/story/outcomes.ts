/** A line that says how it went on: told at the end of a story that it belongs to, and nothing by itself. */
export interface Outcome {
  readonly id: string;
  readonly line: RegExp;
  /** Messages after which it is worth telling: ids, or the beginning of ids up to a `*`. */
  readonly after: readonly string[];
  readonly says: string;
}

export const OUTCOMES: readonly Outcome[] = [
  {
    id: 'optee-works',
    line: /\boptee: initialized driver\b/,
    after: [
      'async-init',
      'notification-setup',
      'bitmap-create',
      'irq-mapping',
      'feature-interrupt',
      'percpu-irq',
      'sched-callback-host',
      'no-firmware',
      'register-callback',
      'downgrading',
      'protmem-off',
    ],
    says: 'optee works. Sessions and trusted applications are not touched.',
  },
  {
    id: 'optee-by-smc',
    line: /\boptee: probing for conduit method\b/,
    after: ['no-firmware'],
    says: 'optee goes on by its SMC interface, which needs no FF-A.',
  },
];
