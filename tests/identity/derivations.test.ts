import { expect, test } from 'vitest';
import { hashSecret } from '#lib/identity/hash-secret';
import { verifySecret } from '#lib/identity/verify-secret';
import { watchDerivations } from '../support/watch-derivations.ts';

test('however many secrets are looked at together, two derivations run at once, and every one comes to its turn', async () => {
  const { result, total, atOnce } = await watchDerivations(() =>
    Promise.all(Array.from({ length: 12 }, (_, n) => (n % 2 ? hashSecret('a') : verifySecret('a', null)))),
  );
  expect(result.map((one) => typeof one)).toEqual(Array.from({ length: 6 }, () => ['boolean', 'string']).flat());
  expect({ total, atOnce }).toEqual({ total: 12, atOnce: 2 });
});

test('a derivation that fails gives its place to the next', async () => {
  const impossible = `$scrypt$ln=0,r=8,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`;
  const outcomes = await Promise.allSettled(Array.from({ length: 4 }, () => verifySecret('a', impossible)));
  expect(outcomes.map(({ status }) => status)).toEqual(Array(4).fill('rejected'));
  expect(await verifySecret('a', await hashSecret('a'))).toBe(true);
});

test('checks that would wait behind many others are refused at once; hashes to be stored are not', async () => {
  const checks = Array.from({ length: 60 }, () => verifySecret('a', null));
  const hash = hashSecret('a');
  const outcomes = await Promise.allSettled(checks);
  const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
  expect(refused.length).toBeGreaterThan(0);
  for (const reason of refused) expect(reason).toMatchObject({ code: 'busy' });
  expect(await hash).toMatch(/^\$scrypt\$/);
  expect(await verifySecret('a', null)).toBe(false);
});
