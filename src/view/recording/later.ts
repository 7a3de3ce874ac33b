import { later } from '../parts/later.tsx';

// A person who simulates loads nothing of the recordings: the importers, the profile and the causes are a good part of
// the program.
export const DropTarget = later(async () => (await import('./drop-target.tsx')).DropTarget);
export const ReadingStrip = later(async () => (await import('./reading-strip.tsx')).ReadingStrip);
export const CounterpartSummary = later(async () => (await import('./counterpart-summary.tsx')).CounterpartSummary);
export const RecordingPanel = later(async () => (await import('./recording-panel.tsx')).RecordingPanel);
export const RowVerdict = later(async () => (await import('./row-verdict.tsx')).RowVerdict);
export const StackPane = later(async () => (await import('./stack-pane.tsx')).StackPane);
export const CausesDialog = later(async () => (await import('./causes-dialog.tsx')).CausesDialog);
export const RecipeDialog = later(async () => (await import('./recipe-dialog.tsx')).RecipeDialog);
