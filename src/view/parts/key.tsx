import type { ReactNode } from 'react';

/** A key of the keyboard beside the words of a button. */
export function Key({ children }: { readonly children: string }): ReactNode {
  return <kbd>{children}</kbd>;
}
