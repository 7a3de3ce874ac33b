import type { Cause, Evidence, Follows, Grade, Numbers, Place, Show, Speaker, Symptom } from './symptom.ts';

/** A message with one cause, written down in one piece. */
export interface One {
  readonly id: string;
  readonly pattern: RegExp;
  readonly says: string;
  readonly examples: readonly string[];
  readonly title: string;
  readonly because: string;
  readonly next: string;
  readonly source: readonly Place[];
  readonly show: Show | ((n: Numbers) => Show);
  readonly grade?: Grade;
  readonly seen?: Cause['seen'];
  readonly pro?: readonly Evidence[];
  readonly follows?: readonly Follows[];
  /** Further causes, less likely. */
  readonly others?: readonly Cause[];
}

/** Makes the messages of one program: the cause's id is the message's. */
export const saidBy =
  (who: Speaker, usual: Grade) =>
  ({
    id,
    pattern,
    says,
    examples,
    source,
    grade,
    follows,
    title,
    because,
    next,
    show,
    seen,
    pro,
    others,
  }: One): Symptom => ({
    id,
    who,
    grade: grade ?? usual,
    pattern,
    says,
    examples,
    source,
    causes: [
      {
        id,
        title,
        because,
        next,
        source,
        seen: seen ?? 'in the source',
        ...(pro === undefined ? {} : { pro }),
        show,
      },
      ...(others ?? []),
    ],
    ...(follows === undefined ? {} : { follows }),
  });
