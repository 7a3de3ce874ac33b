import type { FileHandle } from '../../store/recording/live/followed-file.ts';
import type { Port } from '../../store/recording/live/serial-line.ts';

/** What this browser may have of the File System Access API; the types of the DOM do not have it. */
interface FilePicker {
  showOpenFilePicker?(): Promise<readonly FileHandle[]>;
}
/** What this browser may have of Web Serial. */
interface WithSerial {
  readonly serial?: { requestPort(): Promise<Port> };
}
/** A dropped file that may give its handle. */
interface WithHandle {
  getAsFileSystemHandle?(): Promise<({ readonly kind: string } & Partial<FileHandle>) | null>;
}

const picker = (): FilePicker => window as FilePicker;
const serial = (): WithSerial['serial'] => (navigator as WithSerial).serial;

/** Can a file be held, so that it can be read again when it has grown? */
export const canFollowFiles = (): boolean => picker().showOpenFilePicker !== undefined;

/** Can a serial port be read? */
export const canReadPorts = (): boolean => serial() !== undefined;

/** Asks the person for a file; null where none was chosen. */
export async function chooseFile(): Promise<FileHandle | null> {
  return unlessLeft(async () => (await picker().showOpenFilePicker?.())?.[0] ?? null);
}

/** Asks the person for a port; null where none was chosen. */
export async function choosePort(): Promise<Port | null> {
  return unlessLeft(async () => (await serial()?.requestPort()) ?? null);
}

/** The handle of a dropped file, where the browser gives it. To be called while the event of the drop is handled. */
export async function handleOf(item: DataTransferItem | undefined): Promise<FileHandle | null> {
  try {
    const handle = await (item as WithHandle | undefined)?.getAsFileSystemHandle?.();
    return handle?.kind === 'file' && handle.getFile !== undefined ? (handle as FileHandle) : null;
  } catch {
    // A file without a handle can be opened all the same.
    return null;
  }
}

/** Who leaves the browser's dialog without a choice is told nothing: AbortError for files, NotFoundError for ports. */
async function unlessLeft<T>(ask: () => Promise<T | null>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Error && (error.name === 'AbortError' || error.name === 'NotFoundError')) return null;
    throw error;
  }
}
