import { sql } from 'drizzle-orm';
import { expect, open, test } from './portal.ts';
import { getToken } from './submit-reports.ts';

/** The submission of an appointment, as the API lists it. */
async function find(
  portal: { api: (path: string, clientId?: string) => Promise<Response> },
  appointmentId: string,
  client = 'acme-ris',
) {
  const org = client.split('-')[0];
  const answer = await portal.api(`/api/waters/org/${org}/submissions?q=${appointmentId}`, client);
  const [submission] = (await answer.json()) as { id: string; submissionId: number }[];
  if (!submission) throw new Error(`${appointmentId} was not submitted.`);
  return submission;
}

test('a submission says why its status is what it is, and what every destination got', async ({ page, portal }) => {
  await portal.signIn('rad@acme.test');
  const { submissionId } = await find(portal, 'A1003');
  await open(page, `/submissions/${submissionId}`);
  await expect(
    page.getByText('acme.ehr has it; acme.archive and acme.finals filtered it out, each by its own filters.'),
  ).toBeVisible();
  const ehr = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'acme.ehr' }) });
  await expect(ehr).toContainText('Delivered');
  await expect(ehr).toContainText(/acme\.ehr-[0-9a-f-]{36}-\d{14}\.txt/);
  const finals = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'acme.finals' }) });
  await expect(finals).toContainText('Removed by its condition filter');
  const verdict = page.getByRole('region', { name: 'Filters' }).getByRole('row').filter({ hasText: 'acme.archive' });
  await expect(verdict).toContainText('matches(modality, CT, MR)');
  await expect(verdict).toContainText('US');
  await expect(verdict).toContainText('removed');
  await expect(page.getByRole('region', { name: 'Filters' })).toContainText('outside its jurisdiction');
  await expect(page.getByRole('region', { name: 'Warnings' }).getByRole('row')).toHaveCount(3);
  expect(await page.title()).toBe(`Submission ${submissionId} – Readout`);
});

test('the raw JSON is the API’s answer, byte for byte, and is copied as it is', async ({ page, portal, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await portal.signIn('rad@acme.test');
  const { id } = await find(portal, 'A1003');
  const bytes = await (await portal.api(`/api/waters/report/${id}/history`)).text();
  await open(page, `/submissions/${id}`);
  await page.getByRole('link', { name: 'Raw JSON' }).click();
  await expect(page).toHaveURL(/\?view=json$/);
  await expect(page.getByTestId('raw-json')).toBeVisible();
  expect(await page.getByTestId('raw-json').evaluate((element) => element.textContent)).toBe(bytes);
  await page.getByRole('button', { name: 'Indent' }).click();
  expect(await page.getByTestId('raw-json').evaluate((element) => element.textContent)).toBe(
    JSON.stringify(JSON.parse(bytes), null, 2),
  );
  await page.getByRole('button', { name: 'Copy' }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(bytes);
  await page.getByRole('link', { name: 'Overview' }).click();
  await expect(page).toHaveURL(new RegExp(`/submissions/${id}$`));
});

test('the timeline tells how it was received, validated and routed, and each attempt at each destination', async ({
  page,
  portal,
}) => {
  await portal.signIn('rad@acme.test');
  const { submissionId } = await find(portal, 'A1003');
  await open(page, `/submissions/${submissionId}`);
  const steps = page.getByRole('list', { name: 'Way of the submission' }).getByRole('listitem');
  await expect(steps).toContainText(['Received', 'Validated', 'Routed']);
  await expect(steps.nth(0)).toContainText('Partner API, as acme.partner');
  await expect(steps.nth(1)).toContainText('1 item, no error, 2 warnings');
  await expect(steps.nth(2)).toContainText('To 1 of 3 destinations');
  const ehr = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'acme.ehr' }) });
  await expect(ehr).toContainText(/Attempt 1: delivered after \d+\.\d s/);
});

test('somebody who looks for one report finds why one destination did not get it, by keyboard', async ({
  page,
  portal,
}) => {
  await portal.signIn('admin@acme.test');
  await open(page, '/submissions');
  await page.keyboard.press('/');
  await page.keyboard.type('ACC-A1003');
  await expect(page.locator('[data-row]')).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/acme\.archive and acme\.finals filtered it out/)).toBeInViewport();
  const archive = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'acme.archive' }) });
  await expect(archive.getByText('Removed by its routing filter')).toBeInViewport();
  const verdict = page.getByRole('region', { name: 'Filters' }).getByRole('row').filter({ hasText: 'acme.archive' });
  await expect(verdict).toContainText('matches(modality, CT, MR)');
  await expect(verdict).toContainText('US');
});

test('the report is read only when asked for, each read is audited, and its versions are compared word by word', async ({
  page,
  portal,
}) => {
  await portal.signIn('rad@zenith.test');
  const { submissionId } = await find(portal, 'Z1', 'zenith-ris');
  const token = await getToken(portal.url, 'zenith-ris');
  const answer = await fetch(`${portal.url}/integrations/v1/zenith/reporting/appointments/Z1/report`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ reportText: 'The left lung is <b>clear</b>.', reportStatus: 'final' }),
  });
  expect(answer.status).toBe(201);
  const reads = async () =>
    (
      await portal.db.execute<{ count: number }>(
        sql`select count(*)::int as count from audit_events where action = 'report.read' and organization = 'zenith'`,
      )
    ).rows[0]?.count ?? 0;
  const before = await reads();
  await open(page, `/submissions/${submissionId}`);
  await expect(page.getByRole('heading', { name: 'Destinations' })).toBeVisible();
  expect(await reads()).toBe(before);
  await page.getByRole('button', { name: 'Read the report' }).press('Enter');
  await page.getByRole('button', { name: 'Version 2' }).press('Enter');
  const text = page.getByRole('region', { name: 'Report text' });
  await expect(text.locator('ins')).toContainText(['left lung is', '</b>']);
  await expect(text.locator('del')).toContainText(['lungs are']);
  expect(await reads()).toBeGreaterThan(before);
  await page.getByLabel('Compared with').selectOption('Not compared');
  await expect(text).toHaveText('The left lung is <b>clear</b>.');
});

test('going back to the list keeps its filters', async ({ page, portal }) => {
  await portal.signIn('rad@acme.test');
  await open(page, '/submissions?destination=acme.finals');
  await page.locator('[data-row]').first().click();
  await page.getByRole('main').getByRole('link', { name: 'Submissions' }).click();
  await expect(page).toHaveURL(/\/submissions\?destination=acme\.finals$/);
});

test.describe(() => {
  test.use({ expectedFailures: [404] });

  test('another organization’s submission and an unknown one get the same 404', async ({ page, portal }) => {
    await portal.signIn('rad@acme.test');
    const foreign = await find(portal, 'Z1', 'zenith-ris');
    const words: (string | null)[] = [];
    for (const id of [foreign.id, String(foreign.submissionId), '999999', 'nonsense']) {
      const answer = await open(page, `/submissions/${id}`);
      expect(answer?.status()).toBe(404);
      await expect(page.getByRole('heading', { name: 'There is no such submission' })).toBeVisible();
      words.push(await page.getByRole('main').textContent());
    }
    expect(new Set(words).size).toBe(1);
    expect(words[0]).not.toContain('zenith');
  });

  test('an address without a page is told so with 404', async ({ page, portal }) => {
    await portal.signIn('rad@acme.test');
    expect((await open(page, '/no-such-page'))?.status()).toBe(404);
    await expect(page.getByRole('heading', { name: 'There is no page at this address' })).toBeVisible();
  });
});
