// What the peers draw: the same messages between six lanes for each, in its own language. It runs in their pages.

const LANES = ['Client', 'Kernel', 'Hypervisor', 'SPMD', 'SPMC', 'OPTEE'];

/** So many messages: who sends, who receives, and a label as long as those of a run. The same for the same number. */
export function messages(count) {
  let state = 1;
  const next = (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) % below;
  };
  return Array.from({ length: count }, (_, i) => {
    const from = next(LANES.length);
    const to = (from + 1 + next(LANES.length - 1)) % LANES.length;
    const label = `FFA_MSG_SEND_DIRECT_REQ w1 0x${next(0x1000000).toString(16)}`;
    return { from: LANES[from], to: LANES[to], reply: i % 3 === 2, label };
  });
}

/** A list of lines for each language. */
export const textOf = {
  mermaid: (all) => [
    'sequenceDiagram',
    ...LANES.map((l) => `participant ${l}`),
    ...all.map((m) => `${m.from}${m.reply ? '-->>' : '->>'}${m.to}: ${m.label}`),
  ],
  plantuml: (all) => [
    '@startuml',
    ...LANES.map((l) => `participant ${l}`),
    ...all.map((m) => `${m.from} ${m.reply ? '-->' : '->'} ${m.to} : ${m.label}`),
    '@enduml',
  ],
  zenuml: (all) => [...LANES, ...all.map((m) => `${m.from}->${m.to}: ${m.label}`)],
};
