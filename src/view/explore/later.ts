import { later } from '../parts/later.tsx';

export const ExploreDialog = later(async () => (await import('./explore-dialog.tsx')).ExploreDialog);
