import { later } from '../parts/later.tsx';

export const ReferenceDialog = later(async () => (await import('./reference-dialog.tsx')).ReferenceDialog);
