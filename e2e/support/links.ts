import { encodeLink } from '../../src/scenario/link.ts';
import { parseScenario } from '../../src/scenario/schema.ts';
import type { Scenario } from '../../src/scenario/types.ts';

/** A scenario of these fields with every default filled in; a mistake in it fails the test that wrote it. */
export function scenario(fields: { readonly [field: string]: unknown }): Scenario {
  const read = parseScenario({ v: 1, ...fields });
  if (!read.ok) throw new Error(`${read.error.where}: ${read.error.what}`);
  return read.value;
}

/** The fragment of a link to this scenario at this row. */
export const linkTo = (fields: { readonly [field: string]: unknown }, row: number): Promise<string> =>
  encodeLink(scenario(fields), { row, panels: [] });

export interface BadLink {
  readonly name: string;
  readonly fragment: string;
  /** What the page says of it. */
  readonly says: RegExp;
}

/** A good link, made bad in each way that a mail program, a newer version or a typing error makes one bad. */
export async function badLinks(): Promise<readonly BadLink[]> {
  const good = await linkTo({ title: 'Nobody sees this', actions: [{ do: 'probe' }, { do: 'notify' }] }, 5);
  const [s = '', view = ''] = good.split('&');
  const at = s.length - 9;
  const swapped = s[at] === 'A' ? 'B' : 'A';
  return [
    {
      name: 'a damaged link',
      fragment: `${s.slice(0, at)}${swapped}${s.slice(at + 1)}&${view}`,
      says: /the link is damaged: its checksum does not fit\. ?Copy the whole link again/i,
    },
    {
      name: 'a truncated link',
      fragment: s.slice(0, -7),
      says: /the link is cut off: \d+ of \d+ characters arrived\. ?Copy the whole link again/i,
    },
    {
      name: 'a link of a newer version',
      fragment: s.replace('#s=1.', '#s=2.'),
      says: /the link is of version 2, and this program reads version 1\. ?Open it with a newer FF-A Scope/i,
    },
    {
      name: 'a link with a character that no link has',
      fragment: s.replace('#s=1.', '#s=1.!'),
      says: /character 1 of the link does not belong there\./i,
    },
    { name: 'a link with nothing in it', fragment: '#s=', says: /does not begin as a link of FF-A Scope does\./i },
  ];
}
