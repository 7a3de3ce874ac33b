import { fromBase64url } from '../../base/base64url.ts';
import type { ScopeStore } from '../store.ts';

/**
 * What the element `given` holds or names: `data-name` is the name of the file; `data-from` an address beside the page to
 * read it from; else its text is the file itself, as base64url.
 */
export async function openGiven(store: ScopeStore, element: HTMLElement): Promise<void> {
  const { name = 'the file', from } = element.dataset;
  const blob = from === undefined ? held(element) : await fetched(from);
  await begun(store);
  store.getState().setTab('recording');
  if (blob !== null) await store.getState().openRecording(blob, name);
  else
    store.setState({
      refusedFile: {
        name,
        problem: {
          what: 'it could not be read from where the page came from.',
          where: '',
          remedy: 'Start ffa-scope serve again, and open the address that it prints.',
        },
      },
    });
}

/** The page opens a first scenario, which would take the place of a recording that was here before it. */
function begun(store: ScopeStore): Promise<void> {
  const hasBegun = (): boolean => {
    const { current, refused, problem } = store.getState();
    return current !== null || refused !== null || problem !== null;
  };
  return new Promise((resolve) => {
    if (hasBegun()) return resolve();
    const end = store.subscribe(() => {
      if (!hasBegun()) return;
      end();
      resolve();
    });
  });
}

function held(element: HTMLElement): Blob | null {
  const bytes = fromBase64url(element.textContent.trim());
  return bytes === null ? null : new Blob([bytes as BlobPart]);
}

/** Null where the server is gone, or has no such file. */
async function fetched(from: string): Promise<Blob | null> {
  try {
    const answer = await fetch(from);
    return answer.ok ? await answer.blob() : null;
  } catch {
    return null;
  }
}
