import { later } from '../parts/later.tsx';

export const ByHandMenu = later(async () => (await import('./by-hand-menu.tsx')).ByHandMenu);
