import { expect, test } from './portal.ts';
import {
  anotherTab,
  countVersions,
  endHold,
  holdFinals,
  makeAppointment,
  openReport,
  readReport,
  signature,
  signDialog,
  submitAsPartner,
  words,
  write,
} from './report-desk.ts';

const GOOD = 'FINDINGS:\nFracture of the right distal radius.\n\nIMPRESSION:\nRight distal radius fracture.\n';
const WRONG_SIDE = 'FINDINGS:\nFracture of the left distal radius.\n\nIMPRESSION:\nLeft distal radius fracture.\n';

test.beforeEach(async ({ portal }) => {
  await portal.signIn('rad@acme.test');
});

test('a newcomer’s first report, by keyboard alone: written, checked, mended, signed, recalled, signed again, arrived', async ({
  page,
  portal,
}) => {
  await holdFinals(portal, 600);
  const id = await makeAppointment(portal, { priority: 'URGENT' });
  await openReport(page, id);
  await write(page, 'FINDINGS:\nFracture of the [side] distal radius.\n\nIMPRESSION:\nLeft distal radius fracture.\n');
  const pane = signature(page);
  await expect(pane.getByText('The order is for the right side; the impression names only the left.')).toBeVisible();
  await expect(pane.getByRole('listitem').filter({ hasText: 'acme.ehr' })).toContainText('receives it');
  await expect(pane.getByRole('listitem').filter({ hasText: 'acme.archive' })).toContainText(
    'Routing filter: takes it if modality is CT or MR; here modality is “XR”',
  );
  await expect(pane.getByText('Held for 600 seconds, in which you can recall it.')).toBeVisible();
  await page.keyboard.press('F8');
  await page.keyboard.insertText('right');
  await page.keyboard.press('F8');
  await page.keyboard.insertText('Right');
  await expect(pane.getByText('Nothing to put right.')).toBeVisible();

  await page.keyboard.press('Control+Enter');
  const dialog = signDialog(page);
  await expect(dialog.getByText('RADIUS, Robin')).toBeVisible();
  await expect(dialog.getByText('Dr Ada Reid')).toBeVisible();
  await expect(dialog.getByRole('region', { name: 'Report text' })).toContainText('Right distal radius fracture.');
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(pane.getByRole('heading', { name: /^Final/ })).toBeFocused();

  await page.keyboard.press('Alt+r');
  await expect(pane.getByRole('heading', { name: /^Withdrawn/ })).toBeVisible();
  await expect(words(page)).toHaveAttribute('aria-readonly', 'false');
  await words(page).focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.insertText('No dislocation.');
  await expect(page.getByTestId('save-state')).toContainText('Saved');
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(pane.getByRole('heading', { name: /^Final/ })).toBeVisible();
  await expect(pane.getByRole('listitem').filter({ hasText: 'acme.ehr' })).toContainText('Waiting');
  await endHold(portal, id);
  await expect(pane.getByRole('listitem').filter({ hasText: 'acme.ehr' })).toContainText('Delivered');
  const report = await readReport(portal, id);
  expect(report).toMatchObject({ version: 3, reportStatus: 'final' });
  expect(report.reportText).toContain('Right distal radius fracture.\nNo dislocation.');
  expect(report.versions[0].resultStatus).toBe('F');
});

test('a check that blocks needs a reason, which is kept with the version and shown to its readers', async ({
  page,
  portal,
}) => {
  const id = await makeAppointment(portal);
  await openReport(page, id);
  await write(page, WRONG_SIDE);
  await page.keyboard.press('Control+Enter');
  const reason = signDialog(page).getByLabel(/^Why it is right all the same/);
  await expect(reason).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(signDialog(page).getByText('Give a reason, or go back and put it right.')).toBeVisible();
  expect(await countVersions(portal, id)).toBe(0);
  await expect(reason).toBeFocused();
  await page.keyboard.insertText('The left was imaged; the referrer was told.');
  await page.keyboard.press('Enter');
  await expect(signature(page).getByRole('heading', { name: /^Final/ })).toBeVisible();
  await expect(signature(page).getByText('The left was imaged; the referrer was told.')).toBeVisible();
  const { versions } = await readReport(portal, id);
  expect(versions[0].overrides).toEqual([
    { rule: 'side-mismatch', reason: 'The left was imaged; the referrer was told.' },
  ]);
});

