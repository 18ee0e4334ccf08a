import { expect, test } from 'vitest';
import { joinReplies, splitSequence } from '#lib/transports/join-replies';

const joined = (...replies: string[]) => joinReplies(replies.map((reply) => Buffer.from(reply)))?.toString();

test('one reply stays as it came, and where none has a text there is none', () => {
  expect(joined('{"a": 1}')).toBe('{"a": 1}');
  expect([joined(), joined(''), joined('', '')]).toEqual([undefined, undefined, undefined]);
});

test('acknowledgments go one after another, each ended as a segment is', () => {
  expect(joined('MSH|A\rMSA|AA', 'MSH|B\rMSA|AE\r')).toBe('MSH|A\rMSA|AA\rMSH|B\rMSA|AE\r');
});

test('other replies are told apart again, whatever they are, in their places', () => {
  const replies = ['{\n "a": 1\n}', '', 'MSH|A\rMSA|AA', 'Größe\n'];
  const bytes = joinReplies(replies.map((reply) => Buffer.from(reply)));
  expect(splitSequence(bytes ?? Buffer.of())?.map(String)).toEqual(replies);
  expect(splitSequence(Buffer.from('{}'))).toBe(null);
});

test('of many long ones those are held that begin within the first MiB', () => {
  const long = Buffer.alloc(2 ** 19, 'x');
  const bytes = joinReplies(Array<Buffer>(9).fill(long));
  expect(bytes?.byteLength).toBeLessThan(2 ** 21);
  expect(splitSequence(bytes ?? Buffer.of())).toHaveLength(2);
});
