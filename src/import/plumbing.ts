/** The function that the recipe's probe sits on, and what the kernel's own test module uses. */
const CONDUIT = /^(__arm_ffa_fn_(smc|hvc)|(__)?arm_smccc_(1_[12]_)?(smc|hvc))$/;

/** What kprobes put above the probed function on arm64 (seen at 6.12.117) and before. */
const KPROBES =
  /^(kprobe_|kretprobe_|aggr_pre_handler|opt_pre_handler|setup_singlestep|brk_handler|call_break_hook|do_debug_exception|do_el1_brk|el1_(brk|dbg)|el1h?_64_|el1h?_sync|__?kprobe|trampoline_probe_handler|arch_rethook|rethook_)/;

/**
 * A stack trace as it is printed, innermost first, without what the probe itself put there and without the conduit:
 * the functions that lead to the call.
 */
export function withoutPlumbing(stack: readonly string[]): readonly string[] {
  const conduit = stack.findIndex((fn) => CONDUIT.test(fn));
  if (conduit >= 0) return stack.slice(conduit + 1);
  const first = stack.findIndex((fn) => !KPROBES.test(fn));
  return first < 0 ? [] : stack.slice(first);
}

/** Is this function the one that makes the register call? */
export const isConduit = (fn: string): boolean => CONDUIT.test(fn);

/** What a compiler puts behind the name of a function that it has copied or cut: `ffa_notify_request.isra.0`. */
export const withoutCopy = (fn: string): string =>
  fn.includes('.') ? fn.replace(/\.(?:isra|constprop|part|cold|llvm|cfi_jt|cfi)\b.*$/, '') : fn;

/** The address may be 0 where perf lost its way; then the place in brackets tells that it is a line of a stack. */
const PERF_STACK =
  /^\s+(?:[0-9a-f]{8,16} ([^\s+]{1,200})(?:\+0x[0-9a-f]+)?(?: \(\S.*\))?|[0-9a-f]{1,7} ([^\s+]{1,200})(?:\+0x[0-9a-f]+)? \(\S.*\))$/;

/** One line of a stack as perf script prints it, `ffff80007865 f+0x34 ([module])`; null for another line. */
export function perfStackLine(line: string): string | null {
  const m = PERF_STACK.exec(line);
  return m === null ? null : (m[1] ?? (m[2] as string));
}

/** One line of a stack, ` => f+0x34/0x60 [module] <ffff…>`, as the function's name; null for another line. */
export function stackLine(line: string): string | null {
  let at = 0;
  while (line.charCodeAt(at) === 0x20 || line.charCodeAt(at) === 0x09) at++;
  if (!line.startsWith('=> ', at)) return null;
  const from = at + 3;
  const space = line.indexOf(' ', from);
  const place = line.slice(from, space < 0 ? line.length : space);
  const plus = place.indexOf('+0x');
  const name = plus < 0 ? place : place.slice(0, plus);
  return name === '' || name.length > 200 ? null : name;
}
