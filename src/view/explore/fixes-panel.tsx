import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Scenario } from '../../scenario/types.ts';
import { type Exploring, type FixedDefect, fixesDo, markOf } from '../../store/session/exploring.ts';
import { type Fixing, fixing } from '../../store/session/fixing.ts';
import { FIX_IDS } from '../../store/session/scenario-format.ts';
import { coresOf } from '../../store/session/sweeping.ts';
import { FIX_WORDS } from '../../words/fixes.ts';
import { Button } from '../parts/button.tsx';
import { PHONE, useMedia } from '../parts/use-media.ts';
import css from './explore-dialog.module.css';

interface Fixes extends Fixing {
  readonly scenario: Scenario;
}

// Who looks at a run and comes back finds it as it was.
let last: Fixes | null = null;

const MARKS = {
  ends: ['●', 'ends it alone'],
  needed: ['○', 'without it the thing is back'],
  both: ['◉', 'both'],
  neither: ['', ''],
} as const;

/** Which fix of the driver `fixed` ends what: defects by fixes. */
export function FixesPanel({ scenario }: { readonly scenario: Scenario }): ReactNode {
  const [fixes, setFixes] = useState<Fixes | null>(last?.scenario === scenario ? last : null);
  const exploring = useRef<Exploring | null>(null);
  const narrow = useMedia(PHONE);
  const put = (now: Fixes): Fixes => {
    last = now;
    setFixes(now);
    return now;
  };
  useEffect(
    () => () => {
      exploring.current?.stop();
      if (last?.running === true) last = { ...last, running: false, problem: STOPPED };
    },
    [],
  );
  const start = (): void => {
    exploring.current?.stop();
    let now = put({ scenario, done: 0, total: 0, defects: [], left: null, running: true, problem: '' });
    const tell = (more: Partial<Fixing>): void => {
      now = put({ ...now, ...more });
    };
    exploring.current = fixing(scenario, tell, coresOf(navigator));
  };
  const stop = (): void => {
    exploring.current?.stop();
    if (fixes !== null) put({ ...fixes, running: false, problem: STOPPED });
  };
  const running = fixes?.running === true;
  return (
    <>
      <p className={css.hint}>
        What is wrong with Linux 7.3 around this scenario, and which of {FIX_IDS.length} fixes end it: each thing is
        looked for without any fix, with each alone, and with all but each. It takes a minute or more.
      </p>
      <p className={css.progress}>
        <Button look="primary" disabled={running} onClick={start}>
          Try the fixes
        </Button>
        {fixes === null ? null : (
          <>
            <progress aria-label="Searches that are done" max={Math.max(fixes.total, 1)} value={fixes.done} />
            <span role="status">
              {fixes.done} of {fixes.total} searches, {fixes.defects.length} defects. {fixes.problem}
            </span>
          </>
        )}
        {running ? <Button onClick={stop}>Stop and keep what is there</Button> : null}
      </p>
      {fixes === null || fixes.defects.length === 0 ? null : (
        <>
          {narrow ? <DefectList defects={fixes.defects} /> : <DefectTable defects={fixes.defects} />}
          {fixes.left === null || fixes.left.length === 0 ? null : (
            <>
              <h3 className={css.title}>With every fix there is still</h3>
              <ul className={css.found}>
                {fixes.left.map(({ text, situation }) => (
                  <li key={`${situation.id} ${text}`}>
                    <span>
                      {text} <small className={css.cause}>({situation.says})</small>
                    </span>
                  </li>
                ))}
              </ul>
            </>
          )}
        </>
      )}
      <details>
        <summary>The fixes</summary>
        <ul className={css.found}>
          {FIX_IDS.map((id) => (
            <li key={id}>
              <div>
                <code>{id}</code>: {FIX_WORDS[id].says}
                <p className={css.cause}>Without it: {FIX_WORDS[id].without}</p>
              </div>
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

const STOPPED = 'Stopped. What has been found is kept.';
const keyOf = (d: FixedDefect): string => `${d.situation.id} ${d.text} ${d.forbidden}`;
const forbiddenText = (d: FixedDefect): string => (d.forbidden ? ', by an answer that no secure world may give' : '');

function DefectTable({ defects }: { readonly defects: readonly FixedDefect[] }): ReactNode {
  return (
    <>
      <p className={css.hint}>
        {Object.values(MARKS)
          .filter(([glyph]) => glyph !== '')
          .map(([glyph, says]) => `${glyph} ${says}`)
          .join(', ')}
        .
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={css.scroll} tabIndex={0} aria-label="Defects by fixes">
        <table className={`${css.matrix} ${css.fixes}`}>
          <thead>
            <tr>
              <th scope="col">What is wrong</th>
              {FIX_IDS.map((id) => (
                <th key={id} scope="col" title={FIX_WORDS[id].says}>
                  <span className={css.status}>{id.replaceAll('-', '-\u200b')}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {defects.map((d) => (
              <tr key={keyOf(d)} className={css.phase}>
                <th scope="row">
                  <b>{d.text}</b>
                  <small className={css.cause}>
                    {d.situation.says}
                    {forbiddenText(d)}: {fixesDo(d)}
                  </small>
                </th>
                {FIX_IDS.map((id) => {
                  const [glyph, says] = MARKS[markOf(d, id)];
                  return (
                    <td key={id}>
                      {glyph === '' ? null : (
                        <span role="img" aria-label={`${id} ${says}`} title={`${id} ${says}`}>
                          {glyph}
                        </span>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

function DefectList({ defects }: { readonly defects: readonly FixedDefect[] }): ReactNode {
  return (
    <ul className={css.found} aria-label="Defects by fixes">
      {defects.map((d) => (
        <li key={keyOf(d)}>
          <div>
            <b>{d.text}</b>
            <p className={css.cause}>
              {d.situation.says}
              {forbiddenText(d)}
            </p>
            <p>{fixesDo(d)}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}
