import type { ReactNode } from 'react';
import { useScope } from '../../store/store.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Recipe } from './recipe.tsx';

/** The recipe over whatever is open. */
export function RecipeDialog(): ReactNode {
  const close = useScope((s) => s.openDialog);
  return (
    <Dialog title="Record a machine" onClose={() => close(null)}>
      <Recipe />
    </Dialog>
  );
}
