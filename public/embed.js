// <ffa-scope src="#s=…"></ffa-scope>: a run of FF-A Scope in another page. This script is all that the page needs:
//
//   <script src="https://HOST/embed.js"></script>
//   <ffa-scope src="#s=…" theme="dark" hide="user,spmd" detail="calls"></ffa-scope>
//
// src        a link, as “Copy link” gives it: what stands from # on, or all of it
// theme      light, dark, system
// hide       lanes that are not drawn, with commas
// fold       worlds that stand in one lane: normal, secure, normal,secure
// detail     registers, calls, everything, steps (of a lesson)
// rows       small, normal, large
// height     pixels; without it the frame is as high as its content, between min-height and max-height
// min-height pixels, 360 if absent
// max-height pixels, 640 if absent
//
// The event `ffa-scope` says where the reader is: event.detail has row, rows, title and height. Nothing plays by itself,
// nothing is kept, and nothing is sent to anybody. A policy of the page needs frame-src and script-src for HOST.
(() => {
  /** The folder of the page that is framed: where this script comes from. */
  const page = new URL('./', document.currentScript.src);
  const WISHES = ['theme', 'hide', 'fold', 'detail', 'rows'];
  const SIZES = ['height', 'min-height', 'max-height'];

  /** The number of pixels that an attribute says; `otherwise` where it says none. */
  const pixels = (element, name, otherwise) => {
    const text = element.getAttribute(name) ?? '';
    return /^[0-9]{1,5}(px)?$/.test(text) ? Number.parseInt(text, 10) : otherwise;
  };

  class FfaScope extends HTMLElement {
    static observedAttributes = ['src', ...WISHES, ...SIZES];
    #frame = null;
    #told = null;

    connectedCallback() {
      this.style.display ||= 'block';
      if (this.#frame === null) {
        this.#frame = document.createElement('iframe');
        this.#frame.title = this.getAttribute('title') ?? 'FF-A Scope';
        this.#frame.loading = 'lazy';
        this.#frame.referrerPolicy = 'no-referrer';
        this.#frame.style.cssText = 'display: block; width: 100%; border: 0';
      }
      addEventListener('message', this);
      this.#open();
      this.#resize();
      this.append(this.#frame);
    }

    disconnectedCallback() {
      removeEventListener('message', this);
    }

    attributeChangedCallback(name) {
      if (this.#frame === null) return;
      if (SIZES.includes(name)) this.#resize();
      else this.#open();
    }

    /** What the framed page says of itself. Only this frame is listened to. */
    handleEvent({ source, data }) {
      if (source === null || source !== this.#frame.contentWindow || data?.type !== 'ffa-scope') return;
      const { height, row, rows, title } = data;
      if (!Number.isFinite(height)) return;
      this.#told = { height, row, rows, title };
      this.#resize();
      this.dispatchEvent(new CustomEvent('ffa-scope', { detail: this.#told, bubbles: true }));
    }

    #open() {
      let link;
      try {
        link = new URL(this.getAttribute('src') ?? '', page);
      } catch {
        link = page;
      }
      // Of a whole address only what it carries is taken: the page that is framed is always the one of this script.
      const url = new URL(page);
      url.hash = link.hash;
      const wishes = WISHES.filter((name) => this.hasAttribute(name)).map(
        (name) => `&${name}=${encodeURIComponent(this.getAttribute(name))}`,
      );
      url.search = `?embed${wishes.join('')}`;
      if (this.#frame.src !== url.href) this.#frame.src = url.href;
    }

    #resize() {
      const least = pixels(this, 'min-height', 360);
      const most = Math.max(pixels(this, 'max-height', 640), least);
      const height = pixels(this, 'height', Math.min(Math.max(this.#told?.height ?? least, least), most));
      this.#frame.style.height = `${height}px`;
    }
  }

  if (customElements.get('ffa-scope') === undefined) customElements.define('ffa-scope', FfaScope);
})();
