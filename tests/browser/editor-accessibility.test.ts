import type { Browser, Page } from '@playwright/test';
import { violations, violationsInEach } from './axe.ts';
import { alertOf, expect, openReport, type Room, saveState, test, words } from './editor-room.ts';

const CHEST = { modality: 'CR', studyDescription: 'Chest radiograph', patientId: 'P9', laterality: 'LEFT' };

interface Stage {
  page: Page;
  room: Room;
  browser: Browser;
}

/** States of the editor in which somebody, or something, stands between a radiologist and the words. */
const STATES: Record<string, (stage: Stage) => Promise<void>> = {
  'words found on the device': async ({ page, room }) => {
    const id = await room.appointment(CHEST);
    const first = await page.context().newPage();
    await openReport(first, room, id);
    await first.keyboard.type('FINDINGS\nClear.');
    await expect(saveState(first)).toHaveText(/^Saved/);
    await page.context().setOffline(true);
    await first.keyboard.type(' Heart of normal size.');
    await expect(saveState(first)).toHaveText(/kept on this device/);
    await first.close();
    await page.context().setOffline(false);
    await page.goto(`${room.url}/appointments/acme/${id}`);
    const found = page.getByRole('alertdialog', { name: /found on this device/ });
    await expect(found.locator('ins')).toContainText('Heart of normal size.');
    await expect(found.getByRole('button', { name: 'Use the words from this device' })).toBeFocused();
    // It has to be decided: no key and no cross leads around it.
    await expect(found.getByRole('button', { name: 'Close' })).toHaveCount(0);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect(found).toBeVisible();
  },
  'two versions of a draft to be merged': async ({ page, room }) => {
    const id = await room.appointment(CHEST);
    const first = await page.context().newPage();
    await openReport(page, room, id);
    await page.keyboard.type('First window.');
    await expect(saveState(page)).toHaveText(/^Saved/);
    await openReport(first, room, id, false);
    await first.getByRole('button', { name: 'Take over' }).click();
    await expect(first.getByText('Claimed by you')).toBeVisible();
    await words(first).focus();
    await first.keyboard.press('Control+End');
    await first.keyboard.type(' Second window.');
    await expect(saveState(first)).toHaveText(/^Saved/);
    await page.bringToFront();
    await words(page).focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' Typed on.');
    await page.getByRole('button', { name: 'Take over' }).click();
    const merge = page.getByRole('alertdialog', { name: 'This draft was changed in another window' });
    await expect(merge.getByRole('textbox', { name: 'To be kept' })).toContainText('Typed on.');
  },
  'held by a colleague': async ({ page, room, browser }) => {
    const id = await room.appointment(CHEST);
    const context = await browser.newContext();
    await room.signIn(context, 'ben');
    await openReport(await context.newPage(), room, id);
    await openReport(page, room, id, false);
    await expect(alertOf(page)).toContainText('Dr Ben Oh is reporting this');
    await expect(alertOf(page)).toContainText('Held by Dr Ben Oh since');
    await context.close();
  },
  'taken over by a colleague, whose predecessor’s words are read': async ({ page, room, browser }) => {
    const id = await room.appointment(CHEST);
    const context = await browser.newContext();
    await room.signIn(context, 'ben');
    const ben = await context.newPage();
    await openReport(ben, room, id);
    await ben.keyboard.type('Ben’s words.');
    await expect(saveState(ben)).toHaveText(/^Saved/);
    await openReport(page, room, id, false);
    await page.getByRole('button', { name: 'Take over' }).click();
    await expect(page.getByText('Claimed by you')).toBeVisible();
    // On a phone the request is a view of its own.
    const request = page.getByRole('button', { name: 'Request', exact: true });
    if (await request.isVisible()) await request.click();
    await page.getByRole('button', { name: /^Dr Ben Oh, kept when the report was taken over/ }).click();
    await expect(page.getByRole('dialog').locator('ins')).toContainText('Ben’s words.');
    await context.close();
  },
};

test.beforeEach(({ context, room }) => room.signIn(context, 'ada').then(() => undefined));

for (const [name, goThere] of Object.entries(STATES)) {
  test(`${name}: no violation of WCAG 2.2 AA`, async ({ page, room, browser }) => {
    await goThere({ page, room, browser });
    expect(await violationsInEach(page)).toEqual([]);
  });
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  for (const [name, goThere] of Object.entries(STATES)) {
    test(`${name}: nothing scrolls sideways`, async ({ page, room, browser }) => {
      await goThere({ page, room, browser });
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      expect(await violations(page)).toEqual([]);
    });
  }
});

test('that the server cannot be reached is said once, and does not cover where the words are', async ({
  page,
  room,
}) => {
  await openReport(page, room, await room.appointment(CHEST));
  await page.context().setOffline(true);
  await page.keyboard.type('Clear.');
  await expect(alertOf(page)).toContainText('The server cannot be reached');
  const banner = page.getByText('What you see may be old.', { exact: false });
  await expect(banner).toBeAttached();
  await expect(banner).toBeHidden();
  await page.context().setOffline(false);
});
