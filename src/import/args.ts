import type { Arg, Args } from '../trace/event.ts';

/** Arguments of a probe as they are printed, `per_vcpu=0 id=5 name="optee"`: whole numbers become numbers, hexadecimal stays text. */
export function parseArgs(text: string): Args {
  const args: Record<string, Arg> = {};
  for (const m of text.matchAll(/([A-Za-z_]\w{0,63})=("[^"]*"|\S+)/g)) {
    const value = m[2] as string;
    args[m[1] as string] = /^-?\d{1,15}$/.test(value) ? Number(value) : value.replace(/^"|"$/g, '');
  }
  return args;
}

/** The arguments without what the probe calls its result: that is the step's `rc`. */
export function withoutResult(args: Args): Args {
  return Object.fromEntries(Object.entries(args).filter(([name]) => name !== 'rc' && name !== 'retval'));
}

/** What a probe's text says under `name`, or null. */
export function argOf(text: string, name: string): string | null {
  for (let from = 0; ; ) {
    const i = text.indexOf(`${name}=`, from);
    if (i < 0) return null;
    if (i === 0 || text.charCodeAt(i - 1) === 0x20) {
      const start = i + name.length + 1;
      const end = text.indexOf(' ', start);
      return text.slice(start, end < 0 ? text.length : end);
    }
    from = i + 1;
  }
}
