/** The names of tasks as they change: a task has its parent's name until it takes its own. */
export class Tasks {
  readonly #comms = new Map<number, string>();

  comm(tid: number, name: string): void {
    this.#comms.set(tid, name);
  }

  fork(tid: number, parent: number): void {
    const name = this.#comms.get(parent);
    if (name !== undefined) this.#comms.set(tid, name);
  }

  /** `comm-tid`, as ftrace prints it. */
  nameOf(tid: number): string {
    return tid === 0 ? '<idle>-0' : `${this.#comms.get(tid) ?? '<...>'}-${tid}`;
  }
}
