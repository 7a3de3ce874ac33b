import { later } from '../parts/later.tsx';

export const Printing = later(async () => (await import('./printing.tsx')).Printing);
