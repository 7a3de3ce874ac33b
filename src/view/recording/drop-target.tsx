import { type ReactNode, useEffect, useState } from 'react';
import { scenarioInFile } from '../../store/session/scenario-file.ts';
import { useScope } from '../../store/store.ts';
import css from './drop-target.module.css';
import { handleOf } from './live-ways.ts';

/** A file that is dropped anywhere on the page is opened: a scenario as JSON is run, everything else is a recording. */
export function DropTarget(): ReactNode {
  const openRecording = useScope((s) => s.openRecording);
  const offerFollow = useScope((s) => s.offerFollow);
  const open = useScope((s) => s.open);
  const report = useScope((s) => s.report);
  const [over, setOver] = useState(false);
  useEffect(() => {
    const move = (e: DragEvent): void => {
      if (e.dataTransfer?.types.includes('Files') !== true) return;
      e.preventDefault();
      e.dataTransfer.dropEffect = 'copy';
      setOver(true);
    };
    const leave = (e: DragEvent): void => {
      // Leaving one element for another inside of the page names the other.
      if (e.relatedTarget === null) setOver(false);
    };
    const drop = (e: DragEvent): void => {
      setOver(false);
      const file = e.dataTransfer?.files[0];
      if (file === undefined) return;
      e.preventDefault();
      const handle = handleOf(e.dataTransfer?.items[0]);
      void scenarioInFile(file).then((scenario) => {
        if (scenario !== null) {
          if (scenario.ok) void open(scenario.value);
          else report(scenario.error);
          return;
        }
        void openRecording(file, file.name);
        void handle.then((held) => (held === null ? undefined : offerFollow(held)));
      });
    };
    document.addEventListener('dragover', move);
    document.addEventListener('dragleave', leave);
    document.addEventListener('drop', drop);
    return () => {
      document.removeEventListener('dragover', move);
      document.removeEventListener('dragleave', leave);
      document.removeEventListener('drop', drop);
    };
  }, [openRecording, offerFollow, open, report]);
  return over ? (
    <div className={css.over}>
      <p>Drop the file: a recording is opened, a scenario as JSON is run. It stays on this computer.</p>
    </div>
  ) : null;
}
