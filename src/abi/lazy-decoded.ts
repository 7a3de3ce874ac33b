import type { Decoded, FieldNode } from './field.ts';
import { problemsOf } from './nodes.ts';

/** What a decoded frame is made of. Words and fields are made when someone asks for them. */
export interface Parts {
  readonly name: string;
  readonly width: Decoded['width'];
  readonly service?: string | null;
  readonly failed?: boolean;
  readonly refused?: boolean;
  readonly summary: () => string;
  readonly sentence: () => string;
  readonly fields: () => readonly FieldNode[];
  /** Sentences beside those of the fields, first or last. */
  readonly problems?: (ofFields: readonly string[]) => readonly string[];
}

/**
 * A decoded frame that does its work on demand, once: a run needs one sentence of every reply, and only the inspector
 * looks at the fields. The properties are own and enumerable, so that copies and comparisons see them.
 */
export function lazyDecoded(p: Parts): Decoded {
  let summary: string | undefined;
  let sentence: string | undefined;
  let fields: readonly FieldNode[] | undefined;
  let problems: readonly string[] | undefined;
  return {
    name: p.name,
    width: p.width,
    service: p.service ?? null,
    failed: p.failed ?? false,
    refused: p.refused ?? false,
    get summary() {
      summary ??= p.summary();
      return summary;
    },
    get sentence() {
      sentence ??= p.sentence();
      return sentence;
    },
    get fields() {
      fields ??= p.fields();
      return fields;
    },
    get problems() {
      if (problems === undefined) {
        const ofFields = problemsOf(this.fields);
        problems = p.problems === undefined ? ofFields : p.problems(ofFields);
      }
      return problems;
    },
  };
}
