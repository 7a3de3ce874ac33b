type Attributes = { readonly [name: string]: string | number };

const SPECIAL: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text inside an element or attribute. */
export const escaped = (text: string): string => text.replace(/[&<>"]/g, (c) => SPECIAL[c] ?? c);

/** An element as text; its content is markup. */
export function element(name: string, attributes: Attributes, content = ''): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(round(value)))}"`);
  return content === '' ? `<${name}${written.join('')}/>` : `<${name}${written.join('')}>${content}</${name}>`;
}

const round = (value: string | number): string | number =>
  typeof value === 'number' ? Math.round(value * 100) / 100 : value;
