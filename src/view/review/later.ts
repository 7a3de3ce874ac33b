import { later } from '../parts/later.tsx';

export const ReviewDialog = later(async () => (await import('./review-dialog.tsx')).ReviewDialog);
