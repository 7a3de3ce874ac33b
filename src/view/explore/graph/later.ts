import { later } from '../../parts/later.tsx';

// d3-zoom comes with the first graph that is looked at.
export const StatesPanel = later(async () => (await import('./states-panel.tsx')).StatesPanel);
