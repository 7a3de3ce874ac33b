import { later } from '../shell/later.tsx';

// What of the diagram nobody needs before asking for it.
export const RowMenu = later(async () => (await import('./row-menu.tsx')).RowMenu);
export const OverviewBreaks = later(async () => (await import('./overview-breaks.tsx')).OverviewBreaks);
