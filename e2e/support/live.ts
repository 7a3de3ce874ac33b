/** What a test does to the file and the port that stand in for real ones in the page. */
export interface StandIns {
  write(content: string): void;
  say(text: string): void;
  stumble(name: string): void;
  unplug(): void;
  noSerial(): void;
}

/** Runs in the page before anything else: a file that the test writes, and a serial port through which it speaks. */
export function standIn(): void {
  let content = '';
  let control: ReadableStreamDefaultController<Uint8Array> | null = null;
  let readable: ReadableStream<Uint8Array> | null = null;
  let hasSerial = true;
  const renew = (): void => {
    readable = new ReadableStream({
      start(c) {
        control = c;
      },
    });
  };
  const port = {
    get readable() {
      return readable;
    },
    open: async () => renew(),
    close: async () => {
      readable = null;
    },
    getInfo: () => ({ usbVendorId: 0x0403, usbProductId: 0x6001 }),
  };
  Object.defineProperty(navigator, 'serial', {
    get: () => (hasSerial ? { requestPort: async () => port } : undefined),
  });
  const standIns: StandIns = {
    write(c) {
      content = c;
    },
    say: (text) => control?.enqueue(new TextEncoder().encode(text)),
    stumble(name) {
      const before = control;
      renew();
      before?.error(new DOMException('it came damaged', name));
    },
    unplug() {
      readable = null;
      control?.error(new DOMException('The device has been lost.', 'NetworkError'));
    },
    noSerial() {
      hasSerial = false;
    },
  };
  const handle = { kind: 'file', name: 'board.log', getFile: async () => new File([content], 'board.log') };
  Object.assign(window, { standIns, showOpenFilePicker: async () => [handle] });
}
