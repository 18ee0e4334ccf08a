/** MLLP release 1: a message stands between VT and FS CR (HL7 v2 transport specification, appendix C). */
const START = 0x0b;
const END = 0x1c;
const CR = 0x0d;

/** A message as one frame. Errors: it holds a byte of the framing, which would cut it in two at its receiver. */
export function frameMessage(message: Buffer): Buffer {
  if (message.includes(START) || message.includes(END)) throw new Error('The message holds a byte of MLLP framing.');
  return Buffer.concat([Buffer.of(START), message, Buffer.of(END, CR)]);
}

export interface FrameReader {
  /** Takes what came, in pieces of any size; null while no frame is whole. */
  push(chunk: Buffer): ReadFrame | null;
  /** Whether bytes came that belong to no whole frame. */
  readonly isMidway: boolean;
}

/** A whole frame, and whether more came after it; or why what came is none. */
export type ReadFrame = { kind: 'message'; message: Buffer; isFollowed: boolean } | { kind: 'garbage'; detail: string };

/** Reads frames of at most `maxBytes`. Line ends between frames are let pass: some receivers send them. */
export function readFrames(maxBytes: number): FrameReader {
  let held: Buffer[] = [];
  let length = 0;
  let isInside = false;

  const reset = (): void => {
    held = [];
    length = 0;
    isInside = false;
  };

  return {
    get isMidway() {
      return isInside;
    },
    push(chunk) {
      let rest = chunk;
      if (!isInside) {
        rest = withoutLineEnds(rest);
        if (rest.length === 0) return null;
        if (rest[0] !== START) return { kind: 'garbage', detail: 'it does not begin with the byte 0B of MLLP' };
        isInside = true;
        rest = rest.subarray(1);
      }
      const end = rest.indexOf(END);
      held.push(end === -1 ? rest : rest.subarray(0, end));
      length += end === -1 ? rest.length : end;
      if (length > maxBytes) return { kind: 'garbage', detail: `it is longer than ${maxBytes} bytes` };
      if (end === -1) return null;
      const message = Buffer.concat(held, length);
      reset();
      return { kind: 'message', message, isFollowed: withoutLineEnds(rest.subarray(end + 1)).length > 0 };
    },
  };
}

function withoutLineEnds(bytes: Buffer): Buffer {
  let from = 0;
  while (bytes[from] === CR || bytes[from] === 0x0a) from += 1;
  return bytes.subarray(from);
}
