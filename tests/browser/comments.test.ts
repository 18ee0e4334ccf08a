import type { Page } from '@playwright/test';
import { sql } from 'drizzle-orm';
import type { Database } from '#db/client';
import { expect, open, PASSWORD, test } from './portal.ts';
import { openRoom, patientsOf, preview, rowOf, type ReadingRoom } from './reading-room.ts';
import { makeAppointment, openReport, signDialog, words } from './report-desk.ts';

/** Comments are made at two desks, which are one: the worklist's preview and the report's page. */
const DESKS = {
  worklist: async (page: Page) => {
    await open(page, '/');
    await page.keyboard.press('j');
    return preview(page);
  },
  editor: async (page: Page, { domain }: ReadingRoom, id: string) => {
    await open(page, `/appointments/${domain}/${id}`);
    await expect(words(page)).toHaveAttribute('aria-readonly', 'false');
    return page.getByRole('main');
  },
};

const boxIn = (place: ReturnType<Page['locator']>) => place.getByRole('textbox', { name: 'Add a comment' });

/** Every comment of a room as it is stored, the oldest first. */
const stored = async (db: Database, { domain }: ReadingRoom) => {
  const { rows } = await db.execute<{ comment_text: string }>(sql`
    select c.comment_text from comments c join appointments a on a.id = c.appointment_key
    where a.domain = ${domain} order by c.added_at`);
  return rows.map((row) => row.comment_text);
};

/** A comment arrives, but no answer to it comes back while `isLost`. */
async function loseAnswers(page: Page): Promise<{ isLost: boolean }> {
  const network = { isLost: true };
  await page.route('**/comments', async (route) => {
    if (!network.isLost || route.request().method() !== 'POST') return route.fallback();
    await route.fetch();
    await route.fulfill({ status: 502, body: '' });
  });
  return network;
}

for (const [desk, goThere] of Object.entries(DESKS)) {
  test.describe(`at the ${desk}`, () => {
    test.use({ expectedFailures: [502] });

    test('a comment that arrived although its answer was lost, and was changed then, hinders nothing and is there once', async ({
      page,
      portal,
    }) => {
      const room = await openRoom(portal.db);
      const [id = ''] = await room.add({ patientName: 'SPOKEN, Ada' });
      await portal.signIn(room.wren);
      const place = await goThere(page, room, id);
      const network = await loseAnswers(page);
      const box = boxIn(place);
      await box.fill('Images follow.');
      await box.press('Control+Enter');
      await expect(place.getByRole('alert')).toContainText('it may have been added or not');
      await expect(place.getByRole('listitem').filter({ hasText: 'Images follow.' })).toHaveCount(1);

      network.isLost = false;
      await box.fill('Images follow tomorrow.');
      await box.press('Control+Enter');
      await expect(box).toHaveValue('');
      await expect(place.getByRole('listitem').filter({ hasText: 'Images follow tomorrow.' })).toHaveCount(1);
      expect(await stored(portal.db, room)).toEqual(['Images follow.', 'Images follow tomorrow.']);
    });

    test('words changed after a lost answer and changed back are the comment that was sent first', async ({
      page,
      portal,
    }) => {
      const room = await openRoom(portal.db);
      const [id = ''] = await room.add({ patientName: 'SPOKEN, Ada' });
      await portal.signIn(room.wren);
      const place = await goThere(page, room, id);
      const network = await loseAnswers(page);
      const box = boxIn(place);
      await box.fill('Images follow.');
      await box.press('Control+Enter');
      await expect(place.getByRole('alert')).toContainText('it may have been added or not');
      network.isLost = false;
      await box.fill('Images');
      await box.fill('Images follow.');
      await box.press('Control+Enter');
      await expect(box).toHaveValue('');
      expect(await stored(portal.db, room)).toEqual(['Images follow.']);
    });

    test('an alert stands before the request', async ({ page, portal }) => {
      const room = await openRoom(portal.db);
      const [id = ''] = await room.add({ patientName: 'WARNED, Ada', clinicalInfo: 'Known nodule.' });
      await portal.db.execute(sql`
        insert into comments (guid, appointment_key, comment_text, comment_type, is_alert, commented_at, principal, added_by)
        select gen_random_uuid(), a.id, 'Contrast allergy.', 'AA', true, now(), 'test', 'Desk' from appointments a
        where a.domain = ${room.domain} and a.appointment_id = ${id}`);
      await portal.signIn(room.wren);
      const place = await goThere(page, room, id);
      await expect(place.getByRole('region', { name: 'Alert' })).toContainText('Contrast allergy.');
      const spoken = await place.innerText();
      expect(spoken.indexOf('Contrast allergy.')).toBeLessThan(spoken.indexOf('Known nodule.'));
    });
  });
}

