import type { BrowserContext, Page } from '@playwright/test';
import { sql } from 'drizzle-orm';
import { violations, violationsInEach } from './axe.ts';
import { expect, openReport, PASSWORD, type Room, saveState, test, words } from './editor-room.ts';
import { open } from './portal.ts';

const notice = (page: Page) => page.getByRole('alertdialog', { name: /is signed in in this browser now$/ });

/** Ben signs in in another tab of the same browser, upon which the cookie is his. */
async function signInBeside(page: Page, room: Room): Promise<Page> {
  await room.signIn(page.context(), 'ben');
  const beside = await page.context().newPage();
  await beside.goto(`${room.url}/submissions`);
  await expect(beside.getByRole('button', { name: 'Account of Dr Ben Oh' })).toBeVisible();
  return beside;
}

/** Until the answer is called the page hears nothing from the server, so that what is typed comes before any notice. */
async function holdRequests(page: Page): Promise<() => void> {
  let letThrough = (): void => undefined;
  const free = new Promise<void>((resolve) => (letThrough = resolve));
  await page.route('**/*', async (route) => {
    await free;
    await route.continue();
  });
  return letThrough;
}

test.beforeEach(({ context, room }) => room.signIn(context, 'ada').then(() => undefined));

test('who writes on after another has signed in beside writes nothing as them, loses nothing, and goes on in place', async ({
  page,
  room,
}) => {
  const id = await room.appointment();
  await openReport(page, room, id);
  await page.keyboard.type('Ada’s words. ');
  await expect(saveState(page)).toHaveText(/^Saved/);
  const letThrough = await holdRequests(page);
  const beside = await signInBeside(page, room);
  await page.keyboard.type('More of them.');
  letThrough();
  await expect(notice(page)).toContainText('Dr Ben Oh is signed in in this browser now');
  await expect(notice(page)).toContainText('This page is Dr Ada Reid’s.');
  await expect(notice(page).getByLabel('Password')).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(notice(page)).toBeVisible();
  expect(await room.draftOf('ben', id)).toBeNull();
  expect(await room.draftOf('ada', id)).toBe('Ada’s words. ');

  await notice(page).getByLabel('Password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(notice(page)).toHaveCount(0);
  await expect.poll(() => room.draftOf('ada', id)).toBe('Ada’s words. More of them.');
  await words(page).focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' And on.');
  await expect.poll(() => room.draftOf('ada', id)).toBe('Ada’s words. More of them. And on.');
  expect(await room.draftOf('ben', id)).toBeNull();

  // Now the other tab is the wrong person's.
  await beside.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'My submissions' }).click();
  await expect(notice(beside)).toContainText('Dr Ada Reid is signed in in this browser now');
});

test('nothing is signed as another: the dialog waits, and signs once its own reader is back', async ({
  page,
  room,
}) => {
  const id = await room.appointment();
  await openReport(page, room, id);
  await page.keyboard.type('FINDINGS:\nClear.\n\nIMPRESSION:\nNormal.');
  await expect(saveState(page)).toHaveText(/^Saved/);
  await page.keyboard.press('Control+Enter');
  const dialog = page.getByRole('dialog', { name: 'Sign as final' });
  await expect(dialog.getByText('ehr', { exact: false }).first()).toBeVisible();
  await signInBeside(page, room);
  await dialog.getByRole('button', { name: 'Sign', exact: true }).click();
  await expect(notice(page)).toContainText('Dr Ben Oh');
  const versions = () =>
    room.db.execute<{ name: string }>(sql`select clinician_name as name from report_versions v
      join appointments a on a.id = v.appointment_key where a.appointment_id = ${id}`);
  expect((await versions()).rows).toEqual([]);
  await notice(page).getByLabel('Password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(notice(page)).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Try again' }).click();
  await expect(dialog).toHaveCount(0);
  expect((await versions()).rows).toEqual([{ name: 'Dr Ada Reid' }]);
});

test('a page left to the other person keeps its words for their writer alone', async ({ page, context, room }) => {
  const id = await room.appointment();
  await openReport(page, room, id);
  await page.keyboard.type('Saved. ');
  await expect(saveState(page)).toHaveText(/^Saved/);
  const letThrough = await holdRequests(page);
  await (await signInBeside(page, room)).close();
  await page.keyboard.type('Only here.');
  letThrough();
  await notice(page).getByRole('button', { name: 'Leave it, and go on as Dr Ben Oh' }).click();
  await expect(page.getByRole('button', { name: 'Account of Dr Ben Oh' })).toBeVisible();

  await openReport(page, room, id, false);
  await expect(page.getByText('Dr Ada Reid is reporting this', { exact: true })).toBeVisible();
  await expect(page.getByRole('alertdialog')).toHaveCount(0);
  await expect(page.getByText('Only here.')).toHaveCount(0);

  await room.signIn(context, 'ada');
  await page.goto(`${room.url}/appointments/acme/${id}`);
  const found = page.getByRole('alertdialog', { name: /found on this device/ });
  await expect(found.locator('ins')).toContainText('Only here.');
  await page.keyboard.press('Enter');
  await expect(saveState(page)).toHaveText(/^Saved/);
  expect(await room.draftOf('ada', id)).toBe('Saved. Only here.');
});

test('a link followed meanwhile shows nothing of the other person’s in the page’s frame', async ({ page, room }) => {
  await page.goto(`${room.url}/submissions`);
  const link = page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'My submissions' });
  await expect(page.getByRole('heading', { name: 'Submissions', exact: true })).toBeVisible();
  // Whatever the page asks by itself would find it out, too.
  await page.route(/\/api\/(waters|my-submissions|session)/, (route) => route.abort());
  await signInBeside(page, room);
  await link.click();
  await expect(notice(page)).toContainText('It shows and changes nothing any more.');
  await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toHaveCount(0);
  await page.unrouteAll();
  await notice(page).getByLabel('Password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(notice(page)).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Account of Dr Ada Reid' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'My submissions' })).toBeVisible();
});

