// The peers: what is installed, and the script of a page that draws `all` into `place`.

/** Those that the project has anyway are taken from it; the others are installed for the benchmark. */
export const INSTALLED = { '@pintora/standalone': '0.8.1', '@zenuml/core': '4.7.2' };
export const LINKED = ['mermaid', '@plantuml/core'];

const JOIN = (language) => `textOf.${language}(all).join('\\n') + '\\n'`;

/** By name: the lines before and the body of \`draw(all, place)\`; `head` stands in the page before the script. */
export const PEERS = {
  pintora: {
    imports: "import * as module from '@pintora/standalone';",
    draw: `const pintora = module.pintoraStandalone ?? module.default ?? module;
      await new Promise((done, fail) => {
        pintora.renderTo(${JOIN('mermaid')}, { container: place, renderer: 'svg', onError: fail, onRender: done });
        setTimeout(done);
      });`,
  },
  'zenuml svg': {
    imports: "import { renderToSvg } from '@zenuml/core';",
    draw: `const made = renderToSvg(${JOIN('zenuml')}); place.innerHTML = made.svg ?? made.innerSvg;`,
  },
  zenuml: {
    imports: "import ZenUml from '@zenuml/core';",
    draw: `await new ZenUml(place).render(${JOIN('zenuml')}, { theme: 'theme-default' });`,
  },
  mermaid: {
    imports: "import mermaid from 'mermaid';",
    draw: `mermaid.initialize({ startOnLoad: false, suppressErrorRendering: true, maxTextSize: 1e9, maxEdges: 1e9 });
      place.innerHTML = (await mermaid.render('drawn', ${JOIN('mermaid')})).svg;`,
  },
  plantuml: {
    head: '<script src="/viz-global.js"></script>',
    imports: "import { renderToString } from '@plantuml/core';",
    draw: `await new Promise((done, fail) => {
        const show = (svg) => { place.innerHTML = svg; done(); };
        renderToString(textOf.plantuml(all), show, (e) => fail(new Error(String(e))), { maxSvgSize: 0 });
      });`,
  },
};
