import { later } from '../parts/later.tsx';

// What of the diagram comes right after the first paint, or when somebody asks for it.
export const OverviewStrip = later(async () => (await import('./overview-strip.tsx')).OverviewStrip);
export const FoldView = later(async () => (await import('./fold-view.tsx')).FoldView);
export const WorldButtons = later(async () => (await import('./world-buttons.tsx')).WorldButtons);
export const RowMenu = later(async () => (await import('./row-menu.tsx')).RowMenu);
export const Token = later(async () => (await import('./token.tsx')).Token);
export const RowGround = later(async () => (await import('./row-ground.tsx')).RowGround);
export const Sketch = later(async () => (await import('./sketch.tsx')).Sketch);
