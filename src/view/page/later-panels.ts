import { later } from '../parts/later.tsx';

// The panels beside the diagram and below it: the first paint does not wait for them, they come right after it.
export const Inspector = later(async () => (await import('./inspector.tsx')).Inspector);
export const StatePanel = later(async () => (await import('../inspect/state-panel.tsx')).StatePanel);
export const SearchBar = later(async () => (await import('../search/search-bar.tsx')).SearchBar);
export const ScenarioPanel = later(async () => (await import('../scenario/scenario-panel.tsx')).ScenarioPanel);
export const Transport = later(async () => (await import('../transport/transport.tsx')).Transport);
export const Runs = later(async () => (await import('./runs.tsx')).Runs);
export const Pins = later(async () => (await import('../pins/pins.tsx')).Pins);
export const Splitter = later(async () => (await import('../parts/splitter.tsx')).Splitter);
