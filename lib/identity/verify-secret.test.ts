import { expect, test } from 'vitest';
import { hashSecret } from '#lib/identity/hash-secret';
import { verifySecret } from '#lib/identity/verify-secret';

test('a secret matches its own hash and no other', async () => {
  const hash = await hashSecret('correct horse');
  expect(hash).toMatch(/^\$scrypt\$ln=15,r=8,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  expect(await verifySecret('correct horse', hash)).toBe(true);
  expect(await verifySecret('correct horsf', hash)).toBe(false);
  expect(await verifySecret('', hash)).toBe(false);
});

test('two hashes of one secret differ', async () => {
  expect(await hashSecret('same')).not.toBe(await hashSecret('same'));
});

test('nobody and an unreadable hash match no secret', async () => {
  expect(await verifySecret('anything', null)).toBe(false);
  expect(await verifySecret('anything', 'anything')).toBe(false);
  expect(await verifySecret('', '')).toBe(false);
});

test('a password typed with combining accents is the same password', async () => {
  expect(await verifySecret('e\u0301clair', await hashSecret('\u00e9clair'))).toBe(true);
});

test('a hash made with other costs still verifies', async () => {
  const cheap = '$scrypt$ln=4,r=8,p=1$AAAAAAAAAAAAAAAAAAAAAA$';
  const { scryptSync } = await import('node:crypto');
  const hash = scryptSync('old', Buffer.alloc(16), 32, { N: 16, r: 8, p: 1 }).toString('base64').replace(/=+$/, '');
  expect(await verifySecret('old', cheap + hash)).toBe(true);
});
