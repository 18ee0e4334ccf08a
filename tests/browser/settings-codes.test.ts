import { sql } from 'drizzle-orm';
import { expect, open, test } from './portal.ts';
import { violations } from './axe.ts';

test.use({ expectedFailures: [400] });

/** All changes are made in zenith, which other tests only look at from outside. */
const ZENITH = '?organization=zenith';

test.beforeEach(async ({ portal }) => {
  await portal.signIn('root@readout.test');
});

test('what a destination calls things is written line by line, refused where it is nothing, and kept', async ({
  page,
  portal,
}) => {
  await open(page, `/settings/destinations${ZENITH}`);
  await page.getByRole('link', { name: 'Change portal' }).press('Enter');
  await page.getByLabel('Format', { exact: true }).selectOption('HL7');
  await page.getByLabel('Character set').selectOption('8859/1');
  await page.getByLabel('Receiving application').fill('EHR');
  const codes = page.getByLabel('Code map');
  await codes.fill('modalty CT = RADCT');
  await page.getByRole('button', { name: 'Save', exact: true }).press('Enter');
  await expect(page.getByText(/Nothing was saved/)).toBeVisible();
  await codes.fill('modality CT = RADCT\nprocedureCode CTH = 24725-4 | CT Head | LN');
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Save', exact: true }).press('Enter');
  await expect(page.getByText('Saved. It counts from now on.')).toBeVisible();
  const { rows } = await portal.db.execute(sql`select settings from receivers
    where organization = 'zenith' and name = 'portal'`);
  expect(rows[0]?.settings).toMatchObject({
    characterSet: '8859/1',
    receivingApplication: 'EHR',
    codeMap: { modality: { CT: 'RADCT' }, procedureCode: { CTH: { code: '24725-4', text: 'CT Head', system: 'LN' } } },
  });
  await page.reload();
  await expect(codes).toHaveValue('modality CT = RADCT\nprocedureCode CTH = 24725-4 | CT Head | LN');
  await codes.fill('');
  await page.getByLabel('Receiving application').fill('');
  await page.getByLabel('Format', { exact: true }).selectOption('TEXT');
  await page.getByRole('button', { name: 'Save', exact: true }).press('Enter');
  await expect(page.getByText('Saved. It counts from now on.')).toBeVisible();
});
