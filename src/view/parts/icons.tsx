import type { ReactNode } from 'react';

const PATHS = {
  first: 'M2 2h2v10H2zM12 2v10L5 7z',
  back: 'M11 2v10L3 7z',
  play: 'M3 1.5v11l9.5-5.5z',
  pause: 'M3 2h3v10H3zM8 2h3v10H8z',
  forward: 'M3 2v10l8-5z',
  last: 'M10 2h2v10h-2zM2 2v10l7-5z',
  theme: 'M7 1a6 6 0 1 0 0 12A6 6 0 0 0 7 1zm0 1.6v8.8a4.4 4.4 0 0 1 0-8.8z',
  export: 'M6 1h2v5h2.5L7 10 3.5 6H6zM1 9h2v2.5h8V9h2v4H1z',
  copy: 'M5 1h8v8h-2V3H5zM1 5h8v8H1z',
  open: 'M5 2l5 5-5 5z',
  find: 'M6 1a5 5 0 1 0 3 9l3 3 1.2-1.2-3-3A5 5 0 0 0 6 1zm0 1.7a3.3 3.3 0 1 1 0 6.6 3.3 3.3 0 0 1 0-6.6z',
  commands: 'M2 3h10v2H2zM2 6h10v2H2zM2 9h10v2H2z',
  error: 'M3.6 2.2L7 5.6l3.4-3.4 1.4 1.4L8.4 7l3.4 3.4-1.4 1.4L7 8.4l-3.4 3.4-1.4-1.4L5.6 7 2.2 3.6z',
  fault: 'M3 1h8.5L9 4.2l2.5 3.3H4.5V13H3z',
  close: 'M3.1 2L7 5.9 10.9 2 12 3.1 8.1 7l3.9 3.9-1.1 1.1L7 8.1 3.1 12 2 10.9 5.9 7 2 3.1z',
} as const;

/** An icon of 14 by 14, decoration beside a name. */
export function Icon({ name }: { readonly name: keyof typeof PATHS }): ReactNode {
  return (
    <svg viewBox="0 0 14 14" width="14" height="14" fill="currentColor" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}

/** Two lanes, a call and its reply. */
export function Logo(): ReactNode {
  return (
    <svg viewBox="0 0 20 20" width="20" height="20" fill="none" aria-hidden="true">
      <path d="M3.5 2v16M16.5 2v16" stroke="currentColor" strokeWidth="1.6" />
      <path d="M4 7h8" stroke="var(--accent)" strokeWidth="1.8" />
      <path d="M16 7l-5-3v6z" fill="var(--accent)" />
      <path d="M16 13.5H8" stroke="currentColor" strokeWidth="1.6" strokeDasharray="2.4 1.6" />
    </svg>
  );
}
