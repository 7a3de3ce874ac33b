import { type ReactNode, useRef } from 'react';
import { useScope } from '../../store/store.ts';
import { Button } from '../parts/button.tsx';
import told from '../parts/hidden.module.css';
import css from './open-file.module.css';

/** A file by a button; dropping it anywhere on the page does the same (drop-target.tsx). */
export function OpenFile(): ReactNode {
  const openRecording = useScope((s) => s.openRecording);
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className={css.zone}>
      <p className={css.lead}>Drop a file anywhere on this page, or</p>
      <Button look="primary" onClick={() => input.current?.click()}>
        Choose a file
      </Button>
      <input
        ref={input}
        className={told.hidden}
        type="file"
        aria-label="File of a recording"
        tabIndex={-1}
        onChange={(e) => {
          const file = e.target.files?.[0];
          // The same file can be chosen again after it was changed.
          e.target.value = '';
          if (file !== undefined) void openRecording(file, file.name);
        }}
      />
      <p className={css.kinds}>
        ftrace text (cat trace, trace_pipe, trace-cmd report), the trace.dat of trace-cmd or perf.data itself, a table
        of registers, dmesg or a console of Linux, OP-TEE or TF-A, or this program’s JSON lines; packed with gzip, zstd,
        zip or tar, too. It is told by its content, read on this computer only, and nothing is uploaded.
      </p>
    </div>
  );
}
