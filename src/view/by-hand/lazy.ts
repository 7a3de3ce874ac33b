import { later } from '../shell/later.tsx';

export const ByHandMenu = later(async () => (await import('./by-hand-menu.tsx')).ByHandMenu);
