import { describe, expect, it } from 'vitest';
import { frame } from '../../abi/frame.ts';
import { draftReply, replyTexts } from './edit-reply.ts';

const REPLY = frame(0x84000061n, 0n, 0n, 8n);

describe('draftReply', () => {
  it('changes nothing while nothing is edited', () => {
    const d = draftReply(replyTexts(REPLY), REPLY);
    expect(d.changed.size).toBe(0);
    expect(d.problems.every((p) => p === null)).toBe(true);
  });

  it('keeps only the registers that differ', () => {
    const texts = replyTexts(REPLY).with(0, '0x84000060').with(2, '-6').with(3, '8');
    expect([...draftReply(texts, REPLY).changed]).toEqual([
      [0, 0x84000060n],
      [2, 0xffff_fffan],
    ]);
  });

  it('takes up to 64 bits and underscores, and a real minus', () => {
    const texts = replyTexts(REPLY).with(1, '0xffff_ffff_ffff_ffff').with(4, '−1');
    expect([...draftReply(texts, REPLY).changed]).toEqual([
      [1, 0xffff_ffff_ffff_ffffn],
      [4, 0xffff_ffffn],
    ]);
  });

  it('says which register cannot be read', () => {
    const texts = replyTexts(REPLY).with(2, 'DENIED').with(5, '0x1ffffffffffffffff').with(6, '').with(7, '-3000000000');
    const d = draftReply(texts, REPLY);
    expect(d.problems.map((p) => p !== null)).toEqual([false, false, true, false, false, true, true, true]);
    expect(d.problems[2]).toContain('w2 is no word.');
  });

  it('replaces every register of an answer that never came', () => {
    expect(draftReply(replyTexts(null), null).changed.size).toBe(8);
  });
});
