import { later } from '../parts/later.tsx';

export const WaysDialog = later(async () => (await import('./ways-dialog.tsx')).WaysDialog);
export const DriversDialog = later(async () => (await import('./drivers-dialog.tsx')).DriversDialog);
