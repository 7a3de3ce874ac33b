import type { Frame } from './frame.ts';
import { FUNCTION_IDS, type FunctionName, functionId, type Since, type Width } from './function-id.ts';
import {
  type Fields,
  packFields,
  type RegisterFields,
  readFields,
  registerFields,
  type Word,
} from './register-fields.ts';

/** Names endpoints in sentences: `Linux (VM 0)`, `OP-TEE (0x8001)`. */
export type Who = (id: bigint) => string;

/** Says in words what a frame is: a short summary beside the name, and a sentence. */
interface Sayings<N extends string> {
  readonly summary?: (fields: Record<N, bigint>, who: Who) => string;
  readonly sentence: (fields: Record<N, bigint>, who: Who) => string;
}

/** The same of FFA_SUCCESS, whose sentence may name what the call had asked for. */
interface OkSayings<N extends string, R extends string> extends Pick<Sayings<R>, 'summary'> {
  readonly sentence: (fields: Record<R, bigint>, who: Who, asked: Record<N, bigint>) => string;
}

/** The table of one FF-A function. Encoding, decoding, the reply check and the reference page read it. */
export interface Call<N extends string = string, R extends string = string> {
  readonly name: FunctionName;
  /** Bits 15:0 of w0. */
  readonly number: number;
  /** The widths in which the function exists. */
  readonly widths: readonly Width[];
  readonly since: Since;
  /** The 32-bit and the 64-bit function id. Only those of `widths` may be called. */
  readonly id32: bigint;
  readonly id64: bigint;
  /** What it is for, one sentence, for the reference page. */
  readonly purpose: string;
  readonly fields: RegisterFields<N>;
  /** The fields of FFA_SUCCESS as the answer to this call; null where FFA_SUCCESS is no answer. */
  readonly ok: RegisterFields<R> | null;
  /** The widths that FFA_SUCCESS may have as the answer. */
  readonly okWidths: readonly Width[];
  /** Other functions that answer it, beside FFA_ERROR. */
  readonly answers: readonly FunctionName[];
  /**
   * The eight registers of this call. `width` is 32 where that exists, else 64. Throws RangeError for a value that does
   * not fit its field and for a width in which the function does not exist.
   */
  encode(fields?: Fields<N>, width?: Width): Frame;
  /** The fields of a frame, whatever its w0 says; the width comes from bit 30 of w0. */
  read(frame: Frame): Record<N, bigint>;
  summary(frame: Frame, who: Who): string;
  sentence(frame: Frame, who: Who): string;
  okSummary(frame: Frame, who: Who): string;
  okSentence(frame: Frame, who: Who, asked: Frame): string;
}

interface Spec<N extends string, R extends string> {
  readonly purpose: string;
  readonly fields: RegisterFields<N>;
  readonly says: Sayings<N>;
  /** The fields of FFA_SUCCESS; left out where FFA_SUCCESS is no answer. */
  readonly ok?: RegisterFields<R>;
  readonly okWidths?: readonly Width[];
  readonly okSays?: OkSayings<N, R>;
  readonly answers?: readonly FunctionName[];
}

/** The fields of a frame that has none: w1..w7 must be zero. */
export const NOTHING = registerFields({});

/** Makes the table of one function. Its number, widths and version are those of FUNCTION_IDS. */
export function defineCall<N extends string, R extends string = never>(
  name: FunctionName,
  spec: Spec<N, R>,
): Call<N, R> {
  const { number, widths, since } = FUNCTION_IDS[name];
  const all: readonly Width[] = widths;
  const ids = { 32: functionId(number, 32), 64: functionId(number, 64) } as const;
  const ok = spec.ok ?? null;
  const read = (f: Frame): Record<N, bigint> => readFields(spec.fields, f, frameWidth(f));
  const readOk = (f: Frame): Record<R, bigint> =>
    ok === null ? ({} as Record<R, bigint>) : readFields(ok, f, frameWidth(f));
  return {
    name,
    number,
    widths,
    since,
    id32: ids[32],
    id64: ids[64],
    purpose: spec.purpose,
    fields: spec.fields,
    ok,
    okWidths: spec.okWidths ?? [32],
    answers: spec.answers ?? [],
    encode(fields, width = all.includes(32) ? 32 : 64) {
      if (!all.includes(width)) throw new RangeError(`${name} has no ${width}-bit form`);
      const words = packFields(spec.fields, wordsOf(fields), width, 0);
      words[0] = ids[width];
      return words;
    },
    read,
    summary: (f, who) => spec.says.summary?.(read(f), who) ?? '',
    sentence: (f, who) => spec.says.sentence(read(f), who),
    okSummary: (f, who) => spec.okSays?.summary?.(readOk(f), who) ?? '',
    okSentence: (f, who, asked) => spec.okSays?.sentence(readOk(f), who, read(asked)) ?? `${name} is done.`,
  };
}

const SMC64 = 1n << 30n;

/** 64 where bit 30 of w0 says SMC64, else 32. */
export const frameWidth = (f: Frame): Width => (((f[0] ?? 0n) & SMC64) === 0n ? 32 : 64);

/** Field values as an ordinary record, for packing. */
export const wordsOf = (fields: object | undefined): Readonly<Partial<Record<string, Word>>> =>
  (fields ?? {}) as Readonly<Partial<Record<string, Word>>>;
