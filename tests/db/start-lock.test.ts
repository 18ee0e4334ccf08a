import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { withLock } from '#db/embedded/start-lock';

const folder = mkdtempSync(join(tmpdir(), 'readout-lock-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('work under one lock is done by one at a time', async () => {
  let inside = 0;
  const seen = Array.from({ length: 5 }, () =>
    withLock(join(folder, 'lock'), async () => {
      inside += 1;
      await new Promise(setImmediate);
      return inside--;
    }),
  );
  expect(await Promise.all(seen)).toEqual([1, 1, 1, 1, 1]);
});

test('a file in the place of the lock is named at once, and left as it is', async () => {
  const path = join(folder, 'file');
  writeFileSync(path, 'somebody’s');
  let worked = false;
  const work = async () => void (worked = true);
  await expect(withLock(path, work)).rejects.toThrow(`${path} is in the way`);
  expect([worked, readFileSync(path, 'utf8')]).toEqual([false, 'somebody’s']);
});
