import type { Plugin } from 'vite';

export function viewerPlugin(): Plugin;
