import type { Page } from '@playwright/test';
import { expect, test } from './portal.ts';
import { makeAppointment, openReport, signature, signDialog, submitAsPartner, words, write } from './report-desk.ts';
import { violationsInEach } from './axe.ts';

type Portal = Parameters<typeof makeAppointment>[0];

const BLOCKED =
  'FINDINGS:\nFracture of the [side] radius. The prostate is normal.\n\nIMPRESSION:\nLeft radius fracture.\n';
const GOOD = 'FINDINGS:\nFracture of the right radius.\n\nIMPRESSION:\nRight radius fracture.\n';

/** On a phone the signature is a view of its own. */
async function showSignature(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Sign', exact: true }).first();
  if (await button.isVisible()) await button.click();
}

async function signAsFinal(page: Page): Promise<void> {
  await page.keyboard.press('Control+Enter');
  await expect(signDialog(page)).toBeVisible();
  await signDialog(page).getByRole('button', { name: 'Sign', exact: true }).click();
  await expect(signDialog(page)).toHaveCount(0);
  await showSignature(page);
  await expect(signature(page).getByRole('list', { name: 'Deliveries' })).toBeVisible();
}

/** Every state of signing, by how to get there. */
const STATES: Record<string, (page: Page, portal: Portal) => Promise<void>> = {
  'checks and destinations': async (page, portal) => {
    await openReport(page, await makeAppointment(portal));
    await write(page, BLOCKED);
    await showSignature(page);
    await expect(signature(page).getByText('The field [side] is not filled in.')).toBeVisible();
    await expect(signature(page).getByText(/takes it if modality/)).toBeVisible();
  },
  'sign dialog with reasons to give': async (page, portal) => {
    await openReport(page, await makeAppointment(portal));
    await write(page, BLOCKED);
    await page.keyboard.press('Control+Enter');
    await expect(signDialog(page).getByText(/takes it if modality/)).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(signDialog(page).getByText('Give a reason, or go back and put it right.').first()).toBeVisible();
  },
  'sign dialog with changes from the preliminary': async (page, portal) => {
    const id = await makeAppointment(portal);
    await submitAsPartner(portal, id, { reportText: 'Perhaps a fracture.', reportStatus: 'preliminary' });
    await openReport(page, id);
    await write(page, GOOD);
    await page.keyboard.press('Control+Enter');
    await signDialog(page)
      .getByRole('tab', { name: /^Changes from/ })
      .click();
    await expect(signDialog(page).getByText(/words? added/)).toBeVisible();
  },
  'a newer report': async (page, portal) => {
    const id = await makeAppointment(portal);
    await openReport(page, id);
    await write(page, GOOD);
    await page.keyboard.press('Control+Enter');
    await expect(signDialog(page)).toBeVisible();
    await submitAsPartner(portal, id, { reportText: 'Meanwhile.', reportStatus: 'preliminary' });
    await page.keyboard.press('Enter');
    await expect(signDialog(page).getByRole('button', { name: /^Sign mine over/ })).toBeVisible();
  },
  signed: async (page, portal) => {
    await openReport(page, await makeAppointment(portal));
    await write(page, GOOD);
    await signAsFinal(page);
  },
  versions: async (page, portal) => {
    const id = await makeAppointment(portal);
    await submitAsPartner(portal, id, { reportText: 'Perhaps a fracture.', reportStatus: 'preliminary' });
    await submitAsPartner(portal, id, { reportText: 'A fracture.', reportStatus: 'final' });
    await openReport(page, id);
    await showSignature(page);
    await signature(page).getByRole('button', { name: '2 versions' }).click();
    await expect(page.getByText(/words? added/)).toBeVisible();
  },
  withdrawing: async (page, portal) => {
    const id = await makeAppointment(portal);
    await submitAsPartner(portal, id, { reportText: 'A fracture.', reportStatus: 'final' });
    await openReport(page, id);
    await showSignature(page);
    await signature(page).getByRole('button', { name: 'Withdraw' }).click();
    await expect(page.getByLabel('Reason')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByText('Say why it is withdrawn.')).toBeVisible();
  },
  'for paper': async (page, portal) => {
    const id = await makeAppointment(portal);
    await submitAsPartner(portal, id, { reportText: 'A fracture.', reportStatus: 'final' });
    await page.goto(`/appointments/acme/${id}/print`);
    await expect(page.getByRole('heading', { name: 'RADIUS, Robin' })).toBeVisible();
  },
  'nothing for paper': async (page, portal) => {
    await page.goto(`/appointments/acme/${await makeAppointment(portal)}/print`);
    await expect(page.getByRole('heading', { name: 'There is no report to print' })).toBeVisible();
  },
};

test.use({ expectedFailures: [404, 409] });

for (const [name, goThere] of Object.entries(STATES)) {
  test(`${name}: no violation of WCAG 2.2 AA`, async ({ page, portal }) => {
    await portal.signIn('rad@acme.test');
    await goThere(page, portal);
    expect(await violationsInEach(page)).toEqual([]);
  });
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  for (const [name, goThere] of Object.entries(STATES)) {
    test(`${name}: nothing scrolls sideways`, async ({ page, portal }) => {
      await portal.signIn('rad@acme.test');
      await goThere(page, portal);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      const wide = await page.evaluate(
        () =>
          [...document.querySelectorAll('dialog[open] [data-body]')].filter((one) => one.scrollWidth > one.clientWidth)
            .length,
      );
      expect(wide).toBe(0);
    });
  }
});

test('after words are signed the page says so to whoever does not see it', async ({ page, portal }) => {
  await portal.signIn('rad@acme.test');
  await openReport(page, await makeAppointment(portal));
  await write(page, GOOD);
  await signAsFinal(page);
  await expect(signature(page).getByRole('heading', { name: /^Final/ })).toBeFocused();
  await expect(words(page)).toHaveAttribute('aria-readonly', 'true');
});
