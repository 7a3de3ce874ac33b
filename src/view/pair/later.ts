import { later } from '../parts/later.tsx';

// Two futures side by side: loaded with the first pair.
export const PairView = later(async () => (await import('./pair-view.tsx')).PairView);
export const PairCaption = later(async () => (await import('./pair-caption.tsx')).PairCaption);
export const PairSummary = later(async () => (await import('./summary.tsx')).PairSummary);
export const DifferenceView = later(async () => (await import('./difference-view.tsx')).DifferenceView);
export const FuturesDialog = later(async () => (await import('./futures-dialog.tsx')).FuturesDialog);
