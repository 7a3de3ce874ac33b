import { later } from '../parts/later.tsx';

export const Embed = later(async () => (await import('./embed.tsx')).Embed);
