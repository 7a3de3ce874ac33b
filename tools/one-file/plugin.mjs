// Hands the page the viewer for what it saves as one file: `virtual:viewer`, a part that is loaded when somebody asks for
// it. The page may fetch nothing, but it may import. viewer.json says to the command line which part it is.
const ID = 'virtual:viewer';
const RESOLVED = `\0${ID}`;

export const viewerPlugin = () => ({
  name: 'viewer',
  resolveId: (id) => (id === ID ? RESOLVED : null),
  async load(id) {
    if (id !== RESOLVED) return null;
    const { viewer } = await import('./viewer.mjs');
    return `export default ${JSON.stringify(await viewer())};`;
  },
  generateBundle(_, bundle) {
    const part = Object.values(bundle).find((o) => o.type === 'chunk' && o.moduleIds.includes(RESOLVED));
    if (part === undefined) return;
    this.emitFile({ type: 'asset', fileName: 'viewer.json', source: `${JSON.stringify({ part: part.fileName })}\n` });
  },
});
