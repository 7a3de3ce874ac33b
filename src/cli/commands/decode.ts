import { decodeCall, decodeReply } from '../../abi/decode.ts';
import { alignedText } from '../../abi/format.ts';
import { type Frame, frame } from '../../abi/frame.ts';
import { parseWord } from '../../base/bits.ts';
import { fail, ok, type Result } from '../../base/result.ts';
import type { Command } from '../command.ts';
import { EXIT, type Exit } from '../io.ts';

export const decodeCommand: Command = {
  name: 'decode',
  operands: 'w0 w1 … w7',
  summary: 'prints what the registers of a call, and of its reply, mean',
  details: [
    '',
    'Labels are hexadecimal with 0x, or decimal; registers that are left out are zero. A direct',
    'message is answered by a frame that only its request explains: give both.',
  ],
  flags: { reply: { following: 'w0 … w7', help: 'the registers of the reply' } },
  arity: [1, 8],
  async run(args, io): Promise<Result<Exit>> {
    const call = readFrame(args.operands, 'call');
    if (!call.ok) return call;
    if (!args.given.has('reply')) {
      await io.out(`${alignedText(decodeCall(call.value))}\n`);
      return ok(EXIT.ran);
    }
    const reply = readFrame(args.following, 'reply');
    if (!reply.ok) return reply;
    const texts = [decodeCall(call.value), decodeReply(call.value, reply.value)].map((d) => alignedText(d));
    await io.out(`${texts.join('\n\n')}\n`);
    return ok(EXIT.ran);
  },
};

function readFrame(words: readonly string[], what: string): Result<Frame> {
  if (words.length === 0) return fail('there is no register.', what, 'Write w0, and w1 to w7 where they are not zero.');
  if (words.length > 8) return fail(`there are ${words.length} registers.`, what, 'Write w0 to w7.');
  const values: bigint[] = [];
  for (const [i, text] of words.entries()) {
    const where = `${what} w${i}`;
    // Logs print function ids without 0x: as a decimal number such a word is meant by nobody.
    const bareHex = /^[0-9a-f]+$/i.test(text) && (/[a-f]/i.test(text) || /^[8c]4000[0-9a-f]{3}$/i.test(text));
    const value = bareHex ? null : parseWord(text);
    if (value === null)
      return fail(
        `${JSON.stringify(text)} is not a word of at most 64 bits.`,
        where,
        bareHex ? `Write 0x${text}.` : 'Write it as 0x8400007f.',
      );
    values.push(value);
  }
  return ok(frame(...values));
}
