import { readPdf } from '../support/read-pdf.ts';
import { violations } from './axe.ts';
import { expect, test } from './portal.ts';
import { makeAppointment, submitAsPartner } from './report-desk.ts';

test.beforeEach(async ({ portal }) => {
  await portal.signIn('rad@acme.test');
});

test('what is printed says its status on top, and nothing of the patient is in the title', async ({ page, portal }) => {
  const id = await makeAppointment(portal);
  await submitAsPartner(portal, id, { reportText: '<b>Not</b> bold & plain', reportStatus: 'preliminary' });
  await page.goto(`/appointments/acme/${id}/print`);
  await expect(page.getByText('Preliminary', { exact: true })).toBeVisible();
  await expect(page.getByText('Not the final report; it may still change.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'RADIUS, Robin' })).toBeVisible();
  await expect(page.getByText('<b>Not</b> bold & plain')).toBeVisible();
  expect(await page.title()).toBe('Report to print – Readout');
});

test('what is printed is whom and what the version was signed for, and says what changed since', async ({
  page,
  portal,
}) => {
  const id = await makeAppointment(portal, { referrerName: 'Dr Quill', laterality: 'L' });
  await submitAsPartner(portal, id, { reportText: 'A fracture.', reportStatus: 'final' });
  await page.goto(`/appointments/acme/${id}/print`);
  await expect(page.getByRole('heading', { name: 'RADIUS, Robin' })).toBeVisible();
  await expect(page.getByText('has changed since')).toHaveCount(0);

  await makeAppointment(portal, { patientName: 'ULNA, Una', reason: 'Merged' }, id);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('RADIUS, Robin');
  await expect(page.getByText('Dr Quill', { exact: true })).toBeVisible();
  const changed = page.getByRole('region', { name: 'The appointment has changed since version 1 was signed' });
  await expect(changed).toContainText('Name: was RADIUS, Robin, is now ULNA, Una');
  await expect(changed).toContainText('Side: was L, is now R');
  await expect(changed).toContainText('Referrer: was Dr Quill, is now none');
  expect(await violations(page)).toEqual([]);
  await page.emulateMedia({ media: 'print' });
  await expect(changed).toBeVisible();
});

const PARAGRAPH = 'The wrist shows no fracture, and the joint spaces are of normal width. '.repeat(5);

for (const format of ['A4', 'Letter', 'A5']) {
  test(`each sheet of ${format} says what it is, of whom and of which exam, and which of how many it is`, async ({
    page,
    portal,
  }) => {
    const id = await makeAppointment(portal);
    const reportText = Array.from({ length: 40 }, (_, index) => `(${index + 1}) ${PARAGRAPH}`).join('\n\n');
    await submitAsPartner(portal, id, { reportText, reportStatus: 'preliminary' });
    await page.goto(`/appointments/acme/${id}/print`);
    const sheets = readPdf(await page.pdf({ format }));
    expect(sheets.length).toBeGreaterThan(2);
    for (const [index, sheet] of sheets.entries()) {
      expect(sheet).toContain('PRELIMINARY Not the final report; it may still change. Acme Imaging');
      expect(sheet).toContain(`RADIUS, Robin born 1980-05-03 id P-${id} accession ACC-${id} XR right wrist side R`);
      expect(sheet).toContain(`Page ${index + 1} of ${sheets.length}`);
    }
    const paragraphs = [...sheets.join(' ').matchAll(/\((\d+)\)/g)].map(([, number]) => Number(number));
    expect(paragraphs).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
  });
}
