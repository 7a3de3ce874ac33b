import type { Plugin } from 'vite';

export function referencePlugin(policy: string): Plugin;
