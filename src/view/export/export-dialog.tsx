import { type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useMemo, useState } from 'react';
import { type Format, formatNamed } from '../../export/formats.ts';
import { oneFile } from '../../export/one-file.ts';
import { holdsPair } from '../../export/pair-formats.ts';
import type { PairSubject } from '../../export/pair-subject.ts';
import { type Choice, type Subject, WHOLE } from '../../export/subject.ts';
import { exportPair, exportSubject } from '../../store/page/export-subject.ts';
import { shownTrace } from '../../store/shown.ts';
import { useScope } from '../../store/store.ts';
import { ACTORS } from '../../trace/actors.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { drawPng } from './draw-png.ts';
import css from './export-dialog.module.css';
import { FormatList } from './format-list.tsx';
import { commandOf, type Made, made, madeOfBoth } from './made.ts';
import { Options } from './options.tsx';
import { Preview } from './preview.tsx';

/** Takes away what is open: a format, which rows, and exactly what will be copied or saved. */
export function ExportDialog(): ReactNode {
  const close = useScope((s) => s.openDialog);
  const trace = useScope(shownTrace);
  const hidden = useScope((s) => s.hidden);
  const [subject, setSubject] = useState<Subject | null>(null);
  const [format, setFormat] = useState<Format>(() => formatNamed('text'));
  const drawn = useScope((s) => s.folds);
  const folds = useMemo(() => (drawn !== null && drawn.of === trace ? drawn.lines : []), [drawn, trace]);
  const [choice, setChoice] = useState<Choice>(() => ({
    ...WHOLE,
    hidden,
    folds,
    end: trace?.length ?? 0,
    state: true,
  }));
  // Two that stand side by side are taken as they stand, where the format can hold two.
  const [pair, setPair] = useState<PairSubject | null>(null);
  const [alone, setAlone] = useState(false);
  const both = alone || !holdsPair(format) ? null : pair;
  const [said, setSaid] = useState('');
  useEffect(() => {
    let wanted = true;
    void exportSubject(useScope.getState()).then((s) => {
      if (wanted) setSubject(s);
    });
    void exportPair(useScope.getState()).then((p) => {
      if (wanted) setPair(p);
    });
    return () => {
      wanted = false;
    };
  }, []);
  const file: Made | null = useMemo(
    () => (subject === null ? null : both === null ? made(format, subject, choice) : madeOfBoth(format, both, choice)),
    [subject, both, format, choice],
  );
  const text = file === null || 'why' in file ? null : file.text;

  const blob = async (): Promise<Blob> => {
    if (format.drawnFrom !== undefined) return drawPng(text ?? '');
    const whole = format.framed === undefined || subject === null ? (text ?? '') : await framed(subject, choice);
    return new Blob([whole], { type: format.mime });
  };
  const attempt = async (what: () => Promise<void>, done: string, failed: string): Promise<void> => {
    try {
      await what();
      setSaid(done);
    } catch (error) {
      setSaid(`${failed} (${error instanceof Error ? error.message : String(error)})`);
    }
  };
  const save = (): void => {
    if (text !== null)
      void attempt(
        async () => download(await blob(), `${fileName(subject?.title ?? '')}.${format.ending}`),
        'Saved',
        'It could not be saved.',
      );
  };
  const copy = (e: FormEvent): void => {
    e.preventDefault();
    if (text === null) return;
    if (format.framed !== undefined) {
      save();
      return;
    }
    const write = async (): Promise<void> =>
      format.drawnFrom === undefined
        ? navigator.clipboard.writeText(text)
        : navigator.clipboard.write([new ClipboardItem({ [format.mime]: blob() })]);
    void attempt(write, 'Copied', 'The browser refused the clipboard: save it, or select the preview.');
  };
  const keys = (e: KeyboardEvent): void => {
    if (!(e.ctrlKey || e.metaKey) || e.key.toLowerCase() !== 's') return;
    e.preventDefault();
    save();
  };
  return (
    <Dialog title="Export" wide onClose={() => close(null)}>
      <form className={css.form} onSubmit={copy} onKeyDown={keys}>
        <div className={css.left}>
          <FormatList value={format} ofRun={subject?.run !== null} onChange={setFormat} />
        </div>
        <div className={css.middle}>
          {subject === null ? null : (
            <Options
              format={format}
              subject={subject}
              choice={choice}
              folds={folds}
              both={pair === null || !holdsPair(format) ? null : both !== null}
              onBoth={(on) => setAlone(!on)}
              onChange={(patch) => setChoice((c) => ({ ...c, ...patch }))}
            />
          )}
          <p className={css.note}>Nothing leaves this machine until you paste it.</p>
        </div>
        <div className={css.right}>
          <Preview format={format} made={file} />
        </div>
        <div className={css.foot}>
          <code>{subject === null ? '' : commandOf(format, subject, choice, laneWords, both !== null)}</code>
          <span role="status">{said}</span>
          {format.framed === undefined ? (
            <Button disabled={text === null} onClick={save}>
              Save as .{format.ending}
            </Button>
          ) : null}
          <Button look="primary" type="submit" disabled={text === null}>
            {format.framed !== undefined
              ? `Save as .${format.ending}`
              : format.drawnFrom === undefined
                ? 'Copy text'
                : 'Copy picture'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** The page as one file, with what is taken in it. Its viewer comes now: nobody else needs it. */
async function framed(subject: Subject, choice: Choice): Promise<string> {
  const { default: viewer } = await import('virtual:viewer');
  if (viewer === null) throw new Error('this page is one file already: pass it on as it is');
  return oneFile(viewer, subject, choice);
}

const laneWords = (hidden: Choice['hidden']): string => hidden.map((a) => ACTORS[a].word).join(',');

/** A title as the name of a file on any system. */
const fileName = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60) || 'ffa-scope';

function download(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
