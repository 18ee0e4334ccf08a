import { expect, test } from 'vitest';
import { startLoop } from '#lib/worker/start-loop';

test('a round under way is told that its loop is being stopped, and there is no other', async () => {
  let rounds = 0;
  const loop = startLoop('long', 0, (signal) => {
    rounds += 1;
    return new Promise((resolve) => signal.addEventListener('abort', resolve));
  });
  await loop.stop();
  expect(rounds).toBe(1);
});
