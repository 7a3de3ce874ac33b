/** A remark of a reviewer at a line of a source, in our words. */
export interface ReviewNote {
  /** The literal sentence of the line that it stands at. */
  readonly at: string;
  readonly who: string;
  /** ISO date. */
  readonly when: string;
  readonly text: string;
}

/**
 * What the review of "optee: ffa_abi: add asynchronous notifications" (v1, 2023-10-26) says of these lines. Source: the
 * reply of 2023-11-06 on the mailing list; the other remarks are about two words of the description and a comment.
 */
const NOTES: Readonly<Record<string, readonly ReviewNote[]>> = {
  'linux/optee-v1': [
    {
      at: 'Give the id back',
      who: 'Sumit Garg',
      when: '2023-11-06',
      text: 'Prefers ffa_dev->ops->notifier_ops->notify_relinquish(), as other FF-A calls are written (msg_ops->sync_send_receive()), to a local variable for the operations.',
    },
    {
      at: 'Find an id that nobody holds',
      who: 'Sumit Garg',
      when: '2023-11-06',
      text: 'The same here: the whole path to notify_request(), for one convention among FF-A calls.',
    },
    {
      at: 'Give the id back, OP-TEE does not want it',
      who: 'Sumit Garg',
      when: '2023-11-06',
      text: 'The same here. With these small things changed, the patch has his Reviewed-by.',
    },
  ],
};

/** The remarks at the lines of a source file, as an event calls it; empty for most. */
export const reviewNotes = (src: string): readonly ReviewNote[] => NOTES[src] ?? [];
