import { laterFirst } from '../parts/later.tsx';

export const Embed = laterFirst(async () => (await import('./embed.tsx')).Embed);
