import { sql } from 'drizzle-orm';
import { expect, open, test } from './portal.ts';
import { openColleague, openRoom, patientsOf, preview, rowOf } from './reading-room.ts';
import { violations } from './axe.ts';

test('a colleague’s claim is seen, explained and taken over; their draft is kept', async ({
  page,
  portal,
  browser,
}) => {
  const room = await openRoom(portal.db);
  const [id] = await room.add({ patientName: 'SHARED, Ada' });
  await portal.signIn(room.wren);
  await open(page, '/');
  const moss = await openColleague(browser, portal.db, portal.url, room.moss);
  await page.keyboard.press('j');
  await page.keyboard.press('c');
  await expect(rowOf(page, 'SHARED')).toContainText('Me');
  await expect(page.getByRole('status').filter({ hasText: 'SHARED, Ada is yours.' })).toBeAttached();
  await expect(rowOf(moss, 'SHARED')).toContainText('Dr Wren Able');
  await portal.db.execute(sql`
    insert into drafts (appointment_key, user_id, revision, base_version, sealed, saved_at)
    select a.id, u.id, 1, 0, 'x', now() from appointments a, users u
    where a.domain = ${room.domain} and a.appointment_id = ${id} and u.email = ${room.wren}`);
  await expect(rowOf(page, 'SHARED')).toContainText('My draft');

  await moss.keyboard.press('j');
  await moss.keyboard.press('c');
  const question = moss.getByRole('alertdialog', { name: 'Take over from Dr Wren Able?' });
  await expect(question).toContainText('their draft is kept as a version of its own');
  expect(await violations(moss)).toEqual([]);
  await moss.keyboard.press('Escape');
  await expect(question).toHaveCount(0);
  await expect(rowOf(moss, 'SHARED')).toBeFocused();
  await moss.keyboard.press('c');
  await question.getByRole('button', { name: 'Take over' }).press('Enter');
  await expect(rowOf(moss, 'SHARED')).toContainText('Me');
  await expect(rowOf(page, 'SHARED')).toContainText('Dr Moss Bold');
  const { rows } = await portal.db.execute(sql`
    select v.occasion from draft_versions v join appointments a on a.id = v.appointment_key
    where a.domain = ${room.domain}`);
  expect(rows).toEqual([{ occasion: 'taken over' }]);

  await moss.keyboard.press('u');
  await expect(rowOf(moss, 'SHARED')).toContainText('Unclaimed');
  await expect(rowOf(page, 'SHARED')).toContainText('Unclaimed');
  await moss.context().close();
});

test('what is claimed from Unclaimed leaves that list but not the hand', async ({ page, portal }) => {
  const room = await openRoom(portal.db);
  const [id] = await room.add({ patientName: 'MINE, Ada' }, { patientName: 'NEXT, Bea' });
  await portal.signIn(room.wren);
  await open(page, '/?view=unclaimed');
  await page.keyboard.press('j');
  await page.keyboard.press('c');
  await expect.poll(() => patientsOf(page)).toEqual(['NEXT, Bea']);
  await expect(preview(page)).toContainText('You hold it. It is no longer in the list shown, but in Mine.');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`${portal.url}/appointments/${room.domain}/${id}`);
});

test('the preview tells the question, alerts first, comments, and earlier reports whose text is read on demand', async ({
  page,
  portal,
}) => {
  const room = await openRoom(portal.db);
  const [id, earlier] = await room.add(
    { patientName: 'KNOWN, Ada', patientId: 'P1', clinicalInfo: 'Known nodule.\nGrowing?', laterality: 'LEFT' },
    { patientName: 'KNOWN, Ada', patientId: 'P1', studyDescription: 'CT chest last year', dueInMinutes: 500 },
  );
  const text = '<b>Nodule</b> of 4 mm.\nUnchanged.';
  await portal.db.execute(sql`
    insert into comments (guid, appointment_key, comment_text, comment_type, is_alert, commented_at, principal, added_by)
    select gen_random_uuid(), a.id, t.words, t.type, t.type = 'AA', now() + make_interval(secs => t.at), 'test', 'Desk'
    from appointments a, (values ('Images are late.', 'AC', 0), ('Contrast allergy.', 'AA', 1)) t(words, type, at)
    where a.domain = ${room.domain} and a.appointment_id = ${id}`);
  await portal.signIn(room.wren);
  const { rows } = await portal.db.execute<{ id: string }>(sql`select id from users where email = ${room.wren}`);
  const answer = await page.request.post(`/integrations/v1/${room.domain}/reporting/appointments/${earlier}/report`, {
    data: { reportText: text, reportStatus: 'preliminary' },
    headers: { origin: portal.url, 'readout-user': rows[0]?.id ?? '' },
  });
  expect(answer.status(), await answer.text()).toBe(201);

  await open(page, '/');
  await page.keyboard.press('j');
  const pane = preview(page);
  await expect(pane.getByText('Known nodule.\nGrowing?')).toBeVisible();
  await expect(pane).toContainText('left side');
  await expect(pane.getByRole('region', { name: 'Alert' })).toContainText('Contrast allergy.');
  await expect(pane.getByText('Images are late.')).toBeVisible();
  const spoken = (await pane.innerText()).replaceAll(/\s+/g, ' ');
  expect(await violations(page)).toEqual([]);
  expect(spoken.indexOf('Contrast allergy.')).toBeLessThan(spoken.indexOf('Known nodule.'));

  const reads = () =>
    portal.db
      .execute(sql`select 1 from audit_events where action = 'report.read' and organization = ${room.domain}`)
      .then(({ rows }) => rows.length);
  const readBefore = await reads();
  await pane.getByRole('button', { name: /CT chest last year/ }).press('Enter');
  await expect(pane.getByText('<b>Nodule</b> of 4 mm.')).toBeVisible();
  expect(await reads()).toBe(readBefore + 1);
});

