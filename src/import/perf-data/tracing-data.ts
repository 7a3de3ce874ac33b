import type { ByteSource } from '../kernel-events/file-bytes.ts';
import { noTracingData, readAll, type TracingData } from '../kernel-events/tracing-data.ts';
import { readTracingHead } from '../kernel-events/tracing-head.ts';

/** What perf keeps of the kernel's events: a trace.dat that ends before its CPUs. */
export function readPerfTracingData(source: ByteSource, at: number): TracingData {
  const { rest, version } = readTracingHead(source, at);
  const data = noTracingData();
  readAll(rest, data, Number.parseFloat(version) >= 0.6);
  return data;
}
