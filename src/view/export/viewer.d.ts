/** The page as one file (tools/one-file); null in such a file itself. */
declare module 'virtual:viewer' {
  const viewer: string | null;
  export default viewer;
}