test('a stop cannot be overridden', async ({ page, portal }) => {
  const id = await makeAppointment(portal);
  await openReport(page, id);
  await write(page, '— — —');
  await page.keyboard.press('Control+Enter');
  await expect(signDialog(page).getByText('Must be put right')).toBeVisible();
  await expect(signDialog(page).getByRole('textbox')).toHaveCount(0);
  await expect(signDialog(page).getByRole('button', { name: 'Sign', exact: true })).toBeDisabled();
  await expect(signDialog(page).getByRole('button', { name: 'Back to writing' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(signDialog(page)).toHaveCount(0);
  expect(await countVersions(portal, id)).toBe(0);
});

test('preliminary, then final, then a correction: each with its difference from the one before', async ({
  page,
  portal,
}) => {
  const id = await makeAppointment(portal);
  await openReport(page, id);
  await write(page, 'Probable fracture of the right radius.');
  await page.keyboard.press('Control+Shift+Enter');
  await expect(page.getByRole('dialog', { name: 'Sign as preliminary' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(signature(page).getByRole('heading', { name: /^Preliminary/ })).toBeVisible();
  for (const [text, title, status] of [
    ['Fracture of the right radius.', 'Sign as final', /^Final/],
    ['Fracture of the right distal radius.', 'Sign the correction', /^Corrected/],
  ] as const) {
    await page.getByRole('button', { name: 'Write on' }).click();
    await expect(words(page)).toHaveAttribute('aria-readonly', 'false');
    await write(page, text);
    await page.keyboard.press('Control+Enter');
    const dialog = page.getByRole('dialog', { name: title });
    await dialog.getByRole('tab', { name: /^Changes from/ }).click();
    await expect(dialog.getByText(/words? added/)).toBeVisible();
    await dialog.getByRole('button', { name: 'Sign', exact: true }).click();
    await expect(signature(page).getByRole('heading', { name: status })).toBeVisible();
  }
  await signature(page).getByRole('button', { name: '3 versions' }).click();
  const versions = page.getByRole('dialog', { name: 'Versions of this report' });
  await expect(versions.getByText('Against version 2: 1 word added, 0 words removed.')).toBeVisible();
  await versions.getByLabel('Compared with').selectOption('Against version 1');
  await expect(versions.getByText(/^Against version 1/).last()).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Write on' }).click();
  await expect(words(page)).toHaveAttribute('aria-readonly', 'false');
  await page.keyboard.press('Control+Shift+Enter');
  await expect(page.getByText(/There is a final report$/)).toBeVisible();
  expect((await readReport(portal, id)).versions.map((one: { resultStatus: string }) => one.resultStatus)).toEqual([
    'C',
    'F',
    'P',
  ]);
});

test('withdrawing asks why, and tells what it was', async ({ page, portal }) => {
  const id = await makeAppointment(portal);
  await submitAsPartner(portal, id, { reportText: GOOD, reportStatus: 'final' });
  await openReport(page, id);
  await signature(page).getByRole('button', { name: 'Withdraw' }).press('Enter');
  const dialog = page.getByRole('alertdialog', { name: 'Withdraw this report' });
  await expect(dialog.getByLabel('Reason')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('Say why it is withdrawn.')).toBeVisible();
  await page.keyboard.insertText('Reported on the wrong patient.');
  await page.keyboard.press('Enter');
  await expect(signature(page).getByRole('heading', { name: /^Withdrawn/ })).toBeVisible();
  await expect(signature(page).getByText('Reported on the wrong patient.')).toBeVisible();
  expect(await countVersions(portal, id)).toBe(2);
});

test.describe('one version, however it is signed:', () => {
  test.beforeEach(async ({ page, portal }, { annotations }) => {
    const id = await makeAppointment(portal);
    annotations.push({ type: 'appointment', description: id });
    await openReport(page, id);
    await write(page, GOOD);
  });
  const idOf = () => test.info().annotations.find(({ type }) => type === 'appointment')?.description ?? '';

  test('a double click', async ({ page, portal }) => {
    await page.keyboard.press('Control+Enter');
    await signDialog(page).getByRole('button', { name: 'Sign', exact: true }).dblclick();
    await expect(signature(page).getByRole('heading', { name: /^Final/ })).toBeVisible();
    expect(await countVersions(portal, idOf())).toBe(1);
  });

  test('clicks and Enter at once, and Enter held down from the start', async ({ page, portal }) => {
    await page.keyboard.down('Control');
    await page.keyboard.down('Enter');
    await expect(signDialog(page)).toBeVisible();
    await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    await page.keyboard.up('Control');
    await expect(signDialog(page)).toBeVisible();
    expect(await countVersions(portal, idOf())).toBe(0);
    const button = signDialog(page).getByRole('button', { name: 'Sign', exact: true });
    await button.evaluate((element: HTMLElement) => {
      element.click();
      element.click();
    });
    await page.keyboard.press('Enter');
    await expect(signature(page).getByRole('heading', { name: /^Final/ })).toBeVisible();
    expect(await countVersions(portal, idOf())).toBe(1);
  });

  test.describe(() => {
    test.use({ expectedFailures: [409] });

    test('two tabs', async ({ page, portal, context }) => {
      await page.keyboard.press('Control+Enter');
      await expect(signDialog(page)).toBeVisible();
      const other = await anotherTab(context);
      await other.goto(page.url());
      await other.getByRole('button', { name: 'Take over' }).click();
      await expect(words(other)).toHaveAttribute('aria-readonly', 'false');
      await other.keyboard.press('Control+Enter');
      await expect(signDialog(other)).toBeVisible();
      await signDialog(page).getByRole('button', { name: 'Sign', exact: true }).click();
      await expect(signDialog(page)).toHaveCount(0);
      await other.keyboard.press('Enter');
      await expect(signDialog(other).getByText('Not signed: the report is not the one you saw')).toBeVisible();
      await expect(signDialog(other).getByText('The text is the same as in version 1.')).toBeVisible();
      expect(await countVersions(portal, idOf())).toBe(1);
      await other.close();
    });

    test('a partner’s report meanwhile is shown with the difference, and can be signed over', async ({
      page,
      portal,
    }) => {
      await page.keyboard.press('Control+Enter');
      await expect(signDialog(page)).toBeVisible();
      await submitAsPartner(portal, idOf(), { reportText: 'A partner’s words.', reportStatus: 'preliminary' });
      await page.keyboard.press('Enter');
      await expect(signDialog(page).getByText('Not signed: the report is not the one you saw')).toBeVisible();
      await expect(signDialog(page).getByRole('button', { name: 'Back to writing' })).toBeFocused();
      await signDialog(page).getByRole('button', { name: 'Sign mine over version 1' }).click();
      await expect(signature(page).getByRole('heading', { name: /^Final/ })).toBeVisible();
      expect(await readReport(portal, idOf())).toMatchObject({ version: 2, reportText: GOOD });
    });
  });

  test.describe(() => {
    test.use({ expectedFailures: [0] });

    test('an answer that was lost on its way is asked for again, with the same key', async ({ page, portal }) => {
      const keys: (string | undefined)[] = [];
      await page.route('**/report', async (route) => {
        if (route.request().method() !== 'POST') return route.continue();
        keys.push(route.request().headers()['idempotency-key']);
        if (keys.length > 1) return route.continue();
        await route.fetch();
        return route.abort();
      });
      await page.keyboard.press('Control+Enter');
      await expect(signDialog(page)).toBeVisible();
      await page.keyboard.press('Enter');
      await expect(signDialog(page).getByText('The server cannot be reached.', { exact: false })).toBeVisible();
      await page.keyboard.press('Enter');
      await expect(signature(page).getByRole('heading', { name: /^Final/ })).toBeVisible();
      expect(keys[1]).toBe(keys[0]);
      expect(await countVersions(portal, idOf())).toBe(1);
    });
  });
});
