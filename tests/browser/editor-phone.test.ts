import type { Page } from '@playwright/test';
import { violations } from './axe.ts';
import { expect, openReport, test, words } from './editor-room.ts';

const PATIENT = { patientName: 'SMALL, Sam', modality: 'CR', studyDescription: 'Chest radiograph', laterality: 'L' };
const LONG = Array.from({ length: 80 }, (_, line) => `Line ${line + 1}.`).join('\n');

const parts = (page: Page) => page.getByRole('group', { name: 'Parts of the report' });
const place = (page: Page) => page.evaluate(() => scrollY);

/** Whether nothing lies over the caret. */
const isCaretSeen = (page: Page) =>
  page.locator('.cm-cursor-primary').evaluate((caret) => {
    const { left, top, bottom } = caret.getBoundingClientRect();
    return [top + 1, bottom - 1].every((y) => document.elementFromPoint(left, y)?.closest('.cm-editor') != null);
  });

test.beforeEach(({ context, room }) => room.signIn(context, 'ada').then(() => undefined));

for (const [name, viewport] of Object.entries({
  'a phone': { width: 390, height: 844 },
  'a phone at 200 %': { width: 195, height: 422 },
  'a phone on its side': { width: 844, height: 390 },
})) {
  test.describe(`on ${name}`, () => {
    test.use({ viewport });

    test('far down in a report, the patient and each part stay at hand, and none of it hides the caret', async ({
      page,
      room,
    }) => {
      await openReport(page, room, await room.appointment(PATIENT));
      await words(page).focus();
      await page.keyboard.insertText(LONG);
      for (const keys of ['Control+Home', 'Control+End', 'PageUp', 'PageUp', 'ArrowUp']) {
        await page.keyboard.press(keys);
        await expect.poll(() => isCaretSeen(page), keys).toBe(true);
        for (const part of ['Request', 'Report', 'Sign']) {
          await expect(parts(page).getByRole('button', { name: part })).toBeInViewport({ ratio: 1 });
        }
        await expect(page.getByText('SMALL, Sam', { exact: true }).filter({ visible: true }).last()).toBeInViewport();
      }
      await page.keyboard.press('Control+End');
      await expect.poll(() => isCaretSeen(page)).toBe(true);
      expect(await place(page)).toBeGreaterThan(0);
      await parts(page).getByRole('button', { name: 'Sign' }).click();
      await expect(page.getByRole('region', { name: 'Signature' })).toBeInViewport();
      expect(await place(page)).toBe(0);
      expect(await violations(page)).toEqual([]);
      await parts(page).getByRole('button', { name: 'Report' }).click();
      await expect.poll(() => place(page)).toBeGreaterThan(0);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    });
  });
}
