import fc from 'fast-check';
import { expect, test } from 'vitest';
import { frameMessage, readFrames } from '#lib/transports/mllp-frames';

const text = fc
  .string({ maxLength: 200 })
  .map((value) => Buffer.from(value.replaceAll('\v', '').replaceAll('\u001C', '')));

test('a frame is read alike however the network cuts it', () => {
  fc.assert(
    fc.property(text, fc.array(fc.integer({ min: 1, max: 7 }), { maxLength: 20 }), (message, sizes) => {
      const reader = readFrames(10_000);
      let rest = frameMessage(message);
      let read = null;
      for (const size of [...sizes, rest.length]) {
        if (read) break;
        read = reader.push(rest.subarray(0, size));
        rest = rest.subarray(size);
      }
      expect(read).toMatchObject({ kind: 'message', message });
    }),
  );
});

test('a message with a byte of the framing is not framed: its receiver would read two', () => {
  expect(() => frameMessage(Buffer.from('MSH|\x0b'))).toThrow(/framing/);
  expect(() => frameMessage(Buffer.from('MSH|\x1c'))).toThrow(/framing/);
});

test('what follows a frame is told: two replies to one message are a fault', () => {
  const two = Buffer.concat([frameMessage(Buffer.from('A')), frameMessage(Buffer.from('B'))]);
  expect(readFrames(100).push(two)).toMatchObject({ kind: 'message', isFollowed: true });
  expect(readFrames(100).push(Buffer.from('\x0bA\x1c\r\r\n'))).toMatchObject({ kind: 'message', isFollowed: false });
});

test('bytes that begin no frame, and a frame that does not end, are garbage', () => {
  expect(readFrames(100).push(Buffer.from('HTTP/1.1 400'))).toMatchObject({ kind: 'garbage' });
  const endless = readFrames(100);
  expect(endless.push(Buffer.from(`\x0b${'x'.repeat(60)}`))).toBeNull();
  expect(endless.isMidway).toBe(true);
  expect(endless.push(Buffer.from('x'.repeat(60)))).toMatchObject({ kind: 'garbage' });
});
