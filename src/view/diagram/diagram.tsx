import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { busy } from '../../store/busy.ts';
import { shownTrace } from '../../store/shown.ts';
import { useScope } from '../../store/store.ts';
import { useSize } from '../parts/use-size.ts';
import css from './diagram.module.css';
import { DiagramRows } from './diagram-rows.tsx';
import { useFontsAhead } from './use-row-type.ts';

/** The sequence diagram of the run that is shown: heads of the lanes, rows, overview. */
export function Diagram(): ReactNode {
  const root = useRef<HTMLElement>(null);
  const size = useSize(root);
  const trace = useScope(shownTrace);
  useFontsAhead();
  // The rows are drawn only when the browser has said how large the diagram is.
  useLayoutEffect(() => (size === null ? busy() : undefined), [size]);
  return (
    <section ref={root} className={css.diagram} aria-label="Sequence diagram">
      {trace === null || trace.length === 0 ? (
        <p className={css.empty}>
          {trace === null
            ? 'The run appears here.'
            : 'Nothing happens in this scenario. Add an action to it, such as a probe.'}
        </p>
      ) : size === null ? null : (
        <DiagramRows trace={trace} size={size} />
      )}
    </section>
  );
}
