import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page, Worker } from '@playwright/test';
import { killBrowser, openBrowser, readStored } from './browser-profile.ts';
import { expect, openReport, type Room, saveState, test } from './editor-room.ts';

// Copies of texts so long that they are sealed, and sent, beside the page.
const TEXT = 'No other fracture is seen on any of these views.\n'.repeat(6_000);

async function longReport(room: Room): Promise<string> {
  const id = await room.appointment();
  await room.submit(id, { reportText: TEXT, reportStatus: 'preliminary' });
  return id;
}

async function typeAtTop(page: Page, typed: string): Promise<void> {
  await page.keyboard.press('Control+Home');
  await page.keyboard.type(typed);
}

test('of a long text, a killed browser leaves on the device, encrypted, what the server does not have', async ({
  room,
}) => {
  const id = await longReport(room);
  const folder = mkdtempSync(join(tmpdir(), 'readout-browser-'));
  try {
    const first = await openBrowser(folder);
    await room.signIn(first, 'ada');
    const page = await first.newPage();
    await openReport(page, room, id);
    await typeAtTop(page, 'Saved. ');
    await expect(saveState(page)).toHaveText(/^Saved/);
    await first.setOffline(true);
    await typeAtTop(page, 'Only here. ');
    await expect(saveState(page)).toHaveText(/^Offline – kept on this device/);
    killBrowser(folder);
    const second = await openBrowser(folder);
    await room.signIn(second, 'ada');
    const again = await second.newPage();
    await again.goto(`${room.url}/appointments/acme/${id}`);
    const found = again.getByRole('alertdialog', { name: /found on this device/ });
    await expect(found.locator('ins')).toContainText('Only here.');
    expect(readStored(folder)).not.toContain('Only here');
    await again.keyboard.press('Enter');
    await expect.poll(() => room.draftOf('ada', id)).toBe(`Only here. Saved. ${TEXT}`);
    await second.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a long text is kept on the device also where no worker can be had', async ({ page, context, room }) => {
  await room.signIn(context, 'ada');
  const id = await longReport(room);
  await openReport(page, room, id);
  // Neither of the workers that seal and send has ever been fetched.
  await context.setOffline(true);
  await typeAtTop(page, 'Meanwhile. ');
  await expect(saveState(page)).toHaveText(/^Offline – kept on this device/);
  await context.setOffline(false);
  await expect.poll(() => room.draftOf('ada', id)).toBe(`Meanwhile. ${TEXT}`);
});

test('a copy that is sealed late does not come back once the server has the words', async ({ page, context, room }) => {
  await room.signIn(context, 'ada');
  const id = await longReport(room);
  await openReport(page, room, id);
  await typeAtTop(page, 'One. ');
  await expect(saveState(page)).toHaveText(/^Saved/);
  // Whatever else ran beside the page has ended.
  await expect.poll(() => page.workers().length).toBe(1);
  const [sealer] = page.workers() as [Worker];
  await sealer.evaluate(countKept);
  await page.evaluate(holdKeys);
  await typeAtTop(page, 'Two. ');
  await expect.poll(() => room.draftOf('ada', id)).toBe(`Two. One. ${TEXT}`);
  await expect(saveState(page)).toHaveText(/^Saved/);
  expect(await sealer.evaluate(() => (globalThis as Held).kept)).toBe(0);
  await page.evaluate(() => ((globalThis as Held).areHeld = false));
  await expect.poll(() => sealer.evaluate(() => (globalThis as Held).kept)).toBe(1);
  await expect.poll(() => page.evaluate(countCopies)).toBe(0);
});

type Held = { areHeld?: boolean; kept?: number };

/** In the worker: counts the copies that it has on the disk from now on. */
function countKept(): void {
  const held = globalThis as Held;
  held.kept = 0;
  type Put = (this: IDBObjectStore, ...words: unknown[]) => IDBRequest;
  const put = Object.getOwnPropertyDescriptor(IDBObjectStore.prototype, 'put')?.value as Put;
  IDBObjectStore.prototype.put = function (...words) {
    if (this.name === 'copies') this.transaction.addEventListener('complete', () => (held.kept = (held.kept ?? 0) + 1));
    return put.apply(this, words);
  };
}

/** In the page: nobody else reads a key, and so can seal, until `areHeld` is false. */
async function holdKeys(): Promise<void> {
  const held = globalThis as Held;
  held.areHeld = true;
  const db = await new Promise<IDBDatabase>((resolve) => {
    const opening = indexedDB.open('readout', 1);
    opening.addEventListener('success', () => resolve(opening.result));
  });
  const keys = db.transaction('keys', 'readwrite').objectStore('keys');
  await new Promise<void>((begun) => {
    const goOn = () => {
      begun();
      if (held.areHeld) keys.get('device').addEventListener('success', goOn);
      else db.close();
    };
    keys.get('device').addEventListener('success', goOn);
  });
}

/** In the page: how many copies are on the disk. */
async function countCopies(): Promise<number> {
  return new Promise((resolve) => {
    const opening = indexedDB.open('readout', 1);
    opening.addEventListener('success', () => {
      const counted = opening.result.transaction('copies').objectStore('copies').count();
      counted.addEventListener('success', () => {
        opening.result.close();
        resolve(counted.result);
      });
    });
  });
}
