import { beforeEach, expect, test } from 'vitest';
import { keyedDigest, seal, unseal, useSecretKey } from '#lib/encryption';

beforeEach(() => useSecretKey('a key of at least thirty-two characters'));

test('what was sealed is unsealed exactly', () => {
  for (const text of ['', 'secret', 'Grüße 🔑\n']) expect(unseal(seal(text))).toBe(text);
});

test('sealed bytes do not show the text, and sealing twice gives different bytes', () => {
  const sealed = seal('correct horse battery staple');
  expect(sealed.includes('horse')).toBe(false);
  expect(sealed.equals(seal('correct horse battery staple'))).toBe(false);
});

test('a changed byte anywhere is refused', () => {
  const sealed = seal('secret');
  for (const [index, byte] of sealed.entries()) {
    const changed = Buffer.from(sealed);
    changed[index] = byte ^ 1;
    expect(() => unseal(changed)).toThrow();
  }
  expect(() => unseal(sealed.subarray(0, 20))).toThrow('not sealed');
});

test('another key opens nothing, and says which variable is wrong', () => {
  const sealed = seal('secret');
  useSecretKey('another key of at least thirty-two characters');
  expect(() => unseal(sealed)).toThrow('READOUT_SECRET_KEY');
});

test('a digest is the same for the same text and key only', () => {
  const digest = keyedDigest('secret');
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  expect(keyedDigest('secret')).toBe(digest);
  expect(keyedDigest('Secret')).not.toBe(digest);
  useSecretKey('another key of at least thirty-two characters');
  expect(keyedDigest('secret')).not.toBe(digest);
});
