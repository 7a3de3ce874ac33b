import { later } from '../shell/later.tsx';

export const Printing = later(async () => (await import('./printing.tsx')).Printing);
