import { describe, expect, test } from 'vitest';
import { readBody, requireMediaType } from '#lib/http/read-body';

const post = (body: BodyInit | null, headers: Record<string, string> = {}) =>
  new Request('http://readout.test/', { method: 'POST', body, headers, duplex: 'half' } as RequestInit);

/** A body in pieces of ten bytes; counts those that were asked for. */
function pieces(count: number) {
  const asked = { pieces: 0 };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (asked.pieces === count) return controller.close();
        asked.pieces += 1;
        controller.enqueue(new Uint8Array(10).fill(0x61));
      },
    },
    { highWaterMark: 0 },
  );
  return { asked, body };
}

describe('a body', () => {
  test('of exactly the most bytes is read, whether it tells its length or not', async () => {
    expect(await readBody(post('x'.repeat(30), { 'content-length': '30' }), 30)).toHaveLength(30);
    expect(await readBody(post(pieces(3).body), 30)).toHaveLength(30);
  });

  test('of one byte more is refused', async () => {
    await expect(readBody(post('x'.repeat(31), { 'content-length': '31' }), 30)).rejects.toThrow(
      'larger than 30 bytes',
    );
    await expect(readBody(post(pieces(4).body), 39)).rejects.toThrow('larger than 39 bytes');
  });

  test('is not read further once it is too large', async () => {
    const { asked, body } = pieces(1000);
    await expect(readBody(post(body), 25)).rejects.toThrow('larger than 25 bytes');
    expect(asked.pieces).toBeLessThan(10);
  });

  test('that breaks off is refused', async () => {
    const broken = new ReadableStream({ pull: (controller) => controller.error(new Error('gone')) });
    await expect(readBody(post(broken), 25)).rejects.toThrow('ended before it was complete');
  });

  test('may be absent', async () => {
    expect(await readBody(post(null), 30)).toHaveLength(0);
  });
});

describe('the media type', () => {
  const check = (given: string | null) => () =>
    requireMediaType(post(null, given === null ? {} : { 'content-type': given }), 'application/json');

  test.each(['application/json', 'Application/JSON ; Charset="UTF-8"', 'application/json;charset=utf8;x=y'])(
    '%s is read',
    (given) => {
      expect(check(given)).not.toThrow();
    },
  );

  test.each([
    [null, 'Content-Type header is missing'],
    ['text/plain', 'send application/json'],
    ['application/json, text/plain', 'send application/json'],
    ['application/jsonx', 'send application/json'],
    ['application/json; charset=ascii', 'charset must be UTF-8'],
    ['application/json; charset=', 'charset must be UTF-8'],
  ])('%s is refused', (given, words) => {
    expect(check(given)).toThrow(words);
  });
});
