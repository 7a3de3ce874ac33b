// The pages of a ring buffer of Linux: include/linux/ring_buffer.h and kernel/trace/ring_buffer.c.
import { Bytes } from './bytes.mjs';

const MOST_DELTA = 1 << 27;

/**
 * Pages that hold these records: `{ at, data, lost?, stamp?, discarded? }`, `at` in ticks. `lost` is how many events are
 * missing before it, null where that is not known: such a record begins a page. `stamp` writes its time in full,
 * `discarded` puts an entry that was taken back before it.
 */
export function pagesOf(records, { littleEndian, long, pageSize }) {
  const head = 8 + long;
  const pages = [];
  let page = null;
  let begun = null;
  let last = 0n;
  const close = () => {
    if (page === null) return;
    let commit = page.length - head;
    if (begun.lost !== undefined && begun.lost !== 0) {
      commit += 2 ** 31;
      if (begun.lost !== null && page.length + long <= pageSize) {
        page.int(begun.lost, long);
        commit += 2 ** 30;
      }
    }
    page.put(8, commit, long);
    pages.push(page.align(pageSize).done());
    page = null;
  };
  for (const record of records) {
    const at = BigInt(record.at);
    const size = Math.ceil(record.data.length / 4) * 4;
    const most = size + 32;
    if (page !== null && ((record.lost ?? 0) !== 0 || record.lost === null || page.length + most > pageSize)) close();
    if (page === null) {
      page = new Bytes(littleEndian).int(at, 8).int(0, long);
      begun = record;
      last = at;
    }
    entry(page, record, at - last, at, size);
    last = at;
  }
  close();
  return pages;
}

function entry(page, record, delta, at, size) {
  const head = (type, ticks) =>
    page.int(page.littleEndian ? (BigInt(ticks) << 5n) | BigInt(type) : (BigInt(type) << 27n) | BigInt(ticks), 4);
  const extended = (type, ticks) => {
    head(type, BigInt.asUintN(27, ticks));
    page.int(ticks >> 27n, 4);
  };
  let rest = delta;
  if (record.discarded === true) {
    // Its time counts, what it held does not.
    const some = rest > 1n && rest < MOST_DELTA ? rest - 1n : 1n;
    head(29, some);
    page.int(8, 4).int(0x1234_5678, 4);
    rest -= some;
    if (rest < 0n) rest = 0n;
  }
  if (record.stamp === true) {
    extended(31, BigInt.asUintN(59, at));
    rest = 0n;
  } else if (rest >= MOST_DELTA) {
    extended(30, rest);
    rest = 0n;
  }
  if (size <= 112) head(size / 4, rest);
  else {
    head(0, rest);
    page.int(size + 4, 4);
  }
  page.bytes(record.data).align(4);
}