test('words that are not sent go with their appointment from the worklist to the report and back', async ({
  page,
  portal,
}) => {
  const room = await openRoom(portal.db);
  const [id = ''] = await room.add({ patientName: 'CARRIED, Ada' });
  await portal.signIn(room.wren);
  const place = await DESKS.worklist(page);
  await boxIn(place).fill('Begun at the list');
  await place.getByRole('button', { name: 'Open' }).click();
  await expect(page).toHaveURL(`${portal.url}/appointments/${room.domain}/${id}`);
  await expect(boxIn(page.getByRole('main'))).toHaveValue('Begun at the list');
  await boxIn(page.getByRole('main')).press('End');
  await page.keyboard.type(', ended here');
  await page.goBack();
  await expect(rowOf(page, 'CARRIED')).toBeFocused();
  await expect(boxIn(preview(page))).toHaveValue('Begun at the list, ended here');
});

/** How many texts are kept in this browser, of reports and of comments. */
const keptIn = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('readout');
        opening.addEventListener('error', () => reject(new Error('There is no such database.')));
        opening.addEventListener('success', () => {
          const counting = opening.result.transaction('copies').objectStore('copies').count();
          counting.addEventListener('success', () => {
            opening.result.close();
            resolve(counting.result);
          });
        });
      }),
  );

test.describe(() => {
  // A page that is still open when another signs in.
  test.use({ expectedFailures: [401] });

  test('words that are not sent outlive their page, in one browser, for their writer alone', async ({
    page,
    portal,
  }) => {
    const room = await openRoom(portal.db);
    const [id = ''] = await room.add({ patientName: 'KEPT, Ada' });
    await portal.signIn(room.wren);
    const box = boxIn(await DESKS.worklist(page));
    await box.fill('Begun at the list');
    await preview(page).getByRole('checkbox', { name: 'Show as an alert' }).check();
    await expect.poll(() => keptIn(page)).toBe(1);
    await page.reload();
    await DESKS.editor(page, room, id);
    await expect(boxIn(page.getByRole('main'))).toHaveValue('Begun at the list');
    await expect(page.getByRole('checkbox', { name: 'Show as an alert' })).toBeChecked();

    await portal.signIn(room.moss);
    await expect(boxIn(await DESKS.worklist(page))).toHaveValue('');
    await boxIn(preview(page)).fill('Of Moss');
    await expect.poll(() => keptIn(page)).toBe(2);

    await portal.signIn(room.wren);
    await expect(boxIn(await DESKS.worklist(page))).toHaveValue('Begun at the list');
    await box.press('Control+Enter');
    await expect(box).toHaveValue('');
    await expect.poll(() => keptIn(page)).toBe(1);
    expect(await stored(portal.db, room)).toEqual(['Begun at the list']);
    await expect(boxIn(await DESKS.worklist(page))).toHaveValue('');
  });
});

test('words that were taken away again are kept no more; a signed-out reader’s wait for them', async ({
  page,
  portal,
}) => {
  const room = await openRoom(portal.db);
  await room.add({ patientName: 'KEPT, Bea' });
  await portal.signIn(room.wren);
  const box = boxIn(await DESKS.worklist(page));
  await box.fill('Never mind');
  await expect.poll(() => keptIn(page)).toBe(1);
  await box.fill('');
  await expect.poll(() => keptIn(page)).toBe(0);
  await box.fill('To be said tomorrow');
  await page.getByRole('button', { name: /^Account of / }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByText('You are signed out.')).toBeVisible();
  await portal.signIn(room.wren);
  await expect(boxIn(await DESKS.worklist(page))).toHaveValue('To be said tomorrow');
});

