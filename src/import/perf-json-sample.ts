import type { Json } from './json-objects.ts';
import type { ProbeBody } from './probe-body.ts';
import type { FunctionName } from './probe-step.ts';

/** What a sample is: a probe with the stack that leads to it, innermost first, an interrupt, or what is not drawn. */
export type SampleEvent =
  | { readonly kind: 'probe'; readonly probe: ProbeBody; readonly stack: readonly string[] }
  | { readonly kind: 'irq'; readonly name: string }
  | { readonly kind: 'other'; readonly what: string };

/** What every sample has (data-convert-json.c, process_sample_event): all else are fields of its event. */
const HEAD = new Set(['timestamp', 'pid', 'tid', 'cpu', 'comm', 'callchain']);

interface Caller {
  readonly ip: string;
  readonly name: FunctionName | null;
}

/**
 * Reads samples of `perf data convert --to-json`. The name of the event is not written: what a sample is, is told by its
 * fields. A field of 64 bits without a sign is decimal, an address hexadecimal (libtraceevent, tep_print_field).
 */
export class PerfJsonSample {
  /** Functions by their address, of the samples so far: the end of a probe names its function by the address alone. */
  readonly #functions = new Map<string, FunctionName>();

  read(sample: Json): SampleEvent {
    const fields = new Map<string, string>();
    for (const [name, value] of Object.entries(sample))
      if (!HEAD.has(name) && typeof value === 'string') fields.set(name, value);
    const chain = callersOf(sample.callchain);
    const stack = chain.map(({ ip, name }) => name?.fn ?? ip);
    const ip = fields.get('__probe_ip');
    const back = fields.get('__probe_ret_ip');
    if (ip !== undefined && back === undefined) {
      const fn = chain.find((c) => c.ip === ip)?.name ?? chain[0]?.name ?? null;
      if (fn !== null) this.#functions.set(ip, fn);
      return { kind: 'probe', stack, probe: { fn, offset: 0, returns: false, caller: null, args: argsOf(fields) } };
    }
    if (back !== undefined) {
      const fn = this.#functions.get(fields.get('__probe_func') ?? '') ?? null;
      const caller = chain.find((c) => c.ip === back)?.name ?? null;
      return { kind: 'probe', stack, probe: { fn, offset: 0, returns: true, caller, args: argsOf(fields) } };
    }
    const irq = fields.get('irq');
    if (irq !== undefined && fields.has('name') && fields.size === 2)
      return { kind: 'irq', name: fields.get('name') || `irq ${irq}` };
    const names = [...fields.keys()].slice(0, 3).join(', ');
    return { kind: 'other', what: names === '' ? 'sample without a tracepoint' : `event with ${names}` };
  }
}

/** The fields of a probe as ftrace prints them. */
function argsOf(fields: ReadonlyMap<string, string>): string {
  const list: string[] = [];
  for (const [name, value] of fields)
    if (!name.startsWith('__probe_')) list.push(/^[\w.+-]+$/.test(value) ? `${name}=${value}` : `${name}="${value}"`);
  return list.join(' ');
}

function callersOf(callchain: unknown): readonly Caller[] {
  if (!Array.isArray(callchain)) return [];
  return callchain.flatMap((entry: unknown) => {
    if (typeof entry !== 'object' || entry === null) return [];
    const { ip, symbol, dso } = entry as Json;
    const name = typeof symbol === 'string' && symbol !== '' ? { fn: symbol, module: moduleOf(dso) } : null;
    return [{ ip: typeof ip === 'string' ? ip : '', name }];
  });
}

/** `[ffa_core]` of a module, also as the file of one; the kernel itself is `[kernel.kallsyms]` or `[kernel.vmlinux]`. */
function moduleOf(dso: unknown): string | null {
  if (typeof dso !== 'string' || dso.startsWith('[kernel.')) return null;
  const m = /^\[([\w-]{1,64})\]/.exec(dso) ?? /(?:^|\/)([\w-]{1,64})\.ko(?:\.\w+)?$/.exec(dso);
  return m === null ? null : (m[1] as string);
}
