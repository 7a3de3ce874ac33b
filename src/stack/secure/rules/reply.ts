import { type Frame, frame } from '../../../abi/frame.ts';
import { error as errorFrame, success as successFrame } from '../../../abi/reply.ts';
import { FFA_STATUS, type StatusName } from '../../../abi/status.ts';
import type { Cells, Knowledge } from './cells.ts';

/** The registers that a rule answers with. */
export interface Reply {
  /** The name of the status where it is FFA_ERROR; null for every other answer. */
  readonly status: StatusName | null;
  /** The name of a result that a service answers with in w3: `TEE_ERROR_BUSY`. null where it is none. */
  readonly result: string | null;
  /** In a few words, for a person who does not see the registers: `one list of VM 0`. Empty where they are fixed. */
  readonly text: string;
  keys(call: Frame): readonly string[];
  /** All registers; null where the cells that they come from are not known. */
  frame(call: Frame, cells: Cells): Frame | null;
  /** Can these registers be this answer, as far as the cells are known? */
  fits(call: Frame, cells: Cells, reply: Frame): boolean;
  /** What the registers tell about the cells, before the answer changes them. */
  learn(call: Frame, knowledge: Knowledge, reply: Frame): void;
}

export const sameFrame = (a: Frame, b: Frame): boolean => a.length === b.length && a.every((w, i) => w === b[i]);

const NONE: readonly string[] = [];

/** An answer that only the call decides. */
export const fixed = (
  of: (call: Frame) => Frame,
  { status = null, result = null }: { readonly status?: StatusName | null; readonly result?: string | null } = {},
): Reply => ({
  status,
  result,
  text: '',
  keys: () => NONE,
  frame: (call) => of(call),
  fits: (call, _cells, reply) => sameFrame(of(call), reply),
  learn: () => undefined,
});

/** FFA_ERROR with this status. */
export const refusal = (status: StatusName): Reply => {
  const answer = errorFrame(FFA_STATUS[status]);
  return fixed(() => answer, { status });
};

/** The 32-bit FFA_SUCCESS with these words in w2, w3, … */
export const success = (...w2: readonly bigint[]): Reply => {
  const answer = successFrame(...w2);
  return fixed(() => answer);
};

/** An answer that comes from cells. Where they are not known, `fits` judges by the shape, which `text` names. */
export const fromCells = (
  text: string,
  of: Pick<Reply, 'keys' | 'frame' | 'fits'> & Partial<Pick<Reply, 'learn'>>,
): Reply => ({ status: null, result: null, text, learn: () => undefined, ...of });

/** An answer of which only the shape is known beforehand: `usual` are those that can be written out. */
export const shaped = (
  text: string,
  fits: (call: Frame, cells: Cells, reply: Frame) => boolean,
  usual: (call: Frame) => Frame | null = () => null,
): Reply => fromCells(text, { keys: () => NONE, frame: (call) => usual(call), fits });

/** x0 = -1 in 64 bits, and the other registers as they were sent. */
export const unknownFunction: Reply = fixed((call) => frame(0xffff_ffff_ffff_ffffn, ...call.slice(1)));
