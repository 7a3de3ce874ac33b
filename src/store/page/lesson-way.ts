/** How far a person has come in a lesson. */
export interface Come {
  /** The numbers of the steps that were looked at. */
  readonly steps: readonly number[];
  readonly answered: boolean;
}

/** The way through a lesson, from step to step and to its question. */
export interface LessonWay {
  /** Is the question of the lesson looked at, and no step? */
  readonly asked: boolean;
  /** What was looked at and answered, on this visit and before, by the name of the lesson. */
  readonly progress: Readonly<Record<string, Come>>;
  /** To the next step of the lesson after the cursor (1), to the one before it (-1); behind the last one is the question. */
  nextStep(direction: 1 | -1): void;
  /** Shows the question of the lesson, or the step again. */
  ask(asked: boolean): void;
  /** The question of the open lesson was answered. */
  answered(): void;
}
