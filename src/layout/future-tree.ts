/** Anything that may have been forked from another of its kind. */
export interface Forked {
  readonly id: number;
  readonly parent: { readonly id: number } | null;
}

/** One of a tree, in the order in which the tree is written, with its depth. */
export interface Branch<T> {
  readonly of: T;
  /** 0 for what was forked from nothing that is still there. */
  readonly depth: number;
}

/** A tree line by line: each with those that were forked from it right below it, in the order in which they came. */
export function treeLines<T extends Forked>(all: readonly T[]): readonly Branch<T>[] {
  const ids = new Set(all.map((f) => f.id));
  const children = new Map<number | null, T[]>();
  for (const f of all) {
    const parent = f.parent !== null && ids.has(f.parent.id) ? f.parent.id : null;
    const list = children.get(parent);
    if (list === undefined) children.set(parent, [f]);
    else list.push(f);
  }
  const out: Branch<T>[] = [];
  const write = (parent: number | null, depth: number): void => {
    for (const of of children.get(parent) ?? []) {
      out.push({ of, depth });
      write(of.id, depth + 1);
    }
  };
  write(null, 0);
  return out;
}
