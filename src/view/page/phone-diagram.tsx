import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { shownTrace } from '../../store/shown.ts';
import { useScope } from '../../store/store.ts';
import { sideOf } from '../../trace/actors.ts';
import { rowText } from '../../words/row-text.ts';
import { Diagram } from '../diagram/diagram.tsx';
import css from './phone-diagram.module.css';

/**
 * The diagram on a narrow screen: as wide as its words need, two or three lanes of it in sight. A finger takes it sideways,
 * and each step shows the lanes that its row stands between.
 */
export function PhoneDiagram(): ReactNode {
  const room = useRef<HTMLDivElement>(null);
  const trace = useScope(shownTrace);
  const cursor = useScope((s) => s.cursor);
  useLayoutEffect(() => {
    const element = room.current;
    if (element === null || trace === null || cursor < 0 || cursor >= trace.length) return;
    const { from, to } = rowText(trace, trace.row(cursor));
    // What Linux does by itself stands at the left; what the secure world has to do with, at the right.
    const secure = sideOf(from) === 'secure' || sideOf(to) === 'secure';
    element.scrollLeft = secure ? element.scrollWidth : 0;
  }, [trace, cursor]);
  return (
    <div ref={room} className={css.room}>
      <div className={css.wide}>
        <Diagram />
      </div>
    </div>
  );
}
