import { later } from '../parts/later.tsx';

export const WordLayer = later(async () => (await import('./word-layer.tsx')).WordLayer);
export const ReferenceDialog = later(async () => (await import('./reference-dialog.tsx')).ReferenceDialog);
