import { useEffect, useState } from 'react';
import { loadSource } from './files.ts';
import { type SourceText, sourceText } from './source-text.ts';

/** What is known of a source file: `failed` where it cannot be shown. */
export type Loaded = 'loading' | 'failed' | SourceText;

const cache = new Map<string, SourceText>();

/** The source file of an event, loaded when it is first asked for and kept. Null for an event without one. */
export function useSource(src: string | null): Loaded | null {
  const [state, setState] = useState<{ readonly src: string; readonly loaded: Loaded } | null>(null);
  useEffect(() => {
    if (src === null || cache.has(src)) return;
    let current = true;
    loadSource(src)
      .then((text) => {
        const loaded = sourceText(text);
        cache.set(src, loaded);
        if (current) setState({ src, loaded });
      })
      .catch(() => {
        if (current) setState({ src, loaded: 'failed' });
      });
    return () => {
      current = false;
    };
  }, [src]);
  if (src === null) return null;
  return cache.get(src) ?? (state?.src === src ? state.loaded : 'loading');
}
