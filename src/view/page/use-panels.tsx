import type { CSSProperties, ReactNode } from 'react';

import { RAIL, useMedia, WIDE } from '../parts/use-media.ts';
import { Splitter } from './later-panels.ts';
import { usePanelSize } from './use-panel-size.ts';

/** What a splitter needs to know of the panel that it sizes. */
interface Sized {
  readonly size: number;
  readonly min: number;
  readonly max: number;
  readonly onSize: (size: number) => void;
  readonly onReset: () => void;
}

export interface Panels {
  readonly left: Sized;
  readonly right: Sized;
  readonly source: Sized;
  /** The sizes that were chosen, as the style sheet takes them. */
  readonly style: CSSProperties;
}

/** The sizes of the panels: those of docs/screen.md#2, until a person chooses others. */
export function usePanels(): Panels {
  const wide = useMedia(WIDE);
  const narrow = useMedia(RAIL);
  const left = useSized('left', 220, 460, wide ? 304 : 272);
  const right = useSized('right', 320, 640, wide ? 456 : narrow ? 380 : 408);
  const source = useSized('source', 72, 460, wide ? 203 : 172);
  const style = { ...left.style, ...right.style, ...source.style } as CSSProperties;
  return { left: left.sized, right: right.sized, source: source.sized, style };
}

function useSized(
  name: string,
  min: number,
  max: number,
  usual: number,
): { readonly sized: Sized; readonly style: Readonly<Record<string, string>> } {
  const { chosen, set, reset } = usePanelSize(name, min, max);
  return {
    sized: { size: chosen ?? usual, min, max, onSize: set, onReset: reset },
    style: chosen === null ? {} : { [`--${name}-chosen`]: `${chosen}px` },
  };
}

/** The lines at both sides of the diagram. Beside a rail there is none at the left. */
export function SideSplitters({ sizes, scenario }: { readonly sizes: Panels; readonly scenario: boolean }): ReactNode {
  const narrow = useMedia(RAIL);
  return (
    <>
      {narrow || !scenario ? null : <Splitter name="scenario" controls="panel-left" direction="left" {...sizes.left} />}
      <Splitter name="inspector" controls="panel-right" direction="right" {...sizes.right} />
    </>
  );
}
