import type { Browser, BrowserContext, Page } from '@playwright/test';
import {
  alertOf,
  expect,
  openReport,
  type Person,
  type Room,
  saveState,
  test,
  words,
  UNTIL_ASKED_MS,
} from './editor-room.ts';

/** Another browser, signed in as somebody. */
async function browserOf(browser: Browser, room: Room, person: Person): Promise<[Page, BrowserContext]> {
  const context = await browser.newContext();
  await room.signIn(context, person);
  return [await context.newPage(), context];
}

test('one appointment in two browsers: the second one reads who holds it, and taking over keeps both texts', async ({
  browser,
  room,
}) => {
  const id = await room.appointment();
  const [ada, adas] = await browserOf(browser, room, 'ada');
  const [ben, bens] = await browserOf(browser, room, 'ben');
  await openReport(ada, room, id);
  await ada.keyboard.type('Ada’s words.');
  await expect(saveState(ada)).toHaveText(/^Saved/);
  await openReport(ben, room, id, false);
  const notice = alertOf(ben);
  await expect(notice).toContainText('Dr Ada Reid is reporting this');
  await expect(notice).toContainText('Held by Dr Ada Reid since');
  await expect(words(ben)).toHaveText('');
  await ben.getByRole('button', { name: 'Take over' }).click();
  await expect(ben.getByText('Claimed by you')).toBeVisible();
  await ben.getByRole('button', { name: /^Dr Ada Reid, kept when the report was taken over/ }).click();
  await ben.getByRole('button', { name: 'Put it into the editor' }).click();
  await expect(words(ben)).toHaveText('Ada’s words.');
  await expect(saveState(ben)).toHaveText(/^Saved/);
  await ada.keyboard.type(' And more.');
  await expect(alertOf(ada)).toContainText('Dr Ben Oh took this over from you');
  await expect(words(ada)).toHaveAttribute('aria-readonly', 'true');
  await expect(words(ada)).toHaveText('Ada’s words. And more.');
  await expect(saveState(ada)).toHaveText(/^Kept as a version/);
  expect(await room.versionsOf('ben', id)).toEqual(['Ada’s words. And more.', 'Ada’s words.']);
  expect(await room.draftOf('ben', id)).toBe('Ada’s words.');
  await adas.close();
  await bens.close();
});

test('one appointment in two tabs of one person: words written in both are merged, not lost', async ({
  context,
  room,
}) => {
  await room.signIn(context, 'ada');
  const id = await room.appointment();
  const [first, second] = [await context.newPage(), await context.newPage()];
  await openReport(first, room, id);
  await first.keyboard.type('First tab.');
  await expect(saveState(first)).toHaveText(/^Saved/);
  await openReport(second, room, id, false);
  await expect(alertOf(second)).toContainText('open in another tab or window');
  await second.getByRole('button', { name: 'Take over' }).click();
  await expect(second.getByText('Claimed by you')).toBeVisible();
  await second.bringToFront();
  await words(second).focus();
  await second.keyboard.press('Control+End');
  await second.keyboard.type(' Second tab.');
  await expect(saveState(second)).toHaveText(/^Saved/);
  await first.bringToFront();
  await words(first).focus();
  await first.keyboard.press('Control+End');
  await first.keyboard.type(' Typed on.');
  await expect(alertOf(first)).toContainText('You went on with this report in another tab or window');
  await expect(saveState(first)).toHaveText(/^Kept as a version/);
  await first.getByRole('button', { name: 'Take over' }).click();
  const merge = first.getByRole('alertdialog', { name: 'This draft was changed in another window' });
  await expect(merge.getByRole('textbox', { name: 'Saved elsewhere' })).toHaveText('First tab. Second tab.');
  await expect(merge.getByRole('textbox', { name: 'To be kept' })).toHaveText('First tab. Typed on.');
  await merge.getByRole('textbox', { name: 'To be kept' }).focus();
  await first.keyboard.press('Control+End');
  await first.keyboard.type(' Merged.');
  await merge.getByRole('button', { name: 'Save the right one' }).click();
  await expect(merge).toHaveCount(0);
  await expect(saveState(first)).toHaveText(/^Saved/);
  expect(await room.draftOf('ada', id)).toBe('First tab. Typed on. Merged.');
  expect(await room.versionsOf('ada', id)).toContain('First tab. Second tab.');
});