test('a comment that is not sent yet stays, too, while a link followed meanwhile waits for its reader', async ({
  page,
  room,
}) => {
  await openReport(page, room, await room.appointment());
  await page.getByLabel('Add a comment').fill('Ada’s comment.');
  await page.route(/\/(api|integrations)\//, (route) =>
    /profile|auth/.test(route.request().url()) ? route.continue() : route.abort(),
  );
  await signInBeside(page, room);
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'My submissions' }).click();
  await expect(notice(page)).toContainText('Dr Ben Oh is signed in in this browser now');
  await page.unrouteAll();
  await notice(page).getByLabel('Password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(notice(page)).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'My submissions' })).toBeVisible();
  await page.goBack();
  await expect(page.getByLabel('Add a comment')).toHaveValue('Ada’s comment.');
});

/** Playwright's pages have the focus all the time. */
const comeBack = (page: Page) => page.evaluate(() => dispatchEvent(new Event('focus')));

test('whoever signs in in another tab is told on coming back; its own reader goes on without a password here', async ({
  page,
  context,
  room,
}) => {
  const id = await room.appointment();
  await openReport(page, room, id);
  await room.db.execute(sql`update sessions set expires_at = now()`);
  await page.keyboard.type('Meanwhile.');
  await expect(page.getByRole('alertdialog', { name: 'Your session has ended' })).toBeVisible();
  const beside = await context.newPage();
  await open(beside, `${room.url}/sign-in`);
  await beside.getByLabel('E-mail').fill('ben@acme.test');
  await beside.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await beside.keyboard.press('Enter');
  await expect(beside.getByRole('button', { name: 'Account of Dr Ben Oh' })).toBeVisible();
  await comeBack(page);
  await expect(notice(page)).toContainText('Dr Ben Oh is signed in in this browser now');
  await room.signIn(context, 'ada');
  await comeBack(page);
  const back = page.getByRole('alertdialog', { name: 'You are signed in again' });
  await expect(back.getByRole('button', { name: 'Go on' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(back).toHaveCount(0);
  await expect.poll(() => room.draftOf('ada', id)).toBe('Meanwhile.');
});

const accountOf = (page: Page) => page.getByRole('button', { name: /^Account of / });

async function signOut(page: Page): Promise<void> {
  await accountOf(page).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
}

const openSessions = async (room: Room): Promise<string[]> => {
  const { rows } = await room.db.execute<{ email: string }>(sql`select u.email from sessions s
    join users u on u.id = s.user_id where s.ended_at is null and s.expires_at > now() order by u.email`);
  return rows.map(({ email }) => email);
};

/** Ben signs in over Ada’s session, in the page where one does that. */
async function signInOver(context: BrowserContext, room: Room): Promise<Page> {
  const beside = await context.newPage();
  await beside.goto(`${room.url}/`);
  await beside.evaluate(
    async (body) => {
      const { csrfToken } = (await (await fetch('/api/auth/csrf')).json()) as { csrfToken: string };
      const sent = new URLSearchParams({ ...body, csrfToken, json: 'true' });
      await fetch('/api/auth/callback/credentials', { method: 'POST', body: sent });
    },
    { email: 'ben@acme.test', password: PASSWORD },
  );
  await beside.goto(`${room.url}/submissions`);
  await expect(accountOf(beside)).toHaveAccessibleName('Account of Dr Ben Oh');
  return beside;
}

test('who is signed in over has no session any more; signing out on their page signs nobody else out, and says so', async ({
  page,
  context,
  room,
}) => {
  await room.db.execute(sql`update sessions set ended_at = now()`);
  await room.signIn(context, 'ada');
  await page.goto(`${room.url}/submissions`);
  await expect(accountOf(page)).toHaveAccessibleName('Account of Dr Ada Reid');
  // What the page asks by itself would find it out first.
  await page.route(/\/api\/(waters|session\/activity)/, (route) => route.abort());
  const beside = await signInOver(context, room);
  expect(await openSessions(room)).toEqual(['ben@acme.test']);

  await signOut(page);
  const told = page.getByRole('region', { name: 'Dr Ben Oh is signed in in this browser' });
  await expect(told).toContainText('Your own session ended when they signed in');
  await expect(page.getByRole('navigation', { name: 'Pages' })).toHaveCount(0);
  expect(await violations(page)).toEqual([]);
  expect(await openSessions(room)).toEqual(['ben@acme.test']);
  await told.getByRole('link', { name: 'Go on as Dr Ben Oh' }).click();
  await expect(accountOf(page)).toHaveAccessibleName('Account of Dr Ben Oh');

  await page.goBack();
  await page.getByLabel('E-mail').fill('ada@acme.test');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(accountOf(page)).toHaveAccessibleName('Account of Dr Ada Reid');
  expect(await openSessions(room)).toEqual(['ada@acme.test']);
  await beside.reload();
  await expect(accountOf(beside)).toHaveAccessibleName('Account of Dr Ada Reid');
});

test('another person signed in: no violation of WCAG 2.2 AA, with and without words', async ({ page, room }) => {
  await openReport(page, room, await room.appointment());
  const beside = await signInBeside(page, room);
  await page.keyboard.type('Words.');
  await expect(notice(page)).toBeVisible();
  expect(await violationsInEach(page)).toEqual([]);
  await room.signIn(page.context(), 'ada');
  await beside.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'My submissions' }).click();
  await expect(notice(beside)).toBeVisible();
  expect(await violationsInEach(beside)).toEqual([]);
});
