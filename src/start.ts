import { startAhead } from './store/session/run-worker-start.ts';
import { startTrust } from './view/page/trusted.ts';

// The first script of the page, and a small one of its own (vite.config.ts): what runs scenarios loads beside the page itself,
// not after it. Nobody sees anything before both are there (npm run bench:open measures it).
startTrust(window);
startAhead(location.hash);