test('a comment that arrived although its page was gone before the answer is added once', async ({ page, portal }) => {
  const room = await openRoom(portal.db);
  await room.add({ patientName: 'KEPT, Cy' });
  await portal.signIn(room.wren);
  const place = await DESKS.worklist(page);
  let arrived = () => undefined as void;
  const isThere = new Promise<void>((resolve) => (arrived = resolve));
  let isFirst = true;
  await page.route('**/comments', async (route) => {
    if (!isFirst || route.request().method() !== 'POST') return route.fallback();
    isFirst = false;
    await route.fetch();
    arrived();
  });
  await boxIn(place).fill('Images follow.');
  await boxIn(place).press('Control+Enter');
  await isThere;
  const again = boxIn(await DESKS.worklist(page));
  await expect(again).toHaveValue('Images follow.');
  await again.press('Control+Enter');
  await expect(again).toHaveValue('');
  expect(await stored(portal.db, room)).toEqual(['Images follow.']);
});

test('Ctrl+Enter in a comment adds it, and signs nothing', async ({ page, portal }) => {
  await portal.signIn('rad@acme.test');
  await openReport(page, await makeAppointment(portal));
  const box = boxIn(page.getByRole('main'));
  await box.fill('The referrer called.');
  await box.press('Control+Enter');
  await expect(box).toHaveValue('');
  await expect(page.getByRole('listitem').filter({ hasText: 'The referrer called.' })).toHaveCount(1);
  await expect(signDialog(page)).toHaveCount(0);
});

test('a comment is added where the browser offers no randomUUID, as on plain http', async ({ page, portal }) => {
  const room = await openRoom(portal.db);
  await room.add({ patientName: 'PLAIN, Ada' });
  await portal.signIn(room.wren);
  await page.addInitScript(() => Reflect.deleteProperty(Crypto.prototype, 'randomUUID'));
  const place = await DESKS.worklist(page);
  await boxIn(place).fill('Images follow.');
  await boxIn(place).press('Control+Enter');
  await expect(boxIn(place)).toHaveValue('');
  expect(await stored(portal.db, room)).toEqual(['Images follow.']);
});

test.describe(() => {
  test.use({ expectedFailures: [401] });

  test('words that are not sent outlive a session that ends, also those about another patient', async ({
    page,
    portal,
  }) => {
    const id = await makeAppointment(portal, { patientName: 'OUTLIVED, Ada' });
    await makeAppointment(portal, { patientName: 'OUTLIVED, Bea' });
    const sessionId = await portal.signIn('rad@acme.test');
    await open(page, '/?sort=patient');
    await page.getByRole('searchbox').fill('outlived');
    await expect.poll(() => patientsOf(page)).toEqual(['OUTLIVED, Ada', 'OUTLIVED, Bea']);
    const box = boxIn(preview(page));
    await rowOf(page, 'OUTLIVED, Ada').click();
    await box.fill('The referrer called.');
    await rowOf(page, 'OUTLIVED, Bea').click();
    await expect(box).toHaveValue('');
    await portal.db.execute(sql`update sessions set expires_at = now() where id = ${sessionId}::uuid`);
    await page.getByRole('button', { name: 'Exam' }).click();
    const ended = page.getByRole('alertdialog', { name: 'Your session has ended' });
    await ended.getByLabel('Password').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await expect(ended).toHaveCount(0);
    await rowOf(page, 'OUTLIVED, Ada').click();
    await expect(box).toHaveValue('The referrer called.');
    await box.press('Control+Enter');
    await expect(box).toHaveValue('');
    const { rows } = await portal.db.execute(sql`
      select 1 from comments c join appointments a on a.id = c.appointment_key where a.appointment_id = ${id}`);
    expect(rows).toHaveLength(1);
  });
});
