import { expect, test } from 'vitest';
import { intentKey, type Intent } from '#components/signing/intent-key';

const intent: Intent = {
  domain: 'acme',
  appointmentId: 'A1',
  action: 'final',
  version: 1,
  text: 'Lungs are clear.',
  overrides: [],
};

test('the same intent has the same key, each other intent one of its own', async () => {
  const others: Partial<Intent>[] = [
    { domain: 'zenith' },
    { appointmentId: 'A2' },
    { action: 'preliminary' },
    { version: 2 },
    { text: 'Lungs are clear' },
    { overrides: [{ rule: 'side-mismatch', reason: 'x' }] },
    { overrides: [{ rule: 'side-mismatch', reason: 'y' }] },
  ];
  const first = await intentKey(intent);
  const keys = await Promise.all([{}, ...others].map((change) => intentKey({ ...intent, ...change })));
  expect(keys[0]).toBe(first);
  expect(new Set(keys).size).toBe(keys.length);
  for (const key of keys) expect(key).toMatch(/^[\x21-\x7e]{1,128}$/);
});