test.describe(() => {
  test.use({ expectedFailures: [502] });

  test('a comment is added by keyboard, once however often it is sent, and what is typed stays with its patient', async ({
    page,
    portal,
  }) => {
    const room = await openRoom(portal.db);
    await room.add({ patientName: 'SPOKEN, Ada' }, { patientName: 'SILENT, Bea' });
    await portal.signIn(room.wren);
    await open(page, '/');
    await page.keyboard.press('j');
    const pane = preview(page);
    const box = pane.getByRole('textbox', { name: 'Add a comment' });
    await box.fill('Earlier images are on their way.');
    await rowOf(page, 'SILENT').click();
    await expect(pane).toContainText('SILENT, Bea');
    await expect(box).toHaveValue('');
    await rowOf(page, 'SPOKEN').click();
    await expect(box).toHaveValue('Earlier images are on their way.');

    // The first answer is lost on its way back; the server has the comment.
    const calls = '**/comments';
    const keys: (string | undefined)[] = [];
    await page.route(calls, async (route) => {
      if (route.request().method() === 'POST') keys.push(route.request().headers()['idempotency-key']);
      if (keys.length !== 1) return route.fallback();
      await route.fetch();
      await route.fulfill({ status: 502, body: '' });
    });
    await box.press('Control+Enter');
    await expect(pane.getByRole('alert')).toContainText('Your words are still here');
    await box.press('Control+Enter');
    await expect(pane.getByText('Earlier images are on their way.', { exact: true })).toBeVisible();
    await expect(box).toHaveValue('');
    expect(new Set(keys).size).toBe(1);
    const { rows } = await portal.db.execute(sql`
    select c.comment_text from comments c join appointments a on a.id = c.appointment_key where a.domain = ${room.domain}`);
    expect(rows).toHaveLength(1);
    await page.keyboard.press('Escape');
    await expect(rowOf(page, 'SPOKEN')).toBeFocused();
  });
});

test('v shows the images in the organization’s viewer, and says what is missing where it cannot', async ({
  page,
  portal,
  context,
}) => {
  const room = await openRoom(portal.db, `${portal.url}/api/health?accession={accessionNumber}`);
  await room.add(
    { patientName: 'SHOWN, Ada', accessionNumber: 'X 1' },
    { patientName: 'BARE, Bea', accessionNumber: null },
  );
  await portal.signIn(room.wren);
  await open(page, '/');
  await page.keyboard.press('j');
  const opened = context.waitForEvent('page');
  await page.keyboard.press('v');
  const viewer = await opened;
  await viewer.waitForURL(`${portal.url}/api/health?accession=X%201`);
  await viewer.close();
  await page.keyboard.press('j');
  await page.keyboard.press('v');
  await expect(page.getByText('It came without an accession number.')).toBeVisible();
});

test('without a viewer, v says that none is set up', async ({ page, portal }) => {
  const room = await openRoom(portal.db);
  await room.add({ patientName: 'UNSEEN, Ada' });
  await portal.signIn(room.wren);
  await open(page, '/');
  await page.keyboard.press('j');
  await page.keyboard.press('v');
  await expect(page.getByText(`${room.domain} has no image viewer set up`)).toBeVisible();
});

test('Shift+N opens the most urgent that nobody else holds', async ({ page, portal }) => {
  const room = await openRoom(portal.db);
  const [, held, wanted] = await room.add(
    { patientName: 'ROUTINE, Ada', dueInMinutes: -5000 },
    { patientName: 'HELD, Bea', priority: 'STAT', dueInMinutes: 5 },
    { patientName: 'WANTED, Cy', priority: 'STAT', dueInMinutes: 50 },
  );
  await portal.db.execute(sql`
    insert into claims (appointment_key, user_id, tab, claimed_at, lease_until)
    select a.id, u.id, gen_random_uuid(), now(), now() + interval '10 minutes' from appointments a, users u
    where a.domain = ${room.domain} and a.appointment_id = ${held} and u.email = ${room.moss}`);
  await portal.signIn(room.wren);
  await open(page, '/');
  await page.keyboard.press('Shift+N');
  await expect(page).toHaveURL(`${portal.url}/appointments/${room.domain}/${wanted}`);
});
