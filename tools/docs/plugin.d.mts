import type { Plugin } from 'vite';

export function documentsPlugin(policy: string): Plugin;
