import { declare, encode } from '../../../tools/trace-dat/formats.mjs';
import {
  type Description,
  type WrittenBuffer,
  type WrittenRecord,
  writeTraceDat,
} from '../../../tools/trace-dat/write.mjs';

// For tests alone: small traces, each event written field by field.

/** What a test says of its file; the rest is that of a board of today. */
export type Small = Partial<Description> & { readonly loc?: 'data' | 'rel' };

type Extra = Pick<WrittenRecord, 'lost' | 'stamp' | 'discarded'>;

const FN = 0xffff_8000_7b25_dc18n;

/** Events of the recipe and their records on one machine. */
export class SmallTrace {
  readonly #d: Description;
  readonly #events;

  constructor(small: Small = {}) {
    const { loc = 'data', ...rest } = small;
    const long = rest.long ?? 8;
    const ip = { type: 'unsigned long', name: '__probe_ip', size: 'long' } as const;
    const registers = (letter: string) =>
      Array.from({ length: 8 }, (_, i) => ({ type: 'u64', name: `${letter}${i}`, size: 8 }) as const);
    const string = (name: string) => ({ type: `__${loc}_loc char[]`, name, size: 4 }) as const;
    const print = '"%ps: %s", (void *)REC->ip, REC->buf';
    this.#events = {
      in: declare({ id: 1554, system: 'ffa', name: 'smc_in', print: '""', fields: [ip, ...registers('a')] }, long),
      out: declare(
        {
          ...{ id: 1555, system: 'ffa', name: 'smc_out', print: '""' },
          fields: [{ ...ip, name: '__probe_func' }, { ...ip, name: '__probe_ret_ip' }, ...registers('r')],
        },
        long,
      ),
      array: declare(
        {
          ...{ id: 1556, system: 'ffa', name: 'words', print: '"(%lx) w={0x%Lx}", REC->__probe_ip, REC->w[0]' },
          fields: [ip, { type: 'u64', name: 'w', size: 8, count: 8 }],
        },
        long,
      ),
      fn: declare(
        {
          ...{ id: 1557, system: 'ffa', name: 'fn_tee_device_alloc' },
          print: '"(%lx) name=\\"%s\\" id=%d mask=0x%x", REC->__probe_ip, __get_str(name), REC->id, REC->mask',
          fields: [
            ip,
            string('name'),
            { type: 's32', name: 'id', size: 4, signed: true },
            { type: 'u8', name: 'mask', size: 1 },
          ],
        },
        long,
      ),
      print: declare(
        {
          id: 5,
          system: 'ftrace',
          name: 'print',
          print,
          fields: [
            { ...ip, name: 'ip' },
            { type: 'char', name: 'buf', size: 0 },
          ],
        },
        long,
      ),
      bprint: declare(
        {
          ...{ id: 6, system: 'ftrace', name: 'bprint', print },
          fields: [
            { ...ip, name: 'ip' },
            { ...ip, name: 'fmt' },
            { type: 'u32', name: 'buf', size: 0 },
          ],
        },
        long,
      ),
      bputs: declare(
        {
          id: 14,
          system: 'ftrace',
          name: 'bputs',
          print,
          fields: [
            { ...ip, name: 'ip' },
            { ...ip, name: 'str' },
          ],
        },
        long,
      ),
      sched: declare({ id: 300, system: 'sched', name: 'sched_switch', print: '""', fields: [] }, long),
    };
    this.#d = {
      ...{ version: 7, littleEndian: true, long, pageSize: 4096, compression: 'none', clock: 'mono' },
      kallsyms: `${FN.toString(16)} t __arm_ffa_fn_smc\t[ffa_module]\n${(FN + 0x100n).toString(16)} t ffa_features\t[ffa_module]\n`,
      comms: '68 insmod\n70 my comm [1]\n71 kworker/0:1\n',
      events: Object.values(this.#events),
      buffers: [],
      ...rest,
    };
  }

  /** A record of this event, with what stands before it in its page. */
  record(
    event: keyof SmallTrace['events'],
    at: number | bigint,
    values: Parameters<typeof encode>[1],
    extra: Extra = {},
  ): WrittenRecord {
    return { at, data: encode(this.#events[event], { common_pid: 68, ...values }, this.#d.littleEndian), ...extra };
  }

  get events() {
    return this.#events;
  }

  /** FFA_FEATURES of this number of the interface. */
  call(at: number | bigint, feature: number, extra: Extra & { readonly pid?: number; readonly flags?: number } = {}) {
    const { pid = 68, flags = 0, ...rest } = extra;
    const values = { common_pid: pid, common_flags: flags, __probe_ip: FN, a0: 0x8400_0064, a1: feature };
    return this.record('in', at, values, rest);
  }

  reply(at: number | bigint, extra: Extra & { readonly pid?: number } = {}) {
    const { pid = 68, ...rest } = extra;
    const values = { common_pid: pid, __probe_func: FN, __probe_ret_ip: FN + 0x110n, r0: 0x8400_0061, r2: 1 };
    return this.record('out', at, values, rest);
  }

  /** The file with these records, a list for each CPU. */
  bytes(...cpus: (readonly WrittenRecord[])[]): Uint8Array {
    return writeTraceDat({ ...this.#d, buffers: [{ name: '', cpus }] });
  }

  /** The file with these buffers. */
  of(...buffers: WrittenBuffer[]): Uint8Array {
    return writeTraceDat({ ...this.#d, buffers });
  }
}
