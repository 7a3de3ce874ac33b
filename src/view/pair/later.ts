import { later } from '../parts/later.tsx';

// Two futures side by side: loaded with the first fork.
export const ForkView = later(async () => (await import('./pair-view.tsx')).ForkView);
export const ForkCaption = later(async () => (await import('./pair-caption.tsx')).ForkCaption);
export const ForkSummary = later(async () => (await import('./summary.tsx')).ForkSummary);
export const DifferenceView = later(async () => (await import('./difference-view.tsx')).DifferenceView);
export const FuturesDialog = later(async () => (await import('./futures-dialog.tsx')).FuturesDialog);
