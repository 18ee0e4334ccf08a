import type { Page } from '@playwright/test';
import { expect, open, type Portal, test } from './portal.ts';
import { violations, violationsInEach } from './axe.ts';
import { openRoom } from './reading-room.ts';

test.use({ expectedFailures: [401, 404] });

/** Every page and state, by how to get there once signed in. */
const PLACES: Record<string, (page: Page, portal: Portal) => Promise<void>> = {
  worklist: async (page) => {
    await open(page, '/');
    await expect(page.getByRole('grid')).toBeVisible();
  },
  'worklist with a preview': async (page) => {
    await open(page, '/');
    await page.keyboard.press('j');
    await expect(page.getByText('None for this patient id.').or(page.getByText(/Not looked for/))).toBeVisible();
  },
  'worklist, choosing filters': async (page) => {
    await open(page, '/?modality=CT');
    await page.getByRole('button', { name: 'Modality: CT' }).click();
    await expect(page.getByRole('menu')).toBeVisible();
  },
  'worklist where nothing matches': async (page) => {
    await open(page, '/?site=Nowhere');
    await expect(page.getByRole('heading', { name: 'No appointment matches' })).toBeVisible();
  },
  'worklist with a view that is empty': async (page) => {
    await open(page, '/?view=stat');
    await expect(page.getByRole('heading', { name: 'No STAT appointments' })).toBeVisible();
  },
  list: async (page) => {
    await open(page, '/submissions');
    await expect(page.getByRole('table', { name: 'Submissions, newest first' })).toBeVisible();
  },
  'figures as a table': async (page) => {
    await open(page, '/submissions');
    await page.getByRole('button', { name: 'Status over time as a table' }).click();
    await expect(page.getByRole('region', { name: 'Status over time' })).toBeVisible();
  },
  'chart with a tip': async (page) => {
    await open(page, '/submissions');
    await page.locator('.recharts-bar-rectangle path').first().hover();
    await expect(page.locator('.recharts-tooltip-wrapper')).toBeVisible();
  },
  'my submissions, none yet': async (page, portal) => {
    await portal.signIn((await openRoom(portal.db)).wren);
    await open(page, '/my-submissions');
    await expect(page.getByRole('heading', { name: 'You have signed nothing yet' })).toBeVisible();
  },
  'report read from a submission': async (page) => {
    await open(page, '/submissions');
    await page.locator('[data-row]').first().click();
    await page.getByRole('button', { name: 'Read the report' }).click();
    await expect(page.getByRole('region', { name: 'Report text' })).toBeVisible();
  },
  'narrowed list': async (page) => {
    await open(page, '/submissions?destination=acme.archive&filterType=ROUTING_FILTER');
    await expect(page.getByRole('table', { name: 'Submissions, newest first' })).toBeVisible();
    await page.keyboard.press('j');
  },
  'empty list': async (page) => {
    await open(page, '/submissions?sender=portal');
    await expect(page.getByRole('heading', { name: 'No submission matches' })).toBeVisible();
  },
  'tip of a row': async (page) => {
    await open(page, '/submissions');
    await page.getByRole('button', { name: 'Older' }).click();
    await expect(page.getByRole('button', { name: 'Older' })).toBeDisabled();
    await page.locator('tr:has([data-row])').getByRole('button').first().focus();
    await expect(page.getByRole('tooltip')).toBeVisible();
  },
  'account menu': async (page) => {
    await open(page, '/submissions/999999');
    await page.getByRole('button', { name: /^Account of/ }).click();
    await expect(page.getByRole('menu')).toBeVisible();
  },
  'command palette': async (page) => {
    await open(page, '/submissions');
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').fill('a');
    await expect(page.getByRole('dialog').getByRole('option').first()).toBeVisible();
  },
  'shortcut sheet': async (page) => {
    await open(page, '/submissions');
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).toBeVisible();
  },
  submission: async (page) => {
    await open(page, '/submissions');
    await page.locator('[data-row]').first().click();
    await expect(page.getByRole('heading', { name: 'Destinations' })).toBeVisible();
  },
  'raw JSON': async (page) => {
    await open(page, '/submissions');
    await page.locator('[data-row]').first().click();
    await page.getByRole('link', { name: 'Raw JSON' }).click();
    await expect(page.getByTestId('raw-json')).toBeVisible();
  },
  'unknown submission': async (page) => {
    await open(page, '/submissions/999999');
  },
  'unknown page': async (page) => {
    await open(page, '/no-such-page');
  },
  'organization of others': async (page) => {
    await open(page, '/submissions?organization=zenith');
  },
  'session that ended': async (page) => {
    await open(page, '/submissions');
    await page.context().clearCookies();
    // What the page asks by itself may find it out before the filter does.
    const status = page.getByLabel('Status', { exact: true });
    const ended = page.getByRole('alertdialog');
    await status.or(ended).waitFor();
    if (await status.isVisible()) await Promise.race([status.selectOption('Partially Delivered'), ended.waitFor()]);
    await expect(ended).toBeVisible();
  },
  'sign-in': async (page) => {
    await page.context().clearCookies();
    await open(page, '/sign-in?ended=1');
    await page.getByLabel('E-mail').fill('rad@acme.test');
    await page.getByLabel('Password', { exact: true }).fill('wrong');
    await page.keyboard.press('Enter');
    await expect(page.locator('form').getByRole('alert')).not.toBeEmpty();
  },
};

for (const [name, goThere] of Object.entries(PLACES)) {
  test(`${name}: no violation of WCAG 2.2 AA`, async ({ page, portal }) => {
    await portal.signIn('rad@acme.test');
    await goThere(page, portal);
    expect(await violationsInEach(page)).toEqual([]);
  });
}

for (const [name, viewport] of Object.entries({
  'a phone': { width: 390, height: 844 },
  '200 % zoom': { width: 720, height: 450 },
  'a wide screen': { width: 2560, height: 1440 },
})) {
  test.describe(`on ${name}`, () => {
    test.use({ viewport });

    test('no page scrolls sideways, and axe finds nothing', async ({ page, portal }) => {
      await portal.signIn('rad@acme.test');
      for (const place of ['worklist', 'list', 'submission', 'raw JSON'] as const) {
        await PLACES[place]?.(page, portal);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), place).toBeLessThanOrEqual(
          0,
        );
        expect(await violations(page), place).toEqual([]);
      }
    });
  });
}
