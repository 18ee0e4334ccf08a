import type { Page } from '@playwright/test';
import { violationsInEach } from './axe.ts';
import { expect, openReport, type Room, saveState, test, words } from './editor-room.ts';

const question = (page: Page) => page.getByRole('alertdialog', { name: 'Discard this draft?' });

test.beforeEach(({ context, room }) => room.signIn(context, 'ada').then(() => undefined));

async function write(page: Page, room: Room, text: string, id?: string): Promise<string> {
  const made = id ?? (await room.appointment());
  await openReport(page, room, made);
  await page.keyboard.press('Control+End');
  await page.keyboard.type(text);
  await expect(saveState(page)).toHaveText(/^Saved/);
  return made;
}

test('a draft is discarded by keyboard alone, kept as a version, and brought back', async ({ page, room }) => {
  const id = await write(page, room, 'On the wrong patient.');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('discard');
  await expect(page.getByRole('option', { selected: true })).toHaveText('Discard the draft');
  await page.keyboard.press('Enter');
  await expect(question(page)).toContainText('4 words leave the editor.');
  await expect(question(page).getByRole('button', { name: 'Keep writing' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(question(page)).toHaveCount(0);
  expect(await room.draftOf('ada', id)).toBe('On the wrong patient.');

  await page.getByRole('button', { name: 'Discard', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(question(page).getByRole('button', { name: 'Keep writing' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(question(page)).toHaveCount(0);
  await expect(words(page)).toHaveText('');
  await expect(words(page)).toBeFocused();
  await expect(saveState(page)).toHaveText('Nothing to save');
  await expect(page.getByRole('button', { name: 'Discard', exact: true })).toHaveCount(0);
  expect(await room.draftOf('ada', id)).toBeNull();
  expect(await room.versionsOf('ada', id)).toEqual(['On the wrong patient.']);

  await page.getByRole('button', { name: /^Yours, discarded/ }).press('Enter');
  await page.getByRole('button', { name: 'Put it into the editor' }).press('Enter');
  await expect(words(page)).toHaveText('On the wrong patient.');
  await expect.poll(() => room.draftOf('ada', id)).toBe('On the wrong patient.');
});

test('words of the last second are part of what is kept, and Undo brings them back as a new draft', async ({
  page,
  room,
}) => {
  const id = await write(page, room, 'Saved. ');
  await page.keyboard.type('Just now.');
  await page.getByRole('button', { name: 'Discard', exact: true }).click();
  await question(page).getByRole('button', { name: 'Discard the draft' }).click();
  await expect(words(page)).toHaveText('');
  expect(await room.versionsOf('ada', id)).toEqual(['Saved. Just now.']);
  await expect(words(page)).toBeFocused();
  await page.keyboard.press('Control+z');
  await expect(words(page)).toHaveText('Saved. Just now.');
  await expect.poll(() => room.draftOf('ada', id)).toBe('Saved. Just now.');
});

test('where a report stands, the editor goes back to it, and the report does not change', async ({ page, room }) => {
  const id = await room.appointment();
  await room.submit(id, { reportText: 'It stands.', reportStatus: 'preliminary' });
  await write(page, room, ' But.', id);
  await page.getByRole('button', { name: 'Discard', exact: true }).click();
  await expect(question(page)).toContainText('shows the preliminary report that stands, version 1');
  await question(page).getByRole('button', { name: 'Discard the draft' }).click();
  await expect(words(page)).toHaveText('It stands.');
  await expect(saveState(page)).toHaveText('Nothing to save');
  await page.reload();
  await expect(words(page)).toHaveText('It stands.');
  expect(await room.draftOf('ada', id)).toBeNull();
});

test('without the server nothing is discarded, and it says so', async ({ page, context, room }) => {
  const id = await write(page, room, 'Words.');
  await page.getByRole('button', { name: 'Discard', exact: true }).click();
  const confirm = question(page).getByRole('button', { name: 'Discard the draft' });
  await expect(confirm).toBeVisible();
  await context.setOffline(true);
  await confirm.click();
  await expect(question(page).getByRole('alert')).toContainText('What you wrote is still in the editor; try again.');
  await expect(words(page)).toHaveText('Words.');
  await context.setOffline(false);
  expect(await room.draftOf('ada', id)).toBe('Words.');
  await confirm.click();
  await expect(question(page)).toHaveCount(0);
  expect(await room.draftOf('ada', id)).toBeNull();
});

test('asking before a draft is discarded: no violation of WCAG 2.2 AA', async ({ page, room }) => {
  await write(page, room, 'Words.');
  await page.getByRole('button', { name: 'Discard', exact: true }).click();
  await expect(question(page)).toBeVisible();
  expect(await violationsInEach(page)).toEqual([]);
});
