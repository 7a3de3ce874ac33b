import type { ReactNode } from 'react';
import { useScope } from '../../store/store.ts';
import { Button } from '../parts/button.tsx';

/** Saves every byte that came from a port as a file, as it came: it opens again as any other. */
export function SaveBytes({ name }: { readonly name: string }): ReactNode {
  const bytesSoFar = useScope((s) => s.bytesSoFar);
  const save = (): void => {
    const bytes = bytesSoFar();
    if (bytes === null) return;
    const link = document.createElement('a');
    link.href = URL.createObjectURL(bytes);
    link.download = `${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.log`;
    link.click();
    // The browser has taken hold of the bytes by then.
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  };
  return (
    <Button title="Every byte that came, as it came, as a file" onClick={save}>
      Save the bytes
    </Button>
  );
}
