import type { ReactNode } from 'react';
import type { ChainFrame, KernelReport } from '../../../diagnose/reports/report.ts';
import { LineLink, type Ways } from './line-link.tsx';
import css from './story.module.css';

interface Props {
  readonly report: KernelReport;
  readonly ways: Ways | null;
}

/** The call chain of a report, as it was called: the outermost function first, those of FF-A and OP-TEE marked. */
export function CallChain({ report, ways }: Props): ReactNode {
  return (
    <details className={css.fold} open>
      <summary>
        Call chain <span>{report.chain.length}</span>
      </summary>
      <p className={css.quiet}>{whereText(report)}</p>
      <Frames frames={report.chain} ways={ways} />
      {report.others.map((o) => (
        <div key={o.title}>
          <h5>{o.title}</h5>
          <Frames frames={o.frames} ways={ways} />
        </div>
      ))}
    </details>
  );
}

function Frames({ frames, ways }: { readonly frames: readonly ChainFrame[]; readonly ways: Props['ways'] }): ReactNode {
  const called = [...frames].reverse();
  return (
    <ol className={css.frames}>
      {called.map((f, i) => (
        <li key={f.line} style={{ paddingInlineStart: `${Math.min(i, 10) * 8}px` }}>
          <code className={f.ours ? css.ours : undefined}>
            {f.fn}
            {f.module === null ? '' : ` [${f.module}]`}
          </code>
          <LineLink line={f.line} ways={ways} />
        </li>
      ))}
    </ol>
  );
}

/** `hung task: insmod (63), CPU 1, work queue …`. */
function whereText(r: KernelReport): string {
  const parts = [
    r.task === null ? '' : `task ${r.task}${r.pid === null ? '' : ` (${r.pid})`}`,
    r.cpu === null ? '' : `CPU ${r.cpu}`,
    r.workqueue === null ? '' : `work queue ${r.workqueue}`,
    r.locks.length === 0 ? '' : `locks ${r.locks.join(', ')}`,
  ].filter((p) => p !== '');
  return `${r.kind}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}, lines ${r.from} to ${r.to}, outermost call first`;
}
