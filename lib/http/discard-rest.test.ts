import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { discardRest } from '#lib/http/discard-rest';

const MEBIBYTE = Buffer.alloc(2 ** 20);

/** A stream of so many MiB, how many of them were asked for, and how often it was said to be done. */
function discarding(mebibytes: number, prepare: (stream: Readable) => void = () => undefined) {
  const seen = { given: 0, done: 0 };
  const stream = new Readable({
    read() {
      seen.given += 1;
      this.push(seen.given > mebibytes ? null : MEBIBYTE);
    },
  });
  prepare(stream);
  const over = new Promise<typeof seen>((resolve) => {
    discardRest(stream, () => {
      seen.done += 1;
      stream.destroy();
      setImmediate(() => resolve(seen));
    });
  });
  return { stream, over };
}

test('what is left is read to its end, and its end is told once', async () => {
  expect(await discarding(5).over).toEqual({ given: 6, done: 1 });
});

test('a rest of far too much is given up after 64 MiB', async () => {
  const { given, done } = await discarding(200).over;
  expect(given).toBeGreaterThan(64);
  expect(given).toBeLessThan(70);
  expect(done).toBe(1);
});

test('a rest that somebody began to read is taken over from them', async () => {
  const kept: Buffer[] = [];
  const holdUp = (stream: Readable) =>
    stream.on('data', (chunk: Buffer) => {
      kept.push(chunk);
      stream.pause();
    });
  expect((await discarding(5, holdUp).over).given).toBe(6);
  expect(kept).toEqual([]);
});

test('a rest that breaks off is over', async () => {
  const { stream, over } = discarding(Infinity, (rest) => rest.push(MEBIBYTE));
  stream.destroy();
  expect((await over).done).toBe(1);
});
