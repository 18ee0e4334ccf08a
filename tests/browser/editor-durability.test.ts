import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { killBrowser, openBrowser, readStored } from './browser-profile.ts';
import { alertOf, expect, openReport, PASSWORD, saveState, test, words } from './editor-room.ts';
import { open } from './portal.ts';

test('what is typed is on the server within two seconds, and Ctrl+S saves at once', async ({ page, context, room }) => {
  await page.clock.install();
  await room.signIn(context, 'ada');
  const id = await room.appointment();
  await openReport(page, room, id);
  await expect(saveState(page)).toHaveText('Nothing to save');
  const saved = page.waitForResponse((answer) => answer.request().method() === 'PUT');
  // The page's clock stands still but for these two seconds.
  await page.clock.pauseAt(await page.evaluate(() => Date.now() + 10_000));
  await page.keyboard.type('FINDINGS');
  await page.clock.runFor(2_000);
  expect((await saved).status()).toBe(200);
  await page.clock.resume();
  await expect(saveState(page)).toHaveText(/^Saved \d\d:\d\d:\d\d$/);
  await page.keyboard.type(': clear.');
  await page.keyboard.press('Control+s');
  await expect(saveState(page)).toHaveText(/^Saved/);
  expect(await room.draftOf('ada', id)).toBe('FINDINGS: clear.');
});

test('a cut network loses nothing: words are kept on the device and sent when it is back', async ({
  page,
  context,
  room,
}) => {
  await room.signIn(context, 'ada');
  const id = await room.appointment();
  await openReport(page, room, id);
  await page.keyboard.type('Before. ');
  await expect(saveState(page)).toHaveText(/^Saved/);
  await context.setOffline(true);
  await page.keyboard.type('Meanwhile.');
  await expect(saveState(page)).toHaveText(/^Offline – kept on this device \d\d:\d\d:\d\d$/);
  await expect(alertOf(page)).toContainText('The server cannot be reached');
  expect(await room.draftOf('ada', id)).toBe('Before. ');
  await context.setOffline(false);
  await expect(saveState(page)).toHaveText(/^Saved/);
  expect(await room.draftOf('ada', id)).toBe('Before. Meanwhile.');
  await expect(alertOf(page)).toHaveCount(0);
});

test('a killed server loses nothing', async ({ page, context, room }) => {
  await room.signIn(context, 'ada');
  const id = await room.appointment();
  await openReport(page, room, id);
  await page.keyboard.type('Before. ');
  await expect(saveState(page)).toHaveText(/^Saved/);
  await room.kill();
  await page.keyboard.type('Meanwhile.');
  await expect(saveState(page)).toHaveText(/kept on this device/);
  await room.restart();
  await expect(saveState(page)).toHaveText(/^Saved/, { timeout: 30_000 });
  expect(await room.draftOf('ada', id)).toBe('Before. Meanwhile.');
});

test('a save whose answer was lost is no conflict', async ({ page, context, room }) => {
  await room.signIn(context, 'ada');
  const id = await room.appointment();
  await openReport(page, room, id);
  let isCut = true;
  await page.route('**/draft', async (route) => {
    if (route.request().method() !== 'PUT' || !isCut) return route.continue();
    isCut = false;
    await route.fetch();
    await route.abort();
  });
  await page.keyboard.type('One. ');
  await expect(saveState(page)).toHaveText(/^Offline/);
  await page.keyboard.type('Two.');
  await expect(saveState(page)).toHaveText(/^Saved/);
  expect(await room.draftOf('ada', id)).toBe('One. Two.');
});

