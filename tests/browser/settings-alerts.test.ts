import { sql } from 'drizzle-orm';
import { expect, open, test } from './portal.ts';
import { receiveHttp } from '../support/http-receiver.ts';
import { violations } from './axe.ts';
import { openDoorRoom } from './door-room.ts';

test.use({ expectedFailures: [400] });

/** All changes are made in zenith, which other tests only look at from outside. */
const ZENITH = '?organization=zenith';

test('where alerts go is set with a secret that is never shown again, rotated, and taken away', async ({
  page,
  portal,
}) => {
  await portal.signIn('root@readout.test');
  await open(page, `/settings/organization${ZENITH}`);
  const address = page.getByLabel('Webhook address', { exact: true });
  const secret = page.getByLabel('Signing secret', { exact: true });
  const before = page.getByLabel('Secret before it', { exact: true });
  const save = async (what: string) => {
    await page.getByRole('button', { name: 'Save', exact: true }).press('Enter');
    await expect(page.getByText(what)).toBeVisible();
  };
  const stored = async () =>
    (
      await portal.db.execute(
        sql`select url, credentials is not null as sealed from alert_webhooks where organization = 'zenith'`,
      )
    ).rows;

  await address.fill('https://alerts.zenith.test/readout');
  await save('is missing: alerts are signed');
  await expect(secret).toBeFocused();
  expect(await violations(page), 'refused').toEqual([]);
  await secret.fill('a secret of zenith');
  await before.fill('the one before');
  await save('Saved. It counts from now on.');
  expect(await stored()).toEqual([{ url: 'https://alerts.zenith.test/readout', sealed: true }]);
  await expect(secret).toHaveValue('');
  await expect(page.getByText('The secret is stored and never shown.')).toBeVisible();

  await page.reload();
  await expect(address).toHaveValue('https://alerts.zenith.test/readout');
  expect(await page.content()).not.toContain('a secret of zenith');
  await page.getByLabel('Forget the secret before it').press('Space');
  await expect(before).toBeDisabled();
  expect(await violations(page), 'forgetting').toEqual([]);
  await save('Saved. It counts from now on.');
  await expect(page.getByLabel('Forget the secret before it')).toHaveCount(0);

  await address.fill('');
  await save('Saved. It counts from now on.');
  expect(await stored()).toEqual([]);
});

test('an administrator tests where alerts go, and reads each step and the answer', async ({ page, portal }) => {
  const alerts = await receiveHttp((response) => response.writeHead(202).end('queued for the pager'));
  const room = await openDoorRoom(portal.db, portal.url, []);
  await portal.signIn(room.fern);
  await open(page, `/settings/organization?organization=${room.domain}`);
  const test = page.getByRole('button', { name: 'Test alerts' });
  await expect(page.getByLabel('Webhook address', { exact: true })).toHaveValue('');
  await expect(test).toHaveCount(0);
  await page.getByLabel('Webhook address', { exact: true }).fill(alerts.url);
  await page.getByLabel('Signing secret', { exact: true }).fill('a secret of this room');
  await page.getByRole('button', { name: 'Save', exact: true }).press('Enter');
  await expect(page.getByText('Saved. It counts from now on.')).toBeVisible();
  await test.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Test the webhook for alerts' });
  await expect(dialog.getByRole('button', { name: 'Send the test' })).toBeFocused();
  await page.keyboard.press('Enter');
  const steps = dialog.getByRole('list', { name: 'Steps of the test' }).getByRole('listitem');
  await expect(steps).toContainText(['Name', 'Connection', 'Message', 'Reply']);
  await expect(steps.nth(3)).toContainText('The webhook took it.');
  await expect(steps.nth(3)).toContainText('queued for the pager');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(test).toBeFocused();
  expect(alerts.received).toHaveLength(1);
  await alerts.close();
});
