import { decodeCall, decodeReply } from './decode.ts';
import type { Decoded, FrameSaid } from './field.ts';
import type { Frame } from './frame.ts';

/** What a call says. Total, as decodeCall is. */
export const callSaid = (call: Frame): FrameSaid => shortOf(decodeCall(call));

/** What a reply says to this call; an empty frame where the call is not known. Total, as decodeReply is. */
export const replySaid = (call: Frame, reply: Frame): FrameSaid => shortOf(decodeReply(call, reply));

const shortOf = ({ summary, failed, refused }: Decoded): FrameSaid => ({ summary, failed, refused });
