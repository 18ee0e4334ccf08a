import { expect, test } from 'vitest';
import { GENESIS, hashBlock } from '#lib/audit/chain';

const EVENTS = [
  { id: 1, line: '[1, "a"]' },
  { id: 2, line: '[2, "b"]' },
];
const hash = hashBlock(GENESIS, EVENTS).toString('hex');

test('a block’s hash is SHA-256 over the previous hash and its lines', () => {
  expect(hash).toBe('6a37e6116afb9bfe3e8185ffa1777d57bf0ac023b680988ef357b62509de3439');
});

test('another previous block, another order, a changed, a missing or an added event gives another hash', () => {
  const others = [
    hashBlock(Buffer.alloc(32, 1), EVENTS),
    hashBlock(GENESIS, EVENTS.toReversed()),
    hashBlock(GENESIS, EVENTS.slice(1)),
    hashBlock(GENESIS, [...EVENTS, { id: 3, line: '' }]),
    hashBlock(GENESIS, [{ id: 1, line: '[1, "A"]' }, ...EVENTS.slice(1)]),
    hashBlock(GENESIS, [{ id: 1, line: '[1, "a"][2, "b"]' }]),
  ].map((other) => other.toString('hex'));
  expect(new Set([hash, ...others]).size).toBe(others.length + 1);
});
