import { later } from '../parts/later.tsx';

export const InjectMenu = later(async () => (await import('./inject-menu.tsx')).InjectMenu);
