import { violations } from './axe.ts';
import { expect, open, test } from './portal.ts';

test('an administrator sends a submission again with a reason, and is told where it goes', async ({
  page,
  portal,
  expectedFailures,
}) => {
  expectedFailures.push(409);
  await portal.signIn('admin@acme.test');
  const [listed] = (await (await portal.api('/api/waters/org/acme/submissions?q=A1003')).json()) as {
    submissionId: number;
  }[];
  await open(page, `/submissions/${listed?.submissionId}`);
  const opener = page.getByRole('button', { name: 'Send to acme.ehr again' });
  await opener.press('Enter');
  await page.getByLabel('Reason').press('Escape');
  await expect(opener).toBeFocused();
  await opener.click();
  const dialog = page.getByRole('dialog', { name: 'Send it to acme.ehr again?' });
  await dialog.getByRole('button', { name: 'Send again' }).click();
  await expect(dialog).toContainText('Say why');
  expect(await violations(page)).toEqual([]);
  await dialog.getByLabel('Reason').fill('The hospital lost it');
  await dialog.getByRole('button', { name: 'Send again' }).click();
  await expect(page.getByText('Waits to be sent to acme.ehr')).toBeVisible();
  const ehr = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'acme.ehr' }) });
  await expect(ehr.getByText(/^Attempt 1: delivered/)).toHaveCount(1);
  await expect(ehr.getByText(/^Resend 1, attempt 1: delivered/)).toHaveCount(1);

  await page.getByRole('button', { name: 'Route again' }).click();
  const route = page.getByRole('dialog', { name: 'Route it again?' });
  await route.getByLabel('Reason').fill('The filter was repaired');
  await route.getByRole('button', { name: 'Route again' }).click();
  await expect(route.getByRole('alert')).toContainText('the filters of now keep out what those before did');
});

test('who is no administrator is offered none of it', async ({ page, portal }) => {
  await portal.signIn('rad@acme.test');
  const [listed] = (await (await portal.api('/api/waters/org/acme/submissions?q=A1003')).json()) as {
    submissionId: number;
  }[];
  await open(page, `/submissions/${listed?.submissionId}`);
  await expect(page.getByRole('heading', { name: 'acme.ehr' })).toBeVisible();
  await expect(page.getByRole('button', { name: /again/ })).toHaveCount(0);
});

test('a destination is paused with a reason, which its card, the bar and a waiting report tell, and activated', async ({
  page,
  portal,
}) => {
  await portal.signIn('admin@acme.test');
  await open(page, '/settings/destinations?organization=acme');
  const card = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'finals' }) });
  await card.getByRole('button', { name: 'Pause finals' }).click();
  const dialog = page.getByRole('dialog', { name: 'Pause finals?' });
  await dialog.getByRole('button', { name: 'Pause' }).click();
  await expect(dialog).toContainText('Say why');
  await dialog.getByLabel('Reason').fill('The hospital moves its interface engine.');
  await dialog.getByRole('button', { name: 'Pause' }).click();
  await expect(card).toContainText('The hospital moves its interface engine.');
  await expect(page.getByText('1 destination is paused or does not answer').first()).toBeAttached();
  await card.getByRole('button', { name: 'Activate finals' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Activate' }).click();
  await expect(card).toContainText('Active');
});
