// Before anything else: what runs scenarios.
import './start.ts';
import { createRoot } from 'react-dom/client';
import { ensure } from './base/assert.ts';
import { startAddress } from './store/page/address.ts';
import { holdUntilShown } from './store/page/first-show.ts';
import { startGiven } from './store/page/given.ts';
import { startIdle } from './store/page/idle.ts';
import { isEmbedded } from './store/page/is-embedded.ts';
import { startSettled } from './store/page/settled.ts';
import { latePart } from './store/parts.ts';
import { useScope } from './store/store.ts';
import { Embed } from './view/embed/later.ts';
import { App } from './view/page/app.tsx';
import { startTheme } from './view/page/theme.ts';
import { SettledContext } from './view/parts/use-settled.ts';
import './view/theme.css';

holdUntilShown(useScope);
startTheme(useScope);
startIdle(useScope);
startGiven(useScope, window);
startAddress(useScope, window);
// Nothing plays, and nothing is worth keeping, before something was drawn.
void latePart(() => import('./store/page/player.ts'))().then(({ startPlayer }) => startPlayer(useScope));
// What stands in a page of somebody else is no work of the person who reads it.
const embedded = isEmbedded(location.search);
if (!embedded) {
  void latePart(() => import('./store/page/autosave.ts'))().then(({ startAutosave }) => startAutosave(useScope));
  // Asked before the page writes its own address: is there a link, or a file that was handed over with the page?
  if (location.hash === '' && document.getElementById('given') === null)
    void latePart(() => import('./store/page/first-visit.ts'))().then(({ startFirstVisit }) =>
      startFirstVisit(useScope),
    );
}
createRoot(ensure(document.getElementById('root'), 'element #root')).render(
  <SettledContext value={startSettled(useScope)}>{embedded ? <Embed /> : <App />}</SettledContext>,
);
