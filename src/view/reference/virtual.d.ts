/** The pages of the reference of one kind, made from the tables while the page is built (tools/reference/plugin.mjs). */
declare module 'virtual:reference/*' {
  const pages: readonly import('../../reference/page.ts').ReferencePage[];
  export default pages;
}
