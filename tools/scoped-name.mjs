// Names of classes in the page: the name that the style sheet gives, and two letters for the file. The bundler's own names
// are longer by a word each, 0.5 kB of script and 1.7 kB of style once they are packed.
import { createHash } from 'node:crypto';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const owner = new Map();

/** The name of a class of a style sheet; the same for the same sources. Throws where two files would share one. */
export function scopedName(name, path) {
  const file = relative(root, path.split('?')[0]).replaceAll('\\', '/');
  const scoped = `${name}${createHash('sha256').update(file).digest('base64url').slice(0, 2)}`;
  const other = owner.get(scoped) ?? file;
  if (other !== file) throw new Error(`${file} and ${other} would share the class ${scoped}: rename one of them`);
  owner.set(scoped, file);
  return scoped;
}
