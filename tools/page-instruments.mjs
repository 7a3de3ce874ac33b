// What the benchmarks of a run read in the page.

/** Runs in the page before its own scripts, with what instruments.mjs has. */
export function runInstruments({ nextFrame, painted, scroller }) {
  let running = false;
  const slider = () => document.querySelector('input[type=range]');
  const setSlider = (value) => {
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
    set.call(slider(), String(value));
    slider().dispatchEvent(new Event('input', { bubbles: true }));
  };

  return {
    keys: [],
    /** Milliseconds from the start of the navigation to the paint in which nothing is under way any more. */
    usable: new Promise((done) => {
      addEventListener('DOMContentLoaded', () => {
        const html = document.documentElement;
        const look = () => html.dataset.idle === 'true' && scroller() !== null && painted().then(done);
        new MutationObserver(look).observe(html, { attributeFilter: ['data-idle'] });
        look();
      });
    }),
    /** The same to the first paint with rows in it. */
    screenful: new Promise((done) => {
      addEventListener('DOMContentLoaded', () => {
        const observer = new MutationObserver(() => {
          if (document.querySelector('[data-diagram] [role=option]') === null) return;
          observer.disconnect();
          painted().then(done);
        });
        observer.observe(document.body, { childList: true, subtree: true });
      });
    }),
    /** To and fro over the whole run. */
    scrub(n) {
      const last = Number(slider().max);
      return this.frames(n, (i) => setSlider(Math.round(((1 - Math.cos((i / n) * 2 * Math.PI)) / 2) * last)));
    },
    async seek(row) {
      setSlider(row);
      slider().blur();
      await painted();
    },
    async framesUntilStopped() {
      const times = [];
      running = true;
      let before = await nextFrame();
      while (running) {
        const now = await nextFrame();
        times.push(now - before);
        before = now;
      }
      return times;
    },
    stopFrames() {
      running = false;
    },
    watchKeys() {
      addEventListener('keydown', (e) => painted().then((at) => this.keys.push(at - e.timeStamp)), true);
    },
  };
}
