import { fail, ok, type Result } from '../base/result.ts';
import type { Value } from '../trace/event.ts';
import { DRIVER } from '../trace/keys.ts';
import type { World } from '../trace/world.ts';

/** Is the world so? */
export type Ask = (world: World) => boolean;

const REMEDY =
  'Write cells and values as spmc.vm0.pending & 1 and driver gone, driver.bottom_half_value = 0, not (optee.notif_started), joined by and, or.';
const COMPARE = ['!=', '<=', '>=', '=', '<', '>', '&'] as const;
type Operator = (typeof COMPARE)[number];

/**
 * Reads what a person asks of the cells of the world: a cell alone (it is there, and neither false, 0 nor empty), a cell
 * compared with a value (`=`, `!=`, `<`, `<=`, `>`, `>=`; `&`: it has one of these bits), `driver gone`, `driver bound`, and
 * these joined by `not`, `and`, `or` and parentheses. Errors: a text that is no such question.
 */
export function readAsk(text: string): Result<Ask> {
  const words = text.match(/"[^"]*"|[()]|!=|<=|>=|[=<>&]|[^\s()=<>!&"]+/g) ?? [];
  let at = 0;
  const next = (word: string): boolean => words[at]?.toLowerCase() === word && ++at > 0;

  function either(): Ask | null {
    let left = both();
    while (left !== null && next('or')) {
      const [a, b] = [left, both()];
      left = b === null ? null : (w) => a(w) || b(w);
    }
    return left;
  }
  function both(): Ask | null {
    let left = one();
    while (left !== null && next('and')) {
      const [a, b] = [left, one()];
      left = b === null ? null : (w) => a(w) && b(w);
    }
    return left;
  }
  function one(): Ask | null {
    if (next('not')) {
      const turned = one();
      return turned === null ? null : (w) => !turned(w);
    }
    if (next('(')) {
      const inside = either();
      return next(')') ? inside : null;
    }
    return cell();
  }
  function cell(): Ask | null {
    const name = words[at++];
    if (name === undefined || !/^(?!(and|or|not)$)[a-z][\w.:/-]*$/i.test(name)) return null;
    if (name === 'driver' && next('gone')) return (w) => w.get(DRIVER.state) === undefined;
    if (name === 'driver' && next('bound')) return (w) => w.get(DRIVER.state) === 'bound';
    const operator = COMPARE.find((c) => words[at] === c);
    if (operator === undefined) return (w) => isThere(w.get(name));
    const value = words[++at];
    at++;
    return value === undefined || '()=<>&'.includes(value)
      ? null
      : comparing(name, operator, value.replaceAll('"', ''));
  }

  const read = either();
  if (read === null || at < words.length)
    return fail(
      `${JSON.stringify(words[Math.min(at, words.length) - (read === null ? 1 : 0)] ?? text)} does not fit there.`,
      'the question',
      REMEDY,
    );
  return ok(read);
}

const isThere = (v: Value | undefined): boolean =>
  v !== undefined && v !== null && v !== false && v !== 0 && v !== 0n && v !== '';

function comparing(name: string, operator: Operator, text: string): Ask {
  const wanted = numberOf(text);
  return (world) => {
    const value = world.get(name);
    const is = numberOf(value);
    if (wanted === null || is === null) {
      const equal = String(value) === text;
      return operator === '=' ? equal : operator === '!=' && !equal;
    }
    switch (operator) {
      case '=':
        return is === wanted;
      case '!=':
        return is !== wanted;
      case '<':
        return is < wanted;
      case '<=':
        return is <= wanted;
      case '>':
        return is > wanted;
      case '>=':
        return is >= wanted;
      case '&':
        return (is & wanted) !== 0n;
    }
  };
}

function numberOf(v: Value | undefined): bigint | null {
  if (typeof v === 'bigint') return v;
  if (typeof v === 'number') return BigInt(v);
  if (v === 'U32_MAX') return 0xffff_ffffn;
  return typeof v === 'string' && /^(0x[0-9a-f]+|\d+)$/i.test(v) ? BigInt(v) : null;
}
