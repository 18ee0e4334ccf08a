import type { Page } from '@playwright/test';
import { sql } from 'drizzle-orm';
import { violationsInEach } from './axe.ts';
import { expect, open, test } from './portal.ts';
import { openRoom, type ReadingRoom } from './reading-room.ts';
import { signDialog, words, write } from './report-desk.ts';

type Portal = Parameters<typeof openRoom>[0];

const GOOD = 'FINDINGS:\nClear.\n\nIMPRESSION:\nNormal.\n';
const FIRST = 'Final report signed: CT head without contrast';

const messages = (page: Page) => page.getByRole('region', { name: 'Messages, Alt+T' });
const toast = (page: Page, title: string) => messages(page).getByRole('listitem').filter({ hasText: title });
const addressOf = (room: ReadingRoom, id: string) => `/appointments/${room.domain}/${id}`;

/** A room in which finals are held for `seconds`, with two patients who wait; Wren has the first one's report open. */
async function openDesk(page: Page, db: Portal, signIn: (email: string) => Promise<string>, seconds: number) {
  const room = await openRoom(db);
  await db.execute(sql`update organizations set final_hold_seconds = ${seconds} where name = ${room.domain}`);
  await db.execute(sql`update settings_version set version = version + 1`);
  const [first = '', second = ''] = await room.add(
    { patientName: 'ADLER, Ada' },
    { patientName: 'BIRCH, Bea', studyDescription: 'CT neck' },
  );
  await signIn(room.wren);
  await open(page, addressOf(room, first));
  await expect(words(page)).toHaveAttribute('aria-readonly', 'false');
  return { room, first, second };
}

/** Signs what is open as final, and goes on to the next. */
async function signAndNext(page: Page): Promise<void> {
  await write(page, GOOD);
  await page.keyboard.press('Alt+Enter');
  await expect(signDialog(page).getByRole('button', { name: 'Sign and open the next' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(signDialog(page)).toHaveCount(0);
}

const standing = async (db: Portal, room: ReadingRoom, id: string) => {
  const { rows } = await db.execute<{ status: string | null }>(sql`select current_report_status as status
    from appointments where domain = ${room.domain} and appointment_id = ${id}`);
  return rows[0]?.status;
};

test('Alt+Enter signs once and opens the most urgent that waits; without one it leads to the worklist', async ({
  page,
  portal,
}) => {
  const { room, first, second } = await openDesk(page, portal.db, portal.signIn, 0);
  await signAndNext(page);
  await expect(page).toHaveURL(new RegExp(`${addressOf(room, second)}$`));
  await expect(page.getByText('BIRCH, Bea').first()).toBeVisible();
  await expect(words(page)).toHaveAttribute('aria-readonly', 'false');
  await expect(toast(page, FIRST)).toContainText('ADLER, Ada');
  await expect(toast(page, FIRST).getByRole('button', { name: 'Recall' })).toHaveCount(0);
  expect(page.url()).not.toContain('ADLER');
  expect(await page.title()).toBe('Report – Readout');
  expect(await standing(portal.db, room, first)).toBe('final');
  await signAndNext(page);
  await expect(page.getByRole('heading', { name: 'Worklist' })).toBeVisible();
  await expect(toast(page, 'Nothing else waits for you')).toBeVisible();
  expect(await standing(portal.db, room, second)).toBe('final');
  const { rows } = await portal.db.execute<{ n: number }>(sql`select count(*)::int as n from report_versions v
    join appointments a on a.id = v.appointment_key where a.domain = ${room.domain}`);
  expect(rows[0]?.n).toBe(2);
});

test('the report before is recalled from the next one by keyboard, which goes on where it was', async ({
  page,
  portal,
}) => {
  const { room, first, second } = await openDesk(page, portal.db, portal.signIn, 600);
  await signAndNext(page);
  await expect(page).toHaveURL(new RegExp(`${addressOf(room, second)}$`));
  await expect(toast(page, FIRST).getByRole('timer')).toHaveText(/^(5\d\d|600) s left$/);
  await expect(words(page)).toHaveAttribute('aria-readonly', 'false');
  await words(page).focus();
  await page.keyboard.type('Meanwhile');
  await page.keyboard.press('Alt+t');
  await expect(toast(page, FIRST).getByRole('button', { name: 'Recall' })).toBeFocused();
  await page.keyboard.press('Enter');
  const recalled = toast(page, 'Recalled: CT head without contrast');
  await expect(recalled).toContainText('Nothing was sent; your words are your draft again.');
  await expect(toast(page, FIRST)).toHaveCount(0);
  await expect(words(page)).toBeFocused();
  await page.keyboard.type(' on.');
  await expect(words(page)).toHaveText('Meanwhile on.');
  expect(await standing(portal.db, room, first)).toBe('withdrawn');
  await page.keyboard.press('Alt+t');
  await expect(recalled.getByRole('button', { name: 'Open it' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`${addressOf(room, first)}$`));
  await expect(words(page)).toContainText('Normal.');
  await expect(words(page)).toHaveAttribute('aria-readonly', 'false');
});

test('Alt+R recalls the report before, also from the worklist', async ({ page, portal }) => {
  const { room, first, second } = await openDesk(page, portal.db, portal.signIn, 600);
  await signAndNext(page);
  await expect(page).toHaveURL(new RegExp(`${addressOf(room, second)}$`));
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Worklist' }).click();
  await expect(page.getByRole('grid')).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('recall');
  await expect(page.getByRole('dialog').getByRole('option', { selected: true })).toContainText(`Recall (${FIRST})`);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+r');
  await expect(toast(page, 'Recalled: CT head without contrast')).toBeVisible();
  expect(await standing(portal.db, room, first)).toBe('withdrawn');
});

test.describe(() => {
  test.use({ expectedFailures: [409] });

  test('what the server does not give back any more is not recalled, and it says so', async ({ page, portal }) => {
    const { room, first, second } = await openDesk(page, portal.db, portal.signIn, 600);
    await signAndNext(page);
    await expect(page).toHaveURL(new RegExp(`${addressOf(room, second)}$`));
    await expect(toast(page, FIRST).getByRole('button', { name: 'Recall' })).toBeVisible();
    // The server's clock decides: for it the time is over.
    await portal.db.execute(sql`update organizations set final_hold_seconds = 0 where name = ${room.domain}`);
    await portal.db.execute(sql`update settings_version set version = version + 1`);
    await page.keyboard.press('Alt+r');
    await expect(toast(page, 'Not recalled: CT head without contrast')).toContainText('ADLER, Ada');
    expect(await standing(portal.db, room, first)).toBe('final');
  });
});

test('the offer leaves when its time is over', async ({ page, portal }) => {
  await page.clock.install();
  const { room, second } = await openDesk(page, portal.db, portal.signIn, 600);
  await signAndNext(page);
  await expect(page).toHaveURL(new RegExp(`${addressOf(room, second)}$`));
  await expect(toast(page, FIRST)).toBeVisible();
  await page.clock.fastForward('10:01');
  await expect(toast(page, FIRST)).toHaveCount(0);
});

test('a report that can be recalled from the next one: no violation of WCAG 2.2 AA', async ({ page, portal }) => {
  await openDesk(page, portal.db, portal.signIn, 600);
  await signAndNext(page);
  await expect(toast(page, FIRST).getByRole('timer')).toBeVisible();
  await expect(words(page)).toHaveAttribute('aria-readonly', 'false');
  expect(await violationsInEach(page)).toEqual([]);
});
