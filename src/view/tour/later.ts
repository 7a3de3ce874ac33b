import { later } from '../parts/later.tsx';

export const Tour = later(async () => (await import('./tour.tsx')).Tour);
