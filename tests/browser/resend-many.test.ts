import type { Page } from '@playwright/test';
import { sql } from 'drizzle-orm';
import { message } from '../intake/payloads.ts';
import { until } from '../support/until.ts';
import { violations } from './axe.ts';
import { openDoorRoom } from './door-room.ts';
import { allDelivered, openPinecrest, type Pinecrest } from './outage.ts';
import { expect, open, test, untilItAnswers } from './portal.ts';

const RESENDS = '**/api/waters/report/*/resend';

let pinecrest: Pinecrest;
test.beforeAll(async () => {
  pinecrest = await openPinecrest();
});
test.afterAll(() => pinecrest.close());

/** Chooses all on the page, and asks to send it again. */
async function askAboutAll(page: Page): Promise<void> {
  await page.getByRole('checkbox', { name: 'Choose all on this page' }).check();
  await page.getByRole('button', { name: 'Send again…' }).click();
}

test('by keyboard an administrator chooses what failed in a night and sends it again to where it failed, for a reason', async ({
  page,
  portal,
}) => {
  const night = await pinecrest.afterOutage(portal, 4);
  const { room, ids } = night;
  await portal.signIn(room.fern);
  await open(page, '/submissions');
  const row = (id: number | undefined) => page.locator(`[data-row="${id}"]`);
  // The newest is left out.
  await row(ids[2]).focus();
  await page.keyboard.press('Space');
  await expect(page.getByRole('checkbox', { name: `Choose submission ${ids[2]}` })).toBeChecked();
  await row(ids[0]).focus();
  await page.keyboard.press('Shift+Space');
  for (const id of ids.slice(0, 3))
    await expect(page.getByRole('checkbox', { name: `Choose submission ${id}` })).toBeChecked();
  await expect(page.getByRole('checkbox', { name: `Choose submission ${ids[3]}` })).not.toBeChecked();
  const bar = page.getByRole('region', { name: 'Chosen submissions' });
  await expect(bar).toContainText('3 chosen');
  expect(await violations(page)).toEqual([]);

  await bar.getByRole('button', { name: 'Send again…' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Send 3 submissions again?' });
  await expect(dialog.getByRole('checkbox', { name: `${room.domain}.pinecrest` })).toBeChecked();
  await expect(dialog.getByRole('checkbox', { name: `${room.domain}.pinecrest` })).toBeFocused();
  await expect(dialog.getByText('3 submissions are sent again.')).toBeVisible();
  await expect(dialog).not.toContainText(`${room.domain}.ehr`);
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Send again' }).press('Enter');
  await expect(dialog).toContainText('Say why');
  await page.keyboard.press('Escape');
  await expect(bar.getByRole('button', { name: 'Send again…' })).toBeFocused();

  await page.keyboard.press('Enter');
  await dialog.getByLabel('Reason').fill('Pinecrest was down all night');
  await page.keyboard.press('Enter');
  const outcome = page.getByRole('dialog', { name: 'Sent again: 3 of 3' });
  await expect(outcome.getByRole('status')).toHaveText('3 submissions wait to be sent.');
  await expect(outcome.getByRole('list', { name: 'Sent to' })).toHaveText(`${room.domain}.pinecrest3`);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(row(ids[0])).toBeFocused();
  await expect(bar).toBeHidden();
  await until('three are delivered', async () => night.sentSince() === 3);
  await until(
    'and history says so',
    async () => (await night.states()).join() === 'delivered,delivered,delivered,failed',
  );
  const { rows } = await portal.db.execute(sql`select entity_id, detail ->> 'reason' as reason from audit_events
    where action = 'submission.resend' and organization = ${room.domain} order by entity_id::int`);
  expect(rows).toEqual(
    ids.slice(0, 3).map((id) => ({ entity_id: String(id), reason: 'Pinecrest was down all night' })),
  );
});

test('each that is refused is told with why, the rest counted; what did not fail is left alone unless it is asked for', async ({
  page,
  portal,
  expectedFailures,
}) => {
  expectedFailures.push(409);
  const night = await pinecrest.afterOutage(portal, 3);
  const { room, ids } = night;
  await portal.signIn(room.fern);
  const good = await room.send(message().hl7);
  await open(page, '/submissions');
  await askAboutAll(page);
  const dialog = page.getByRole('dialog', { name: 'Send 4 submissions again?' });
  await expect(dialog.getByRole('status')).toHaveText(
    '3 submissions are sent again. 1 of the chosen has nothing that failed there, and is left alone.',
  );
  // Somebody else is faster with one of them.
  const other = await page.context().newPage();
  await open(other, `/submissions/${ids[1]}`);
  await other.getByRole('button', { name: `Send to ${room.domain}.pinecrest again` }).click();
  await other.getByLabel('Reason').fill('Asked by phone');
  await other.getByRole('dialog').getByRole('button', { name: 'Send again' }).click();
  await expect(other.getByText(/Waits to be sent/).first()).toBeVisible();
  await other.close();
  await until('it is there', async () => night.sentSince() === 2);

  await dialog.getByLabel('Reason').fill('Outage');
  await dialog.getByRole('button', { name: 'Send again' }).click();
  const outcome = page.getByRole('dialog', { name: 'Sent again: 2 of 3' });
  await expect(outcome.getByRole('status')).toHaveText('2 submissions wait to be sent.');
  await expect(outcome.getByRole('heading', { name: 'Not sent (1)' })).toBeVisible();
  const refused = outcome.getByRole('listitem').filter({ hasText: `Submission ${ids[1]}` });
  await expect(refused).toContainText('nothing of it failed there');
  await expect(outcome).toContainText('1 of the chosen had nothing that failed there, and was left alone.');
  expect(await violations(page)).toEqual([]);
  // To look at it and come back: the outcome is still told.
  await refused.getByRole('link').click();
  await expect(page.getByRole('heading', { name: `Submission ${ids[1]}`, level: 1 })).toBeVisible();
  await page.goBack();
  await outcome.getByRole('button', { name: 'Close' }).last().click();
  await allDelivered(night);
  expect(night.sentSince()).toBe(4);

  await page.getByRole('checkbox', { name: `Choose submission ${good}` }).check();
  await page.getByRole('button', { name: 'Send again…' }).click();
  const one = page.getByRole('dialog', { name: 'Send 1 submission again?' });
  await expect(one).toContainText('None of them failed anywhere.');
  await one.getByLabel('Also what was delivered or skipped there').check();
  await one.getByRole('checkbox', { name: `${room.domain}.pinecrest` }).check();
  await one.getByLabel('Reason').fill('They lost it');
  await one.getByRole('button', { name: 'Send again' }).click();
  await expect(page.getByRole('dialog').getByRole('status')).toHaveText('1 submission waits to be sent.');
  await until('it went again', async () => night.sentSince() === 5);
});

test('when the network fails it goes on where it stopped, and what was sent without an answer is not sent twice', async ({
  page,
  portal,
  expectedFailures,
}) => {
  expectedFailures.push(0);
  const night = await pinecrest.afterOutage(portal, 5);
  await portal.signIn(night.room.fern);
  await open(page, '/submissions');
  await askAboutAll(page);
  let calls = 0;
  await page.route(RESENDS, async (route) => {
    calls += 1;
    if (calls < 3) return route.continue();
    // It arrives, and is delivered, before its answer is lost.
    await route.fetch();
    await until('it was delivered', async () => night.sentSince() >= 3);
    return route.abort();
  });
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('Outage');
  const confirm = dialog.getByRole('button', { name: 'Send again' });
  await confirm.dblclick();
  await expect(page.getByRole('dialog', { name: 'Stopped sending 5 submissions again' })).toBeVisible();
  await expect(dialog.getByRole('alert')).toContainText('The server could not be reached');
  expect(await violations(page)).toEqual([]);
  await page.unroute(RESENDS);
  await dialog.getByRole('button', { name: /^Go on with \d$/ }).click();
  await expect(dialog.getByRole('status')).toHaveText('5 submissions wait to be sent.');
  await allDelivered(night);
  expect(night.sentSince()).toBe(5);
});

test('whoever leaves stops it, and on coming back it goes on with the rest; nothing is sent twice', async ({
  page,
  portal,
}) => {
  const night = await pinecrest.afterOutage(portal, 4);
  const { room } = night;
  await portal.signIn(room.fern);
  await open(page, '/my-submissions');
  await page.getByRole('link', { name: 'Submissions', exact: true }).first().click();
  await askAboutAll(page);
  const held: (() => void)[] = [];
  let isHeld = true;
  await page.route(RESENDS, async (route) => {
    if (isHeld) await new Promise<void>((resolve) => held.push(resolve));
    await route.continue();
  });
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('Outage');
  await dialog.getByRole('button', { name: 'Send again' }).click();
  await expect(page.getByRole('dialog', { name: 'Sending 4 submissions again' })).toContainText('0 of 4');
  expect(await violations(page)).toEqual([]);
  await until('two are asked for', async () => held.length === 2);
  await page.evaluate(() => history.back());
  await page.getByRole('alertdialog').getByRole('button', { name: 'Leave' }).click();
  await expect(page.getByRole('heading', { name: 'My submissions', level: 1 })).toBeVisible();
  isHeld = false;
  for (const goOn of held) goOn();
  await until('both are delivered', async () => night.sentSince() === 2);
  await page.getByRole('link', { name: 'Submissions', exact: true }).first().click();
  await expect(page.getByRole('dialog', { name: 'Stopped sending 4 submissions again' })).toContainText('2 of 4');
  await dialog.getByRole('button', { name: 'Go on with 2' }).click();
  await expect(dialog.getByRole('status')).toHaveText('4 submissions wait to be sent.');
  await allDelivered(night);
  expect(night.sentSince()).toBe(4);
});

test('a page loaded anew in the middle of it offers to go on; nothing is sent twice, and afterwards nothing is offered', async ({
  page,
  portal,
}) => {
  const night = await pinecrest.afterOutage(portal, 4);
  await portal.signIn(night.room.fern);
  await open(page, '/submissions');
  await askAboutAll(page);
  let calls = 0;
  // Of the first two the answers never come; both are delivered.
  await page.route(RESENDS, async (route) => {
    calls += 1;
    await route.fetch();
  });
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('Outage');
  await dialog.getByRole('button', { name: 'Send again' }).click();
  await until('both are delivered', async () => calls === 2 && night.sentSince() === 2);
  page.on('dialog', (question) => void question.accept());
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.reload();
  const found = page.getByRole('dialog', { name: 'Stopped sending 4 submissions again' });
  await expect(found.getByRole('status')).toContainText('The page was loaded anew before this was done.');
  expect(await violations(page)).toEqual([]);
  // Another tab of theirs is not asked.
  const other = await page.context().newPage();
  await open(other, '/submissions');
  await expect(other.getByRole('dialog')).toHaveCount(0);
  await other.close();
  await found.getByRole('button', { name: 'Go on with 4' }).click();
  await expect(dialog.getByRole('status')).toHaveText('4 submissions wait to be sent.');
  await allDelivered(night);
  expect(night.sentSince()).toBe(4);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await page.reload();
  await untilItAnswers(page);
  await expect(page.getByRole('checkbox', { name: 'Choose all on this page' })).toBeVisible();
  await expect(dialog).toHaveCount(0);
});

test('the chosen are routed again, and those that the filters of now still keep out are told', async ({
  page,
  portal,
  expectedFailures,
}) => {
  expectedFailures.push(409);
  const room = await openDoorRoom(portal.db, portal.url);
  const ids = [await room.send(message({ modality: 'US' }).hl7), await room.send(message({ modality: 'XR' }).hl7)];
  await portal.db
    .execute(sql`update receivers set settings = jsonb_set(settings, '{routingFilter}', '["matches(modality, CT, US)"]')
    where organization = ${room.domain} and name = 'archive'`);
  await portal.signIn(room.fern);
  await open(page, '/submissions');
  await page.getByRole('checkbox', { name: 'Choose all on this page' }).check();
  await page.getByRole('button', { name: 'Route again…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('The filter was repaired');
  await dialog.getByRole('button', { name: 'Route again' }).click();
  await expect(dialog.getByRole('status')).toHaveText('1 submission waits to be sent.');
  await expect(dialog.getByRole('list', { name: 'Sent to' })).toHaveText(`${room.domain}.archive1`);
  await expect(dialog.getByRole('listitem').filter({ hasText: `Submission ${ids[1]}` })).toContainText(
    'the filters of now keep out',
  );
});
