import type { FixId } from '../stack/linux/fix-ids.ts';

/** What each fix of the driver `fixed` does, and what goes wrong without it. */
export const FIX_WORDS: Readonly<Record<FixId, { readonly says: string; readonly without: string }>> = {
  'stop-first': {
    says: 'OP-TEE is told to stop (message 7) before its id is given back.',
    without: 'OP-TEE signals an id that is not bound; with Hafnium it panics.',
  },
  drain: {
    says: 'While UNBIND is refused the driver has what is pending fetched, and asks again.',
    without: 'An id that is pending when it is given back stays bound for ever.',
  },
  'id-first': {
    says: 'bottom_half_value is written before the id is asked for.',
    without: 'An event that comes in between is not known as the bottom half’s, and lost.',
  },
  'zero-only': {
    says: 'Every answer of ENABLE_ASYNC_NOTIF but 0 is an error.',
    without: 'A positive answer counts as success, and no event ever comes.',
  },
  'queue-on-error': {
    says: 'A probe that fails destroys its workqueue.',
    without: 'The workqueue is left over.',
  },
  'pages-on-error': {
    says: 'A probe that fails gives its argument pages back.',
    without: 'Each page is a user of tee0, and the probe never ends.',
  },
  'wake-waiters': {
    says: 'Who waits for a key is woken before the keys are freed.',
    without: 'A task waits in memory that is freed.',
  },
  'try-again': {
    says: 'UNREGISTER_SHM, MEM_RECLAIM and the message to stop are sent up to three times.',
    without: 'One answer that is lost or an error leaves memory shared, or an id bound.',
  },
  'bounded-wait': {
    says: 'A call that finds every thread of OP-TEE busy waits for a limited time, and asks again.',
    without: 'It waits for another call to end, for ever where there is none.',
  },
  'unbind-first': {
    says: 'notify_relinquish sends UNBIND first, and keeps the callback where it is refused.',
    without: 'The callback is gone and the id stays bound, so nobody can give it back.',
  },
  'unbind-on-error': {
    says: 'notify_request sends UNBIND after a BIND that failed, but for DENIED.',
    without: 'A BIND whose answer is lost leaves the id bound.',
  },
  'wait-for-callbacks': {
    says: 'notify_relinquish waits for a callback that runs.',
    without: 'The callback runs on a driver that is freed.',
  },
  'hash-by-id': {
    says: 'The notifier hash compares the id.',
    without: 'Two ids of one bucket are one, and a free id is refused.',
  },
  'zero-status': {
    says: 'FFA_ERROR with w2 = 0 is an error.',
    without: 'It counts as success: Linux holds an id that is not bound.',
  },
  'drivers-first': {
    says: 'The FF-A core takes its devices from their drivers before it destroys the bitmap.',
    without: 'The driver cannot give its id back any more.',
  },
};
