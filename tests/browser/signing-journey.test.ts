import { expect, open, PASSWORD, test } from './portal.ts';
import { preview, rowOf } from './reading-room.ts';
import { holdFinals, makeAppointment, readReport, signature, signDialog, words } from './report-desk.ts';

/** What the newcomer says at each field of the template for limbs, in its order; the last one is forgotten. */
const ANSWERS = [
  'Two views',
  'wrist',
  'None',
  'Transverse fracture of the distal radius',
  'Normal joint spaces',
  'Swelling',
  'Fracture of the distal radius',
];

test('a newcomer by keyboard alone: signs in, opens an urgent study, fills a template, mends a check, signs, sees it arrive', async ({
  page,
  portal,
}) => {
  await holdFinals(portal, 0);
  const id = await makeAppointment(portal, {
    patientName: 'KESTREL, Kim',
    priority: 'URGENT',
    clinicalInfo: 'Fall on the hand.',
    appointmentDate: '2026-11-24',
  });
  await open(page, '/');
  await expect(page.getByLabel('E-mail')).toBeFocused();
  await page.keyboard.type('rad@acme.test');
  await page.keyboard.press('Tab');
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');

  await expect(page.getByRole('grid')).toBeVisible();
  await expect(async () => {
    await page.keyboard.press('/');
    await expect(page.getByRole('searchbox')).toBeFocused({ timeout: 500 });
  }).toPass();
  await page.keyboard.type('kestrel');
  await expect(page.locator('[role="row"] [data-open]')).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await expect(rowOf(page, 'KESTREL, Kim')).toBeFocused();
  await expect(rowOf(page, 'KESTREL, Kim')).toContainText('Urgent');
  await expect(preview(page)).toContainText('Fall on the hand.');
  await page.keyboard.press('Enter');

  await expect(page).toHaveURL(new RegExp(`/appointments/acme/${id}$`));
  await expect(words(page)).toHaveAttribute('aria-readonly', 'false');
  await expect(words(page)).toBeFocused();
  await page.keyboard.press('Alt+Digit0');
  await expect(page.getByRole('combobox', { name: 'Find a template' })).toBeFocused();
  await page.keyboard.type('limb');
  await page.keyboard.press('Enter');
  await expect(words(page)).toContainText('Fall on the hand.');
  await expect(words(page)).toBeFocused();
  for (const answer of ANSWERS) {
    await page.keyboard.insertText(answer);
    await page.keyboard.press('Tab');
  }

  const pane = signature(page);
  await expect(pane.getByText('The field [part] is not filled in.')).toBeVisible();
  await expect(pane.getByRole('listitem').filter({ hasText: 'acme.ehr' })).toContainText('receives it');
  await words(page).press('Control+Home');
  await page.keyboard.press('F8');
  await page.keyboard.insertText('wrist');
  await expect(pane.getByText('Nothing to put right.')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(signDialog(page)).toContainText('KESTREL, Kim');
  await expect(signDialog(page).getByRole('button', { name: 'Sign', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(pane.getByRole('heading', { name: /^Final/ })).toBeFocused();
  expect((await readReport(portal, id)).reportText).toContain(
    'Transverse fracture of the distal radius. No lytic or sclerotic lesion.\nJoints: no dislocation. Normal joint spaces',
  );

  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('my submissions');
  await expect(page.getByRole('option', { selected: true })).toHaveText('My submissions');
  await page.keyboard.press('Enter');
  const row = page.locator('tr:has([data-row])').filter({ hasText: id });
  await expect(row).toContainText('Final');
  await expect(row).toContainText('Delivered');
});
