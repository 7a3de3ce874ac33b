import type { FileHandle } from '../../store/recording/live/followed-file.ts';

/** What this browser may have of the Launch Handler API; the types of the DOM do not have it. */
interface WithQueue {
  readonly launchQueue?: {
    setConsumer(take: (launch: { readonly files: readonly FileHandle[] }) => void): void;
  };
}

/** Opens the file that the operating system starts the installed page with ("open with"). */
export function openHandedFiles(
  open: (file: Blob, name: string) => Promise<void>,
  offerFollow: (handle: FileHandle) => void,
): void {
  (window as WithQueue).launchQueue?.setConsumer(({ files: [handle] }) => {
    if (handle === undefined) return;
    void handle.getFile().then(async (file) => {
      await open(file, handle.name);
      offerFollow(handle);
    });
  });
}
