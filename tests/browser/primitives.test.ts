import type { Page } from '@playwright/test';
import { violationsInEach } from './axe.ts';
import { alertOf, expect, openReport, type Room, saveState, test, words } from './editor-room.ts';

/** Toasts, questions and tabs, on the page that has them all. */

const messages = (page: Page) => page.getByRole('region', { name: 'Messages, Alt+T' });
const toast = (page: Page, title: string) => messages(page).getByRole('listitem').filter({ hasText: title });
const PROBLEM = 'Patient or exam changed since you opened this report';
const NOTE = 'There is a final report';

test.beforeEach(({ context, room }) => room.signIn(context, 'ada').then(() => undefined));

/** A report whose patient became another one: signing it is a problem. */
async function showProblem(page: Page, room: Room): Promise<void> {
  const id = await room.appointment();
  await openReport(page, room, id);
  await room.appointment({ patientName: 'OTHER, John' }, id);
  await page.clock.fastForward('00:21');
  await expect(alertOf(page)).toBeVisible();
  await words(page).focus();
  await page.keyboard.press('Control+Enter');
  await expect(toast(page, PROBLEM)).toBeVisible();
}

/** A report that is final: signing it as preliminary is answered with a note. */
async function showNote(page: Page, room: Room): Promise<void> {
  const id = await room.appointment();
  await room.submit(id, { reportText: 'Clear.', reportStatus: 'final' });
  await openReport(page, room, id);
  await words(page).focus();
  await page.keyboard.press('Control+Shift+Enter');
  await expect(toast(page, NOTE)).toBeVisible();
}

test.describe('toasts', () => {
  test.beforeEach(({ page }) => page.clock.install());

  test('a problem stays until it is dismissed, by keyboard, which leads back to where one was', async ({
    page,
    room,
  }) => {
    await showProblem(page, room);
    await page.clock.fastForward('10:00');
    await expect(toast(page, PROBLEM)).toContainText('Say above that it is still right, then sign.');
    await page.keyboard.press('Alt+t');
    await expect(toast(page, PROBLEM).getByRole('button', { name: `Dismiss: ${PROBLEM}` })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(toast(page, PROBLEM)).toHaveCount(0);
    await expect(words(page)).toBeFocused();
  });

  test('a note leaves by itself, but not while somebody is at it', async ({ page, room }) => {
    await showNote(page, room);
    await page.keyboard.press('Alt+t');
    await expect(toast(page, NOTE).getByRole('button')).toBeFocused();
    await page.clock.fastForward('10:00');
    await expect(toast(page, NOTE)).toBeVisible();
    await words(page).focus();
    await page.clock.fastForward('00:07');
    await expect(toast(page, NOTE)).toHaveCount(0);
    await expect(words(page)).toBeFocused();
    await page.keyboard.press('Control+Shift+Enter');
    await toast(page, NOTE).hover();
    await page.clock.fastForward('10:00');
    await expect(toast(page, NOTE)).toBeVisible();
  });

  test('they are told to whoever does not see them', async ({ page, room }) => {
    await showNote(page, room);
    await expect(messages(page).getByRole('list')).toHaveAttribute('aria-live', 'polite');
    await expect(toast(page, NOTE)).toContainText('Note: ');
  });
});

test('a question keeps the focus inside, Escape says no, and the focus comes back', async ({ page, room }) => {
  await openReport(page, room, await room.appointment());
  await page.keyboard.type('Words.');
  await expect(saveState(page)).toHaveText(/^Saved/);
  const button = page.getByRole('button', { name: 'Discard', exact: true });
  await button.focus();
  await page.keyboard.press('Enter');
  const question = page.getByRole('alertdialog', { name: 'Discard this draft?' });
  await expect(question.getByRole('button', { name: 'Keep writing' })).toBeFocused();
  for (const name of ['Discard the draft', 'Close', 'Keep writing']) {
    await expect(async () => {
      await page.keyboard.press('Tab');
      await expect(question.getByRole('button', { name })).toBeFocused({ timeout: 200 });
    }).toPass();
  }
  await page.keyboard.press('Shift+Tab');
  await expect(question.getByRole('button', { name: 'Close' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(question).toHaveCount(0);
  await expect(button).toBeFocused();
  await expect(words(page)).toHaveText('Words.');
});

/** The sign dialog of a report with a preliminary: its text has two views. */
async function showTabs(page: Page, room: Room): Promise<void> {
  const id = await room.appointment();
  await room.submit(id, { reportText: 'Perhaps clear.', reportStatus: 'preliminary' });
  await openReport(page, room, id);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Clear.');
  await expect(saveState(page)).toHaveText(/^Saved/);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('tab', { name: 'As it will be sent' })).toBeVisible();
}

test('tabs are one stop of Tab, arrows choose, and the panel follows', async ({ page, room }) => {
  await showTabs(page, room);
  const sent = page.getByRole('tab', { name: 'As it will be sent' });
  const changes = page.getByRole('tab', { name: 'Changes from the preliminary (version 1)' });
  const panel = (name: string) => page.getByRole('tabpanel', { name });
  await sent.focus();
  await expect(panel('As it will be sent')).toContainText('Clear.');
  await page.keyboard.press('ArrowRight');
  await expect(changes).toBeFocused();
  await expect(changes).toHaveAttribute('aria-selected', 'true');
  await expect(sent).toHaveAttribute('aria-selected', 'false');
  await expect(panel('Changes from the preliminary (version 1)')).toContainText(/words? (added|removed)/);
  await page.keyboard.press('Tab');
  await expect(sent).not.toBeFocused();
  await expect(changes).not.toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(changes).toBeFocused();
  await page.keyboard.press('Home');
  await expect(sent).toBeFocused();
  await expect(panel('As it will be sent')).toBeVisible();
  await page.keyboard.press('End');
  await expect(changes).toBeFocused();
});

/** Each of them, by how to get there. */
const STATES: Record<string, (page: Page, room: Room) => Promise<void>> = {
  'a note': showNote,
  'a problem': async (page, room) => {
    await page.clock.install();
    await showProblem(page, room);
  },
  tabs: async (page, room) => {
    await showTabs(page, room);
    await page.getByRole('tab', { name: /^Changes/ }).click();
    await expect(page.getByRole('tabpanel', { name: /^Changes/ })).toContainText(/words? (added|removed)/);
  },
};

for (const [name, goThere] of Object.entries(STATES)) {
  test(`${name}: no violation of WCAG 2.2 AA`, async ({ page, room }) => {
    await goThere(page, room);
    expect(await violationsInEach(page)).toEqual([]);
  });
}
