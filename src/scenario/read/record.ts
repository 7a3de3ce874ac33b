import { fail, ok, type Result } from '../../base/result.ts';
import { type Read, show, suggest } from './value.ts';

/** A field of an object: how it is read, and what it is when it is absent. */
export interface Field<T> {
  readonly read: Read<T>;
  /** Present: the field may be left out and is this then. */
  readonly byDefault?: T;
}

type Shape = { readonly [name: string]: Field<unknown> };
type Fields<S extends Shape> = { -readonly [K in keyof S]: S[K] extends Field<infer T> ? T : never };

export const required = <T>(read: Read<T>): Field<T> => ({ read });
export const withDefault = <T>(read: Read<T>, byDefault: T): Field<T> => ({ read, byDefault });

/** The value as an object with named fields. A list is none. */
export function asObject(value: unknown, where: string, what: string): Result<Readonly<Record<string, unknown>>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return fail(`${show(value)} is not ${what}.`, where, `Write ${what} in braces.`);
  return ok(value as Record<string, unknown>);
}

/** The path of a field below `where`. */
export const below = (where: string, name: string): string => (where === '' ? name : `${where}.${name}`);

/** Says which field of `object` is not in `known`; null when all are. */
export function unknownField(
  object: Readonly<Record<string, unknown>>,
  where: string,
  known: readonly string[],
): Result<never> | null {
  const name = Object.keys(object).find((key) => !known.includes(key));
  if (name === undefined) return null;
  const shown = name.length > 40 ? `${name.slice(0, 40)}…` : name;
  return fail(`no field is named ${JSON.stringify(shown)} here.`, below(where, shown), suggest(name, known));
}

/** An object with exactly these fields. `what` names it in messages: "a scenario". */
export function record<S extends Shape>(shape: S, what: string): Read<Fields<S>> {
  const names = Object.keys(shape);
  return (value, where) => {
    const object = asObject(value, where, what);
    if (!object.ok) return object;
    const stranger = unknownField(object.value, where, names);
    if (stranger !== null) return stranger;
    const out: Record<string, unknown> = {};
    for (const name of names) {
      const field = shape[name] as Field<unknown>;
      if (Object.hasOwn(object.value, name)) {
        const read = field.read(object.value[name], below(where, name));
        if (!read.ok) return read;
        out[name] = read.value;
      } else if ('byDefault' in field) out[name] = field.byDefault;
      else
        return fail(
          'this field is missing.',
          below(where, name),
          `${what[0]?.toUpperCase()}${what.slice(1)} needs it.`,
        );
    }
    return ok(out as Fields<S>);
  };
}
