import { describe, expect, test } from 'vitest';
import { readBody, readBytes, requireMediaType } from '#lib/http/read-body';

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

describe('bytes', () => {
  const most = (maxBytes: number) => ({ maxBytes, stalledMs: 30_000 });

  test('of exactly the most are read, whether their length is told or not', async () => {
    expect(await readBytes(post('x'.repeat(30), { 'content-length': '30' }), most(30))).toEqual(Buffer.alloc(30, 'x'));
    expect(await readBytes(post(pieces(3).body), most(30))).toEqual(Buffer.alloc(30, 'a'));
  });

  test('one more than allowed are too large, and are not read further', async () => {
    const announced = post('x'.repeat(31), { 'content-length': '31' });
    await expect(readBytes(announced, most(30))).rejects.toMatchObject({ code: 'too_large' });
    const { asked, body } = pieces(1000);
    await expect(readBytes(post(body), most(25))).rejects.toMatchObject({ code: 'too_large' });
    expect(asked.pieces).toBeLessThan(10);
  });

  test('a length that is told wrong changes nothing of what is read', async () => {
    expect(await readBytes(post(pieces(3).body, { 'content-length': '5' }), most(30))).toHaveLength(30);
  });

  test('fewer than announced are a body that broke off, not a shorter one', async () => {
    const cut = readBytes(post(pieces(2).body, { 'content-length': '30' }), most(30));
    await expect(cut).rejects.toThrow('ended before it was complete');
    const none = readBytes(post('', { 'content-length': '30' }), most(30));
    await expect(none).rejects.toThrow('ended before it was complete');
  });

  test('that stop coming are not waited for', async () => {
    const stalled = new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(new Uint8Array(10)) });
    await expect(readBytes(post(stalled), { maxBytes: 30, stalledMs: 20 })).rejects.toMatchObject({
      code: 'timed_out',
    });
  });
});
