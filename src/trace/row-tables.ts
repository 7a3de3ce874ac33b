import type { FrameSaid } from '../abi/field.ts';
import type { Frame } from '../abi/frame.ts';
import { callSaid, replySaid } from '../abi/frame-said.ts';
import type { Change } from './event.ts';
import { FramePairs, NO_FORM, type PairSaid } from './frame-pairs.ts';
import type { RowForm, RowPlace, RowSaid } from './row-form.ts';
import { isSameList, isSameSaid } from './same-said.ts';

/** What rows are made of, by number. Both lists only grow. */
export interface RowTables {
  readonly forms: readonly RowForm[];
  /** What rows have changed in the world; number 0 is nothing. */
  readonly changes: readonly (readonly Change[])[];
  /** What frames say that were asked for so far. */
  readonly pairs: readonly PairSaid[];
  /** What a call of this form says (`reply`: NO_FORM), or a reply to a call; `call` is NO_FORM where that is not known. */
  said(call: number, reply: number): FrameSaid;
}

/** Far more than runs have: what never comes again must not stay for ever. */
const MOST = 50_000;
let shared: RowTableMaker | null = null;

/** The tables of runs that begin now: as long as they do not grow too large all runs of a thread share them. */
export function sharedTables(): RowTableMaker {
  if (shared === null || shared.forms.length + shared.changes.length > MOST) shared = new RowTableMaker();
  return shared;
}

/** So many forms of one sentence, or lists that begin with one cell, are compared one by one; for more a key is made. */
const FEW = 48;

/** What is compared of each form: one shape for all kinds, since it is done for every row. */
interface FormKey extends RowPlace {
  readonly why: string;
  readonly src: string | null;
  readonly fault: number | null;
  readonly said: RowSaid;
}

/** Gives what rows say its numbers, so that it is kept once. Runs of the same tables can share rows (packed-trace.ts). */
export class RowTableMaker implements RowTables {
  readonly forms: RowForm[] = [];
  readonly changes: (readonly Change[])[] = [[]];
  readonly #keys: FormKey[] = [];
  /** Forms by their sentence. */
  readonly #saying = new Map<string, number[]>();
  readonly #furtherForms = new Map<string, number>();
  /** Lists of changes by the cell that is written first. */
  readonly #writing = new Map<string, number[]>();
  readonly #furtherChanges = new Map<string, number>();

  /** What came last after each form, and what was changed last with it: mostly it is so again, and nothing is looked up. */
  readonly #next: number[] = [];
  readonly #usual: number[] = [];
  #last = 0;
  readonly #pairs = new FramePairs();

  get pairs(): readonly PairSaid[] {
    return this.#pairs.list;
  }

  said(call: number, reply: number): FrameSaid {
    const known = this.#pairs.get(call, reply);
    if (known !== undefined) return known;
    const said = reply === NO_FORM ? callSaid(this.#frame(call)) : replySaid(this.#frame(call), this.#frame(reply));
    this.#pairs.add({ call, reply, said });
    return said;
  }

  #frame(id: number): Frame {
    const form = this.forms[id];
    return form?.kind === 'call' || form?.kind === 'return' ? form.w : [];
  }

  /** The form that says this there. What is handed over is kept, and must not change. */
  form(said: RowSaid, place: RowPlace): number {
    const guess = this.#next[this.#last] ?? 0;
    const key = this.#keys[guess];
    const isRight = key !== undefined && isKeyOf(key, said, place);
    const id = isRight ? guess : this.#formOf(said, place);
    if (!isRight) this.#next[this.#last] = id;
    this.#last = id;
    return id;
  }

  /** The list of these changes of a row of this form. */
  changed(list: readonly Change[], form: number): number {
    if (list.length === 0) return 0;
    const guess = this.#usual[form] ?? 0;
    if (isSame(this.changes[guess] as readonly Change[], list)) return guess;
    const id = this.#changesOf(list, (list[0] as Change).key);
    this.#usual[form] = id;
    return id;
  }

  #formOf(said: RowSaid, place: RowPlace): number {
    const among = listed(this.#saying, said.why);
    for (const id of among) if (isKeyOf(this.#keys[id] as FormKey, said, place)) return id;
    // Which call a reply answers is the row's own.
    const { of: _, ...shared } = said as RowSaid & { readonly of?: number };
    const { cpu, ctx, ctxKind, stack } = place;
    const form = { ...shared, cpu, ctx, ctxKind, stack } as RowForm;
    return further(
      among,
      this.#furtherForms,
      () => keyOf(form),
      () => this.#added(form, said, place),
    );
  }

  #added(form: RowForm, said: RowSaid, { cpu, ctx, ctxKind, stack }: RowPlace): number {
    const { why, src, fault } = said;
    this.#keys.push({ why, src, fault, cpu, ctx, ctxKind, stack, said });
    this.#next.push(0);
    this.#usual.push(0);
    return this.forms.push(form) - 1;
  }

  #changesOf(list: readonly Change[], first: string): number {
    const among = listed(this.#writing, first);
    for (const id of among) if (isSame(this.changes[id] as readonly Change[], list)) return id;
    return further(
      among,
      this.#furtherChanges,
      () => keyOf(list),
      () => this.changes.push(list) - 1,
    );
  }
}

const isKeyOf = (k: FormKey, said: RowSaid, place: RowPlace): boolean =>
  (k.stack === place.stack || isSameList(k.stack, place.stack)) &&
  k.why === said.why &&
  k.src === said.src &&
  k.fault === said.fault &&
  k.ctx === place.ctx &&
  k.cpu === place.cpu &&
  k.ctxKind === place.ctxKind &&
  isSameSaid(k.said, said);

function listed(map: Map<string, number[]>, name: string): number[] {
  const known = map.get(name);
  if (known !== undefined) return known;
  const list: number[] = [];
  map.set(name, list);
  return list;
}

/** The number of what is not among the few: a new one, or one that its key finds. */
function further(among: number[], known: Map<string, number>, key: () => string, add: () => number): number {
  if (among.length < FEW) {
    const id = add();
    among.push(id);
    return id;
  }
  const text = key();
  const id = known.get(text) ?? add();
  known.set(text, id);
  return id;
}

function isSame(a: readonly Change[], b: readonly Change[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) {
    const x = a[i] as Change;
    const y = b[i] as Change;
    if (x.key !== y.key || x.after !== y.after || x.before !== y.before) return false;
  }
  return true;
}

/** Unlike for a number, a word and a text that look alike, and for a cell that is not there. */
const keyOf = (data: unknown): string =>
  JSON.stringify(data, (_key, v: unknown) => (typeof v === 'bigint' ? { word: String(v) } : v === undefined ? [] : v));