test('loading the page again goes on without a question', async ({ page, context, room }) => {
  await room.signIn(context, 'ada');
  const id = await room.appointment();
  await openReport(page, room, id);
  await page.keyboard.type('Words.');
  await expect(saveState(page)).toHaveText(/^Saved/);
  await page.reload();
  await expect(page.getByText('Claimed by you')).toBeVisible();
  await expect(words(page)).toHaveText('Words.');
});

test('who only looks leaves the appointment free; who has begun keeps it', async ({ browser, page, context, room }) => {
  await room.signIn(context, 'ada');
  const [looked, begun] = [await room.appointment(), await room.appointment()];
  await openReport(page, room, looked);
  await openReport(page, room, begun);
  await page.keyboard.type('Begun.');
  await expect(saveState(page)).toHaveText(/^Saved/);
  await page.goto(`${room.url}/submissions`);
  const [ben, bens] = await browserOf(browser, room, 'ben');
  await openReport(ben, room, looked);
  await openReport(ben, room, begun, false);
  await expect(alertOf(ben)).toContainText('Dr Ada Reid is reporting this');
  await bens.close();
});

test('an appointment that closes meanwhile: its words stay readable and are the draft', async ({
  page,
  context,
  room,
}) => {
  await room.signIn(context, 'ada');
  const id = await room.appointment();
  await openReport(page, room, id);
  await page.keyboard.type('Words.');
  await room.appointment({ status: 'APPPOINTMENT CANCELLED' }, id);
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await expect(alertOf(page)).toContainText('takes no report: its status is “appointment cancelled”');
  await expect(words(page)).toHaveAttribute('aria-readonly', 'true');
  await expect(words(page)).toHaveText('Words.');
  await expect(page.getByRole('button', { name: 'Copy the text' })).toBeVisible();
  await expect.poll(() => room.draftOf('ada', id)).toBe('Words.');
});

test('a patient that changes under the report is told loudly, and neither the caret nor what can be undone is lost', async ({
  page,
  context,
  room,
}) => {
  await page.clock.install();
  await room.signIn(context, 'ada');
  const id = await room.appointment({ patientName: 'SAMPLE, Jane', patientDateOfBirth: '1980-01-31' });
  await openReport(page, room, id);
  // Once a draft is stored, the patient can no longer be changed just like that.
  let letGo = (): void => undefined;
  const changed = new Promise<void>((resolve) => (letGo = resolve));
  await page.route('**/draft', async (route) => {
    await changed;
    await route.continue();
  });
  await page.keyboard.insertText('First. Last.');
  for (let step = 0; step < ' Last.'.length; step += 1) await page.keyboard.press('ArrowLeft');
  await room.appointment({ patientName: 'OTHER, John', patientDateOfBirth: '1980-01-31' }, id);
  letGo();
  await page.clock.fastForward(UNTIL_ASKED_MS);
  const notice = alertOf(page);
  await expect(notice).toContainText('Name: was SAMPLE, Jane, is now OTHER, John');
  await page.keyboard.insertText(' Second.');
  await expect(words(page)).toHaveText('First. Second. Last.');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(words(page)).toHaveText('');
  await page.getByRole('button', { name: 'I have checked: it is right' }).click();
  await expect(notice).toHaveCount(0);
});

for (const [who, person, path] of [
  ['another organization’s appointment', 'ada', 'zenith/Z1'],
  ['an organization that does not exist', 'ada', 'nowhere/Z1'],
] as const) {
  test(`${who} is a page that says so, with nothing of it`, async ({ page, context, room }) => {
    await room.signIn(context, person);
    await room.appointment({ patientName: 'SECRET, Patient' }, 'Z1', 'zenith');
    await page.goto(`${room.url}/appointments/${path}`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('You may not report for this organization');
    expect(await page.content()).not.toContain('SECRET');
  });
}

test('an unknown appointment, and a role that does not write reports, are pages that say so', async ({
  page,
  context,
  room,
}) => {
  await room.signIn(context, 'ada');
  expect((await page.goto(`${room.url}/appointments/acme/nobody`))?.status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no such appointment');
  await room.signIn(context, 'sam');
  const id = await room.appointment({ patientName: 'SECRET, Patient' });
  await page.goto(`${room.url}/appointments/acme/${id}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You may not write reports here');
  expect(await page.content()).not.toContain('SECRET');
});