test('a session that ends takes no words: signing in in place goes on with them', async ({ page, context, room }) => {
  const sessionId = await room.signIn(context, 'ada');
  const id = await room.appointment();
  await openReport(page, room, id);
  await page.keyboard.type('Before. ');
  await expect(saveState(page)).toHaveText(/^Saved/);
  await room.db.execute(sql`update sessions set expires_at = now() where id = ${sessionId}::uuid`);
  await page.keyboard.type('Meanwhile.');
  const notice = page.getByRole('alertdialog', { name: 'Your session has ended' });
  await expect(notice).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(notice).toBeVisible();
  expect(await room.draftOf('ada', id)).toBe('Before. ');
  await notice.getByLabel('Password').fill('wrong');
  await page.keyboard.press('Enter');
  await expect(notice.getByRole('alert')).toContainText('wrong');
  await notice.getByLabel('Password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(notice).toHaveCount(0);
  await expect(saveState(page)).toHaveText(/^Saved/);
  expect(await room.draftOf('ada', id)).toBe('Before. Meanwhile.');
  await words(page).focus();
  await page.keyboard.type(' After.');
  await expect.poll(() => room.draftOf('ada', id)).toBe('Before. Meanwhile. After.');
});

test('a tab that is closed sends its last words', async ({ context, room }) => {
  await room.signIn(context, 'ada');
  const id = await room.appointment();
  const page = await context.newPage();
  await openReport(page, room, id);
  await page.keyboard.type('Last words.');
  await page.close({ runBeforeUnload: true });
  await expect.poll(() => room.draftOf('ada', id)).toBe('Last words.');
});

test('going back to another page of the portal saves first', async ({ page, context, room }) => {
  await room.signIn(context, 'ada');
  const id = await room.appointment();
  await page.goto(`${room.url}/submissions`);
  await openReport(page, room, id);
  await page.keyboard.type('Words.');
  await page.goBack();
  await expect.poll(() => room.draftOf('ada', id)).toBe('Words.');
  await page.goForward();
  await expect(words(page)).toHaveText('Words.');
});

test('a link to another page of the portal saves first, and coming back shows the newest words', async ({
  page,
  context,
  room,
}) => {
  await room.signIn(context, 'ada');
  const id = await room.appointment();
  await openReport(page, room, id);
  await page.keyboard.type('Words.');
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Submissions', exact: true }).click();
  await expect(page).toHaveURL(/submissions/);
  await expect.poll(() => room.draftOf('ada', id)).toBe('Words.');
  await page.goBack();
  await expect(words(page)).toHaveText('Words.');
});

test.describe('a killed browser', () => {
  let folder: string;
  test.beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'readout-browser-'));
  });
  test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('leaves what the server does not have on the device, encrypted, and offers it', async ({ room }) => {
    const id = await room.appointment();
    const first = await openBrowser(folder);
    await room.signIn(first, 'ada');
    const page = await first.newPage();
    await openReport(page, room, id);
    await page.keyboard.type('Saved. ');
    await expect(saveState(page)).toHaveText(/^Saved/);
    await first.setOffline(true);
    await page.keyboard.type('Only here.');
    await expect(saveState(page)).toHaveText(/kept on this device/);
    killBrowser(folder);
    const second = await openBrowser(folder);
    await room.signIn(second, 'ada');
    const again = await second.newPage();
    await again.goto(`${room.url}/appointments/acme/${id}`);
    const found = again.getByRole('alertdialog', { name: /found on this device/ });
    await expect(found.locator('ins')).toContainText('Only here.');
    expect(readStored(folder)).not.toContain('Only here');
    await again.keyboard.press('Enter');
    await expect(saveState(again)).toHaveText(/^Saved/);
    expect(await room.draftOf('ada', id)).toBe('Saved. Only here.');
    await second.close();
  });

  test('what is not wanted of it is kept as a version, and nobody else is offered it', async ({ room }) => {
    const id = await room.appointment();
    const first = await openBrowser(folder);
    await room.signIn(first, 'ada');
    const page = await first.newPage();
    await openReport(page, room, id);
    await first.setOffline(true);
    await page.keyboard.type('Only here.');
    await expect(saveState(page)).toHaveText(/kept on this device/);
    killBrowser(folder);
    const second = await openBrowser(folder);
    await room.signIn(second, 'ben');
    const bens = await second.newPage();
    await bens.goto(`${room.url}/appointments/acme/${id}`);
    await expect(bens.getByText('Dr Ada Reid is reporting this', { exact: true })).toBeVisible();
    await expect(bens.getByRole('alertdialog')).toHaveCount(0);
    await room.signIn(second, 'ada');
    await bens.reload();
    await bens.getByRole('button', { name: 'Keep what was saved' }).click();
    await expect(bens.getByRole('alertdialog')).toHaveCount(0);
    expect(await room.draftOf('ada', id)).toBeNull();
    expect(await room.versionsOf('ada', id)).toEqual(['Only here.']);
    await second.close();
  });

  test('signing out hands over what only the device has, also of a report that is not open', async ({ room }) => {
    const id = await room.appointment();
    const first = await openBrowser(folder);
    await room.signIn(first, 'ada');
    const page = await first.newPage();
    await openReport(page, room, id);
    await first.setOffline(true);
    await page.keyboard.type('Only here.');
    await expect(saveState(page)).toHaveText(/kept on this device/);
    killBrowser(folder);
    const second = await openBrowser(folder);
    await room.signIn(second, 'ada');
    const other = await second.newPage();
    await open(other, `${room.url}/submissions`);
    await other.getByRole('button', { name: 'Dr Ada Reid' }).click();
    await other.getByRole('menuitem', { name: 'Sign out' }).click();
    await expect(other).toHaveURL(/sign-in/);
    expect(await room.versionsOf('ada', id)).toEqual(['Only here.']);
    await second.close();
  });
});
