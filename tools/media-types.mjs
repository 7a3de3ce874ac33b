// What a file of the built page is, by how its name ends: for the servers of the tests.
const TYPES = new Map([
  ['.html', 'text/html'],
  ['.js', 'text/javascript'],
  ['.css', 'text/css'],
  ['.json', 'application/json'],
  ['.png', 'image/png'],
  ['.svg', 'image/svg+xml'],
  ['.webmanifest', 'application/manifest+json'],
]);

/** The media type of a path; text if it is none of the page's. */
export const mediaType = (path) => TYPES.get(path.slice(path.lastIndexOf('.'))) ?? 'text/plain; charset=utf-8';
