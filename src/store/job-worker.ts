import { holdLife } from './job-life.ts';

// The worker of everything that takes seconds: the first word of its name says which of these jobs it does. They are parts of one script, so
// that the model and the tables are in it once. What runs scenarios for the page has a script of its own: it starts sooner.
const JOBS = {
  read: () => import('./recording/open-worker.ts'),
  counterpart: () => import('./recording/counterpart-worker.ts'),
  explore: () => import('./session/explore-worker.ts'),
};
export type Job = keyof typeof JOBS;

// What is said before the part is here is kept for it: it listens from its first line on.
const early: MessageEvent[] = [];
self.onmessage = (message) => early.push(message);

const [job] = self.name.split(' ');
holdLife(self.name)
  .then(() => JOBS[job as Job]())
  .then(
    () => {
      for (const message of early) self.onmessage?.(message);
    },
    // Who started the worker hears an error that nobody caught, and no promise that was broken.
    (error: unknown) =>
      setTimeout(() => {
        throw error;
      }),
  );
