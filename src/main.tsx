import { createRoot } from 'react-dom/client';
import { ensure } from './base/assert.ts';
import { startAddress } from './store/address.ts';
import { startAutosave } from './store/autosave.ts';
import { startPlayer } from './store/player.ts';
import { useScope } from './store/store.ts';
import { App } from './view/app.tsx';
import { startIdle } from './view/shell/idle.ts';
import { startTheme } from './view/shell/theme.ts';
import './view/theme.css';

startTheme(useScope);
startIdle(useScope);
startPlayer(useScope);
startAutosave(useScope);
startAddress(useScope, window);
createRoot(ensure(document.getElementById('root'), 'element #root')).render(<App />);
