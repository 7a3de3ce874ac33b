// What a kernel would have in its ring buffer, from the text that `cat trace` gave of it: the same events as records.
import { declare, encode } from './formats.mjs';

const EVENT = /^\s*(\S.*?)-(\d+)\s+\[(\d+)\] (\S+)\s+(\d+)\.(\d{6}): (.*)$/;
const IN_INTERRUPT = { h: 0x08, H: 0x18, z: 0x40, Z: 0x48 };
const FIRST_ID = 1500;

/** Addresses of functions, each where no other is: the text names no address. */
class Names {
  #at = new Map();
  #list = [];

  constructor(long) {
    this.first = long === 8 ? 0xffff_8000_7b20_0000n : 0xc120_0000n;
  }

  /** The address of `f+0x34/0x60 [module]`. */
  address(place) {
    const m = /^([^+\s]+)(?:\+0x([0-9a-f]+)(?:\/0x[0-9a-f]+)?)?(?: \[([^\]]+)\])?$/.exec(place);
    const name = m[3] === undefined ? m[1] : `${m[1]}\t[${m[3]}]`;
    if (!this.#at.has(name)) {
      this.#at.set(name, this.first + BigInt(this.#list.length) * 0x1_0000n);
      this.#list.push(name);
    }
    return this.#at.get(name) + BigInt(`0x${m[2] ?? '0'}`);
  }

  kallsyms() {
    const width = this.first > 0xffff_ffffn ? 16 : 8;
    const line = (name) => `${this.#at.get(name).toString(16).padStart(width, '0')} t ${name}\n`;
    return this.#list.map(line).join('');
  }
}

/**
 * The description (write.mjs) of a trace.dat that holds what these texts hold, one text after the other.
 * `long`: bytes of a long. `loc`: how strings are placed, `data` or `rel`.
 */
export function fromText(text, { littleEndian, long, loc = 'data' }) {
  const names = new Names(long);
  const events = new Map();
  const comms = new Map();
  const cpus = [];
  let stack = null;

  const put = (e, event, values) => {
    const { cpu, at, pid, flags } = e;
    const data = encode(event, { common_flags: flags, common_pid: pid, ...values }, littleEndian);
    cpus[cpu] ??= [];
    cpus[cpu].push({ at, data, line: e.line });
  };
  const eventOf = (key, make) => {
    if (!events.has(key)) events.set(key, declare({ id: FIRST_ID + events.size, ...make() }, long));
    return events.get(key);
  };
  const endStack = () => {
    if (stack === null) return;
    const event = eventOf('kernel_stack', () => ({
      ...{ system: 'ftrace', name: 'kernel_stack', print: '"\\t=> %ps\\n", (void *)REC->caller[0]' },
      fields: [
        { type: 'int', name: 'size', size: 4, signed: true },
        { type: 'unsigned long', name: 'caller', size: 'long', count: 8 },
      ],
    }));
    put(stack.e, event, { size: stack.names.length, caller: stack.names });
    stack = null;
  };

  for (const line of text.split('\n')) {
    if (line.startsWith(' => ')) {
      stack.e.line += `\n${line}`;
      stack.names.push(names.address(line.slice(4).replace(/ <\w+>$/, '')));
      continue;
    }
    const m = EVENT.exec(line);
    if (m === null) continue;
    endStack();
    const [, comm, pid, cpu, flags, s, us, rest] = m;
    const at = (BigInt(s) * 1_000_000n + BigInt(us)) * 1000n;
    const e = { cpu: Number(cpu), at, pid: Number(pid), flags: IN_INTERRUPT[flags[2]] ?? 0, line };
    if (e.pid !== 0) comms.set(e.pid, comm);
    if (rest.startsWith('<stack trace>')) stack = { e, names: [] };
    else one(e, rest);
  }
  endStack();

  function one(e, rest) {
    const [, name, body] = /^(.*?): (.*)$/.exec(rest) ?? [null, rest.replace(/: *$/, ''), ''];
    const probe = /^\((.+?)\)(?: (.*))?$/.exec(body);
    if (probe !== null && !/^(?:tracing_mark_write)$/.test(name))
      put(e, ...probeRecord(name, probe[1], probe[2] ?? ''));
    else if (name === 'irq_handler_entry') {
      const [, irq, label] = /^irq=(\d+) name=(.*)$/.exec(body);
      const event = eventOf(name, () => ({
        ...{ system: 'irq', name, print: '"irq=%d name=%s", REC->irq, __get_str(name)' },
        fields: [
          { type: 'int', name: 'irq', size: 4, signed: true },
          { type: `__${loc}_loc char[]`, name: 'name', size: 4 },
        ],
      }));
      put(e, event, { irq: Number(irq), name: label });
    } else {
      const event = eventOf('print', () => ({
        ...{ system: 'ftrace', name: 'print', print: '"%ps: %s", (void *)REC->ip, REC->buf' },
        fields: [
          { type: 'unsigned long', name: 'ip', size: 'long' },
          { type: 'char', name: 'buf', size: 0 },
        ],
      }));
      put(e, event, { ip: names.address(name), buf: `${body}\n` });
    }
  }

  function probeRecord(name, place, args) {
    const [where, fn] = place.split(' <- ');
    const list = [...args.matchAll(/(\w+)=("[^"]*"|\S+)/g)].map(([, field, value]) => ({ field, value }));
    const event = eventOf(`${name} ${list.map((a) => a.field).join(' ')}`, () => ({
      ...{ system: 'ffa', name, print: printOf(list, fn !== undefined) },
      fields: [
        ...(fn === undefined ? ['__probe_ip'] : ['__probe_func', '__probe_ret_ip']).map((field) => ({
          ...{ type: 'unsigned long', name: field, size: 'long' },
        })),
        ...list.map(({ field, value }) => {
          if (value.startsWith('"')) return { type: `__${loc}_loc char[]`, name: field, size: 4 };
          const isHex = value.startsWith('0x');
          return { type: isHex ? 'u64' : 's64', name: field, size: 8, signed: !isHex };
        }),
      ],
    }));
    const values = Object.fromEntries(
      list.map(({ field, value }) => [field, value.startsWith('"') ? value.slice(1, -1) : BigInt(value)]),
    );
    const places = fn === undefined ? { __probe_ip: names.address(where) } : undefined;
    return [
      event,
      { ...values, ...(places ?? { __probe_func: names.address(fn), __probe_ret_ip: names.address(where) }) },
    ];
  }

  return {
    ...{ littleEndian, long, events: [...events.values()], kallsyms: names.kallsyms() },
    comms: [...comms].map(([pid, comm]) => `${pid} ${comm}\n`).join(''),
    cpus: Array.from(cpus, (list) => list ?? []),
  };
}

/** What a probe's `print fmt` is: kernel/trace/trace_probe.c, __set_print_fmt. */
function printOf(list, returns) {
  const formats = list.map(({ field, value }) => {
    if (value.startsWith('"')) return `${field}=\\"%s\\"`;
    return value.startsWith('0x') ? `${field}=0x%Lx` : `${field}=%Ld`;
  });
  const where = returns ? '(%lx <- %lx)' : '(%lx)';
  const places = returns ? ['REC->__probe_func', 'REC->__probe_ret_ip'] : ['REC->__probe_ip'];
  const values = list.map(({ field, value }) => (value.startsWith('"') ? `__get_str(${field})` : `REC->${field}`));
  return `"${[where, ...formats].join(' ')}", ${[...places, ...values].join(', ')}`;
}
