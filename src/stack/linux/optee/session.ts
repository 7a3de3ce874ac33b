import { MSG_CMD } from '../../../abi/message.ts';
import { teeResultName } from '../../../abi/tee-result.ts';
import { leaves, type Op, within } from '../../../sim/effects.ts';
import { narrate } from '../../../sim/narrate.ts';
import { ENOMEM } from '../errno.ts';
import { freeMsgArg, getMsgArg, type Slot } from './arg-cache.ts';
import { type MsgParam, type Optee, readMessage, writeMessage } from './state.ts';
import { doCallWithArg } from './yielding-call.ts';

// Sessions with a trusted application (drivers/tee/optee/call.c; Linux 6.12.117).

const { allocate, step } = narrate('linux/optee/session', 'optee-driver');

const COMMUNICATION = 0xffff000en;
const SUCCESS = 0n;
const META: MsgParam = { type: 'value', a: 0n, b: 0n, c: 0n };

/** What the TEE answered: its result, and for an open session the id. */
export interface TeeAnswer {
  readonly ret: bigint;
  readonly session: number;
  readonly params: readonly MsgParam[];
}

/** optee_open_session: the TEE's answer, or a negative errno when no message could be made. */
export function* openSession(optee: Optee, uuid: string, params: readonly MsgParam[] = []): Op<TeeAnswer | number> {
  const result: { answer: TeeAnswer | null } = { answer: null };
  const rc = yield* step(
    'Open a session',
    'optee_open_session',
    { uuid },
    function* () {
      // Two parameters in front carry the UUID and who the client is.
      const slot = yield* getMsgArg(optee, MSG_CMD.OPEN_SESSION, [META, META, ...params]);
      if (typeof slot === 'number') return slot;
      yield* writeMessage(slot.arg, { uuid });
      const session = yield* allocate('Keep track of the session', 'kzalloc', { what: 'struct optee_session' });
      const failed = session === null ? -ENOMEM : yield* run(optee, slot);
      const message = yield* readMessage(slot.arg);
      const { ret, session: id, params: answered } = message;
      result.answer = yield* leaves({ ret, session: id, params: answered.slice(2) });
      yield* freeMsgArg(slot);
      return failed;
    },
    { result: () => resultOf(result.answer) },
  );
  return rc < 0 ? rc : (result.answer ?? -ENOMEM);
}

/** optee_invoke_func */
export function* invoke(
  optee: Optee,
  session: number,
  func: number,
  params: readonly MsgParam[],
): Op<TeeAnswer | number> {
  const result: { answer: TeeAnswer | null } = { answer: null };
  const rc = yield* step(
    'Invoke a command in the session',
    'optee_invoke_func',
    { session, func },
    function* () {
      const slot = yield* getMsgArg(optee, MSG_CMD.INVOKE_COMMAND, params);
      if (typeof slot === 'number') return slot;
      yield* writeMessage(slot.arg, { session, func });
      yield* run(optee, slot);
      const { ret, params: answered } = yield* readMessage(slot.arg);
      result.answer = yield* leaves({ ret, session, params: answered });
      yield* freeMsgArg(slot);
      return 0;
    },
    { result: () => resultOf(result.answer) },
  );
  return rc < 0 ? rc : (result.answer ?? -ENOMEM);
}

/** optee_close_session: nobody looks at how it went. */
export function* closeSession(optee: Optee, session: number): Op<void> {
  yield* step('Close the session', 'optee_close_session', { session }, function* () {
    const slot = yield* getMsgArg(optee, MSG_CMD.CLOSE_SESSION, []);
    if (typeof slot === 'number') return slot;
    yield* writeMessage(slot.arg, { session });
    yield* within('optee_close_session_helper', doCallWithArg(optee, slot));
    yield* freeMsgArg(slot);
    return 0;
  });
}

/** A call that did not come through is TEEC_ERROR_COMMUNICATION to the caller, whatever the errno was. */
function* run(optee: Optee, slot: Slot): Op<number> {
  const rc = yield* doCallWithArg(optee, slot);
  if (rc !== 0) yield* writeMessage(slot.arg, { ret: COMMUNICATION });
  return 0;
}

const resultOf = (answer: TeeAnswer | null) => (answer === null ? {} : { ret: teeResultName(answer.ret) });

export const succeeded = (answer: TeeAnswer): boolean => answer.ret === SUCCESS;
