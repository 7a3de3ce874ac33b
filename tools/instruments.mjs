/**
 * What both benchmarks read in the page. It is sent there as text, before anything of the page runs, and becomes
 * `window.bench`; `of` adds what only one of them needs, given the pieces.
 */
export const instrumentsOf = (of) => ({ content: `(${install})(${of})` });

function install(of) {
  let tasks = [];
  const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries()));
  observer.observe({ type: 'longtask' });
  const nextFrame = () => new Promise((done) => requestAnimationFrame(done));
  // What a frame asks for is done after that frame is painted, and, as the most urgent, before anything else that waits: what
  // the page does next is no part of the paint.
  const painted = () =>
    new Promise((done) =>
      requestAnimationFrame(() => scheduler.postTask(() => done(performance.now()), { priority: 'user-blocking' })),
    );
  const scroller = () => document.querySelector('[data-diagram]');
  window.bench = {
    painted,
    /** Times between frames while `move(n)` is called in each. */
    async frames(n, move) {
      const times = [];
      let before = await nextFrame();
      for (let i = 0; i < n; i++) {
        move(i);
        const now = await nextFrame();
        times.push(now - before);
        before = now;
      }
      return times;
    },
    /** Down at reading speed, then in leaps of half a screen. */
    scroll(n) {
      const s = scroller();
      return this.frames(n, (i) => s.scrollBy(0, i < n / 2 ? 40 : s.clientHeight / 2));
    },
    forgetTasks() {
      observer.takeRecords();
      tasks = [];
    },
    /** Tasks of 50 ms or more since they were forgotten. */
    tasks() {
      tasks.push(...observer.takeRecords());
      return tasks;
    },
    longest() {
      return Math.max(0, ...this.tasks().map((t) => t.duration));
    },
  };
  Object.assign(window.bench, of({ nextFrame, painted, scroller }));
}
