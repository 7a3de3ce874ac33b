import { useState } from 'react';
import { keep, kept } from '../../store/page/remember.ts';

export interface PanelSize {
  /** Pixels; null while nobody has chosen a size. */
  readonly chosen: number | null;
  set(size: number): void;
  reset(): void;
}

/** The size that a person gave a panel, here or on an earlier visit. */
export function usePanelSize(name: string, min: number, max: number): PanelSize {
  const [chosen, setChosen] = useState<number | null>(() => {
    const size = Number(kept(`size.${name}`) ?? Number.NaN);
    return Number.isFinite(size) ? Math.min(Math.max(size, min), max) : null;
  });
  return {
    chosen,
    set(size) {
      keep(`size.${name}`, String(size));
      setChosen(size);
    },
    reset() {
      keep(`size.${name}`, null);
      setChosen(null);
    },
  };
}
