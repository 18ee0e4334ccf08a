import type { Page } from '@playwright/test';
import { sql } from 'drizzle-orm';
import { violations } from './axe.ts';
import { alertOf, expect, openReport, PASSWORD, type Room, saveState, test, words } from './editor-room.ts';

const signDialog = (page: Page) => page.getByRole('dialog', { name: 'Sign as final' });
const ended = (page: Page) => page.getByRole('alertdialog', { name: 'Your session has ended' });

test.beforeEach(({ context, room }) => room.signIn(context, 'ada').then(() => undefined));

/** Opens a report, writes it, and asks to sign it. */
async function askToSign(page: Page, room: Room, text: string): Promise<string> {
  const id = await room.appointment();
  await openReport(page, room, id);
  await page.keyboard.insertText(text);
  await expect(saveState(page)).toHaveText(/^Saved/);
  await page.keyboard.press('Control+Enter');
  await expect(signDialog(page).getByRole('button', { name: 'Sign', exact: true })).toBeFocused();
  return id;
}

const GOOD = 'FINDINGS:\nClear.\n\nIMPRESSION:\nNormal.\n';

/** Texts of the report's versions, oldest first. */
async function signed(room: Room, id: string): Promise<string[]> {
  const { rows } = await room.db.execute<{ name: string }>(sql`
    select v.clinician_name as name from report_versions v join appointments a on a.id = v.appointment_key
    where a.appointment_id = ${id} order by v.version`);
  return rows.map(({ name }) => name);
}

test('with a session that has ended nothing is signed; signed in in place, the same intent signs once', async ({
  page,
  room,
}) => {
  const keys: (string | undefined)[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/report'))
      keys.push(request.headers()['idempotency-key']);
  });
  const id = await askToSign(page, room, GOOD);
  await room.db.execute(sql`update sessions set expires_at = now()`);
  await page.keyboard.press('Enter');
  await expect(ended(page).getByLabel('Password')).toBeFocused();
  expect(await signed(room, id)).toEqual([]);
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(ended(page)).toHaveCount(0);
  await expect(signDialog(page).getByRole('alert')).toContainText('You are signed out, and nothing is lost.');
  await signDialog(page).getByRole('button', { name: 'Try again' }).press('Enter');
  await expect(signDialog(page)).toHaveCount(0);
  await expect(page.getByRole('heading', { name: /^Final/ })).toBeFocused();
  expect(await signed(room, id)).toEqual(['Dr Ada Reid']);
  expect(keys).toHaveLength(2);
  expect(keys[1]).toBe(keys[0]);
  expect(await room.draftOf('ada', id)).toBeNull();
});

test('an answer that was lost before the session ended is given again to the same key: one version', async ({
  page,
  room,
}) => {
  const id = await askToSign(page, room, GOOD);
  let isLost = false;
  await page.route('**/report', async (route) => {
    if (route.request().method() !== 'POST' || isLost) return route.continue();
    isLost = true;
    await route.fetch();
    await room.db.execute(sql`update sessions set expires_at = now()`);
    return route.abort();
  });
  await page.keyboard.press('Enter');
  await expect(signDialog(page).getByRole('alert').or(ended(page)).first()).toBeVisible();
  const again = signDialog(page).getByRole('button', { name: 'Try again' });
  if (!(await ended(page).isVisible())) await again.press('Enter');
  await ended(page).getByLabel('Password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(ended(page)).toHaveCount(0);
  await again.press('Enter');
  await expect(page.getByRole('heading', { name: /^Final/ })).toBeFocused();
  expect(await signed(room, id)).toEqual(['Dr Ada Reid']);
});

test('an appointment that closed meanwhile is not signed: it says so, and the words stay a draft', async ({
  page,
  room,
}) => {
  const id = await askToSign(page, room, GOOD);
  await room.appointment({ status: 'APPPOINTMENT CANCELLED' }, id);
  await page.keyboard.press('Enter');
  await expect(signDialog(page).getByRole('alert')).toContainText('This appointment takes no reports any more.');
  await expect(signDialog(page).getByRole('button', { name: 'Back to writing' })).toBeFocused();
  await expect(signDialog(page).getByRole('button', { name: 'Try again' })).toBeDisabled();
  await page.keyboard.press('Enter');
  await expect(alertOf(page)).toContainText('This appointment takes no report');
  await expect(words(page)).toContainText('Normal.');
  expect(await signed(room, id)).toEqual([]);
  expect(await room.draftOf('ada', id)).toBe(GOOD);
});

test('a check that only the server could make stops it, is then seen here, and can be answered with a reason', async ({
  page,
  context,
  room,
}) => {
  const id = await askToSign(page, room, `${GOOD}Compared with the study of Zebedee Quagga.\n`);
  await expect(signDialog(page).getByText(/names another patient/)).toHaveCount(0);
  // Opened in another tab: this page does not know of it.
  const other = await context.newPage();
  await openReport(other, room, await room.appointment({ patientName: 'QUAGGA, Zebedee' }));
  await page.keyboard.press('Enter');
  await expect(signDialog(page).getByRole('alert')).toContainText('The server’s checks stop it: Another patient.');
  expect(await signed(room, id)).toEqual([]);
  await expect(signDialog(page).getByText('The report names another patient whom you had open lately.')).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await signDialog(page)
    .getByLabel(/^Why it is right all the same/)
    .fill('Her twin; both were scanned.');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: /^Final/ })).toBeFocused();
  await expect(page.getByText('Her twin; both were scanned.')).toBeVisible();
  expect(await signed(room, id)).toEqual(['Dr Ada Reid']);
});
