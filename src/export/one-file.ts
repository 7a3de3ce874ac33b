import { toBase64url } from '../base/base64url.ts';
import { gzip } from '../base/deflate.ts';
import { jsonLines } from './jsonl.ts';
import { type Choice, isWhole, type Subject } from './subject.ts';

/** The place in the viewer (tools/one-file/viewer.mjs) for what it shows. */
const PLACE = '<!--given-->';

/**
 * A page that works from disk alone: the viewer with a run or a recording in it (store/page/given.ts opens it there). A
 * whole run is its link, so that it can be forked as anywhere; everything else is its rows with their states.
 */
export async function oneFile(viewer: string, s: Subject, c: Choice): Promise<string> {
  const title = s.title === '' ? 'a run' : s.title;
  const link = s.link?.slice(s.link.indexOf('#'));
  const given =
    link !== undefined && isWhole(s, c)
      ? `<script type="text/plain" id="given" data-link="${escaped(link)}"></script>`
      : `<script type="text/plain" id="given" data-name="${escaped(title)}">${toBase64url(await rowsOf(s, c))}</script>`;
  return viewer.replace(PLACE, () => given);
}

const rowsOf = (s: Subject, c: Choice): Promise<Uint8Array> =>
  gzip(new TextEncoder().encode([...jsonLines(s, { ...c, state: true })].map((l) => `${l}\n`).join('')));

const escaped = (text: string): string => text.replace(/[&<>"]/g, (ch) => `&#${ch.charCodeAt(0)};`);
