import { later } from '../parts/later.tsx';

export const Fixes = later(async () => (await import('./fixes.tsx')).Fixes);
