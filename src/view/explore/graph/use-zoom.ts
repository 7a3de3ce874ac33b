import { select } from 'd3-selection';
import { type D3ZoomEvent, type ZoomBehavior, zoom, zoomIdentity } from 'd3-zoom';
import { type RefObject, useEffect, useMemo, useRef } from 'react';

/** How far a picture may be made smaller and larger. */
const SMALLEST = 0.2;
const LARGEST = 2.5;
/** What one press of a button or key makes of it. */
const STEP = 1.25;

export interface Zooming {
  readonly larger: () => void;
  readonly smaller: () => void;
  /** As wide as there is room, and not larger than it is. */
  readonly fit: () => void;
  /** Moves the picture where this point of it cannot be seen. */
  readonly show: (x: number, y: number) => void;
}

/**
 * Zoom and pan of a picture by d3-zoom: it writes the transform of `moved`, the element in `svg` that everything stands in.
 * Dragging moves it, pinching and Ctrl with the wheel zoom; the wheel alone scrolls what the picture stands in.
 */
export function useZoom(
  svg: RefObject<SVGSVGElement | null>,
  moved: RefObject<SVGGElement | null>,
  width: number,
): Zooming {
  const behavior = useRef<ZoomBehavior<SVGSVGElement, unknown> | null>(null);
  const at = useRef(zoomIdentity);
  const zooming = useMemo((): Zooming => {
    const by = (factor: number): void => {
      if (svg.current !== null) behavior.current?.scaleBy(select(svg.current), factor);
    };
    return {
      larger: () => by(STEP),
      smaller: () => by(1 / STEP),
      fit() {
        if (svg.current === null) return;
        const room = svg.current.clientWidth;
        const scale = Math.max(SMALLEST, Math.min(1, room / width));
        const left = Math.max(0, (room - width * scale) / 2);
        behavior.current?.transform(select(svg.current), zoomIdentity.translate(left, 0).scale(scale));
      },
      show(x, y) {
        if (svg.current === null) return;
        const [px, py] = at.current.apply([x, y]);
        const { clientWidth, clientHeight } = svg.current;
        if (px > MARGIN && py > MARGIN && px < clientWidth - MARGIN && py < clientHeight - MARGIN) return;
        behavior.current?.translateTo(select(svg.current), x, y);
      },
    };
  }, [svg, width]);
  useEffect(() => {
    if (svg.current === null) return;
    const made = zoom<SVGSVGElement, unknown>()
      .scaleExtent([SMALLEST, LARGEST])
      .filter((e: Event) => (e.type === 'wheel' ? (e as WheelEvent).ctrlKey : (e as MouseEvent).button !== 2))
      .on('zoom', ({ transform }: D3ZoomEvent<SVGSVGElement, unknown>) => {
        at.current = transform;
        moved.current?.setAttribute('transform', transform.toString());
      });
    behavior.current = made;
    const { current } = svg;
    // A double click opens a run.
    select(current).call(made).on('dblclick.zoom', null);
    return () => {
      select(current).on('.zoom', null);
    };
  }, [svg, moved]);
  useEffect(() => zooming.fit(), [zooming]);
  return zooming;
}

/** So near to the edge a point counts as not seen. */
const MARGIN = 40;
