let running = 0;

/**
 * Marks that something is under way that changes what is seen (an animation, reading); call the answer once when it is
 * over. While nothing is, the document says `data-idle="true"`: tests wait for that and never sleep.
 */
export function busy(): () => void {
  running++;
  showIdle();
  let over = false;
  return () => {
    if (over) return;
    over = true;
    running--;
    showIdle();
  };
}

/** Writes on the document whether anything is under way. */
export const showIdle = (): void => {
  // The store is used without a page, too.
  if (typeof document !== 'undefined') document.documentElement.dataset.idle = String(running === 0);
};
