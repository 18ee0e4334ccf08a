import { generateKeyPairSync } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { expect, open, test } from './portal.ts';
import { violations } from './axe.ts';

test.use({ expectedFailures: [400, 409] });

/** All changes are made in zenith, which other tests only look at from outside. */
const ZENITH = '?organization=zenith';

test.beforeEach(async ({ portal }) => {
  await portal.signIn('root@readout.test');
});

test('by keyboard alone a sender is created, changed over somebody else’s change, given to a client and deleted', async ({
  page,
  portal,
}) => {
  await open(page, `/settings/senders${ZENITH}`);
  await expect(page.getByText('No sender of your own yet')).toBeVisible();
  await page.getByRole('button', { name: 'Create a sender' }).press('Enter');
  await expect(page.getByLabel(/^Name/)).toBeFocused();
  await page.keyboard.type('North RIS');
  await page.keyboard.press('Enter');
  await expect(page.getByText('must be 2 to 64 of the characters a-z, 0-9 and -')).toBeVisible();
  await expect(page.getByLabel(/^Name/)).toBeFocused();
  await page.getByLabel(/^Name/).fill('north-ris');
  await page.keyboard.press('Enter');
  const card = page.getByRole('main').getByRole('listitem').filter({ hasText: 'north-ris' });
  await expect(card).toContainText('none yet');

  await page.getByRole('button', { name: 'Change north-ris' }).press('Enter');
  await page.getByLabel('Topic').fill('pathology');
  await portal.db.execute(sql`update senders set format = 'FHIR' where organization = 'zenith' and name = 'north-ris'`);
  await page.keyboard.press('Enter');
  const notice = page.getByRole('alert').filter({ hasText: 'Somebody else changed this meanwhile' });
  await expect(notice).toContainText('They changed: Format.');
  expect(await violations(page)).toEqual([]);
  await notice.getByRole('button', { name: 'Keep my changes' }).press('Enter');
  await expect(page.getByLabel('Topic')).toHaveValue('pathology');
  await page.getByRole('button', { name: 'Save', exact: true }).press('Enter');
  await expect(card).toContainText('pathology');
  await expect(card).toContainText('FHIR');

  await page.getByRole('link', { name: 'API clients' }).press('Enter');
  await page.getByRole('button', { name: 'Change zenith-ris' }).press('Enter');
  await page.getByLabel('Sends as').selectOption('north-ris');
  await page.getByRole('button', { name: 'Save', exact: true }).press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.getByRole('link', { name: 'Senders' }).press('Enter');
  await expect(card).toContainText('zenith-ris');
  await page.getByRole('button', { name: 'Delete north-ris' }).press('Enter');
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText('stays in history under this name');
  await question.getByRole('button', { name: 'Delete the sender' }).press('Enter');
  await expect(question).toContainText('Still used by zenith-ris. Let them send as another one first.');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await portal.db.execute(sql`update clients set sender = 'partner' where client_id = 'zenith-ris'`);
  await page.getByRole('button', { name: 'Delete north-ris' }).press('Enter');
  await question.getByRole('button', { name: 'Delete the sender' }).press('Enter');
  await expect(card).toHaveCount(0);
});

test('the senders that every organization has are not deleted, and their topic is fixed', async ({ page }) => {
  await open(page, `/settings/senders${ZENITH}`);
  await expect(page.getByRole('button', { name: /^Delete (partner|portal)$/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Change partner' }).press('Enter');
  await expect(page.getByLabel('Topic')).not.toBeEditable();
  await expect(page.getByText('Fixed for a sender that every organization has.')).toBeVisible();
});

test('a client is created with a key, given another and freed of the first; a pasted private key is never sent', async ({
  page,
}) => {
  const jwk = (type: 'public' | 'private') => {
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-384' });
    const key = type === 'public' ? pair.publicKey : pair.privateKey;
    return { ...key.export({ format: 'jwk' }), kid: `${type}-key` };
  };
  const [mine, secret] = [jwk('public'), jwk('private')];
  const sent: string[] = [];
  page.on('request', (request) => sent.push(request.postData() ?? ''));
  await open(page, `/settings/clients${ZENITH}`);
  await page.getByRole('button', { name: 'Create a client' }).press('Enter');
  await page.getByLabel('Client id').fill('zenith-signer');
  await page.getByLabel('history:read').press('Space');
  await page.getByLabel('Proves itself with').selectOption('key');
  const field = page.getByRole('textbox', { name: /^Public key/ });
  await field.fill(JSON.stringify(secret));
  await page.getByRole('button', { name: 'Create', exact: true }).press('Enter');
  await expect(page.getByText(/is a private key. It was not sent/)).toBeVisible();
  await expect(field).toBeFocused();
  expect(sent.join()).not.toContain(String(secret.d));
  expect(await violations(page)).toEqual([]);
  await field.fill(JSON.stringify({ ...mine, alg: 'RS256' }));
  await page.getByRole('button', { name: 'Create', exact: true }).press('Enter');
  await expect(page.getByText('Entry 1: must be ES384 for this key')).toBeVisible();
  await field.fill(JSON.stringify(mine));
  await page.getByRole('button', { name: 'Create', exact: true }).press('Enter');
  const keys = page.getByRole('list', { name: 'Public keys of zenith-signer' }).getByRole('listitem');
  await expect(keys).toHaveText([/public-key.*ES384, EC P-384/]);
  await expect(keys.getByRole('button')).toHaveCount(0);

  await page.getByRole('button', { name: 'Add a public key to zenith-signer' }).press('Enter');
  await expect(field).toBeFocused();
  await field.fill(JSON.stringify({ keys: [{ ...jwk('public'), kid: 'next-key' }] }));
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Add', exact: true }).press('Enter');
  await expect(keys).toHaveText([/public-key/, /next-key/]);
  await page.getByRole('button', { name: 'Remove the public key public-key of zenith-signer' }).press('Enter');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove the key' }).press('Enter');
  await expect(keys).toHaveText([/next-key/]);
});
