/** How a source that is read while it grows is doing. */
export interface LiveStatus {
  /** A file that grows, or the serial port of a board. */
  readonly kind: 'file' | 'serial';
  readonly name: string;
  /** Bits in a second; null for a file. */
  readonly speed: number | null;
  /** `lost`: nothing comes (unplugged, taken away); what came is kept, and it can be asked for again. */
  readonly state: 'connecting' | 'live' | 'paused' | 'lost' | 'ended';
  /** Bytes that came from the source, those that wait included. */
  readonly received: number;
  /** Of these, bytes that wait because it is paused; of a file, what stands in it and is not read yet. */
  readonly waiting: number;
  /** Bytes that were handed to the reader. */
  readonly handed: number;
  /** How often the port said that it lost bytes because its buffer was full. */
  readonly overruns: number;
  /** How often the port said that a byte came damaged: wrong framing or parity, or a break of the line. */
  readonly damaged: number;
  /** More than half of what came lately is no text: the speed of a port is wrong. */
  readonly odd: boolean;
  /** What happened last, as sentences; empty for nothing to say. */
  readonly note: string;
}

/** Where the bytes go: to the worker that reads them. */
export interface LiveSink {
  take(bytes: Uint8Array): void;
  /** How many bytes were handed to the reader and are not read yet. */
  behind(): number;
}

/** Bytes that are read while they come. Nothing here throws: what goes wrong is in the status. */
export interface LiveSource {
  readonly status: LiveStatus;
  /** Told of every change, of mere counts at most some times a second. */
  watch(changed: (status: LiveStatus) => void): void;
  /** Begins; called once. */
  start(sink: LiveSink): void;
  pause(paused: boolean): void;
  /** Asks again for what was lost; of a port, with this speed from now on. */
  again(speed?: number): void;
  /** Reads no more. Resolves once the last byte is with the sink, those that waited included. */
  stop(): Promise<void>;
  /** Every byte that came, where nobody else has them: those of a port. */
  kept(): Blob | null;
}

export const isLive = (source: Blob | string | LiveSource): source is LiveSource =>
  typeof source !== 'string' && 'watch' in source;
