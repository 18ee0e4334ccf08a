import { expect, test } from './portal.ts';
import { makeAppointment, openReport, signature, submitAsPartner } from './report-desk.ts';

test('a comparison of long texts begins with the first change in sight', async ({ page, portal }) => {
  await portal.signIn('rad@acme.test');
  const id = await makeAppointment(portal);
  const lines = Array.from({ length: 200 }, (_, index) => `Line ${index} of the findings.`);
  await submitAsPartner(portal, id, { reportText: lines.join('\n'), reportStatus: 'preliminary' });
  lines[150] = 'Line 150 of the findings: a fracture.';
  await submitAsPartner(portal, id, { reportText: lines.join('\n'), reportStatus: 'final' });
  await openReport(page, id);
  await signature(page).getByRole('button', { name: '2 versions' }).click();
  await expect(page.locator('ins').first()).toBeInViewport();
});
