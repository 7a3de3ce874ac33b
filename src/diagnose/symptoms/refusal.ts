import { errnoText } from '../../abi/errno.ts';
import type { FunctionName } from '../../abi/function-id.ts';
import { FFA_STATUS, linuxErrno, type StatusName, statusText } from '../../abi/status.ts';
import type { Follows, Grade, Place, Show, Speaker, Symptom } from './symptom.ts';

/** A line with which an SPMC says why it refuses a call, or what became of one. */
export interface Refusal {
  readonly id: string;
  /** How the line is recognised, without the level before it. */
  readonly pattern: RegExp;
  /** A line as it is printed. */
  readonly example: string;
  /** Calls of Linux that bring it about. */
  readonly calls: readonly FunctionName[];
  /** What the caller is answered; null where the line is no refusal. */
  readonly status: StatusName | null;
  /** Why, as a sentence. */
  readonly why: string;
  /** What to look at. */
  readonly next: string;
  readonly source: Place;
  readonly grade?: Grade;
  readonly follows?: readonly Follows[];
}

/** What Linux prints, or does in silence, when a call of its own fails. */
const LINUX_SAYS: { readonly [call in FunctionName]?: string } = {
  FFA_VERSION: 'Linux finds no FF-A that it can use',
  FFA_RXTX_MAP: 'Linux prints "failed to register FFA RxTx buffers" and has no FF-A',
  FFA_RXTX_UNMAP: 'Linux looks at no result there',
  FFA_PARTITION_INFO_GET: 'Linux prints "No partitions found" and has no FF-A',
  FFA_PARTITION_INFO_GET_REGS: 'Linux prints "No partitions found" and has no FF-A',
  FFA_NOTIFICATION_BITMAP_CREATE: 'Linux prints "Notification bitmap create error" and goes on without notifications',
  FFA_NOTIFICATION_BITMAP_DESTROY: 'Linux looks at no result there; the next BITMAP_CREATE finds the old one',
  FFA_NOTIFICATION_BIND: 'the driver that asked gets the errno; optee walks on at DENIED alone',
  FFA_NOTIFICATION_UNBIND: 'both callers in optee look at no result; the id stays bound',
  FFA_NOTIFICATION_SET: 'notify_send() returns the errno to its driver',
  FFA_NOTIFICATION_GET: 'Linux prints "Failed to retrieve notifications"',
  FFA_NOTIFICATION_INFO_GET: 'Linux prints "Notification Info fetch failed" (6.12 also for NO_DATA)',
  FFA_MSG_SEND_DIRECT_REQ:
    'sync_send_receive() returns the errno to its driver; optee prints "Unexpected error" while it probes',
  FFA_MSG_SEND_DIRECT_REQ2: 'sync_send_receive2() returns the errno to its driver',
  FFA_MSG_SEND2: 'indirect_send() returns the errno to its driver',
  FFA_RUN: 'Linux passes the errno on to who waits for the partition',
  FFA_MEM_SHARE: 'the share fails with the errno; optee cannot make its call',
  FFA_MEM_LEND: 'the lend fails with the errno',
  FFA_MEM_FRAG_TX: 'the share fails with −ENXIO',
  FFA_MEM_RECLAIM: 'optee prints "mem_reclaim" and frees the pages all the same',
  FFA_FEATURES: 'Linux takes the feature as not there',
  FFA_RX_RELEASE: 'Linux goes on; the next list may be refused with BUSY',
};

/** What the reader of a console is told of it: who refuses which call, why, and what Linux makes of it. */
export const refusals =
  (who: Speaker, name: string, show: Show) =>
  ({ id, pattern, example, calls, status, why, next, source, grade, follows }: Refusal): Symptom => ({
    id,
    who,
    grade: grade ?? (status === 'NO_DATA' ? 'harmless' : 'refusal'),
    pattern,
    says: `${answered(name, calls, status)}${why}`,
    examples: [example],
    source: [source],
    calls,
    causes: [
      {
        id,
        title:
          status === null ? firstSentence(why) : `${calls.join(' or ')} is answered ${statusText(FFA_STATUS[status])}`,
        because: why,
        next,
        source: [source],
        seen: 'in the source',
        show,
      },
    ],
    ...(follows === undefined ? {} : { follows }),
  });

function answered(name: string, calls: readonly FunctionName[], status: StatusName | null): string {
  if (status === null) return '';
  const errno = calls.includes('FFA_VERSION')
    ? ''
    : `, which Linux reads as ${errnoText(linuxErrno(FFA_STATUS[status]))}`;
  const then = calls.map((c) => LINUX_SAYS[c]).find((s) => s !== undefined);
  return `${name} answers ${calls.join(' or ')} with ${statusText(FFA_STATUS[status])}${errno}${then === undefined ? '' : `: ${then}`}. `;
}

const firstSentence = (text: string): string => text.split(/[.:](?:\s|$)/, 1)[0] ?? text;
