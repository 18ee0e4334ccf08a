import type { Page } from '@playwright/test';
import { sql } from 'drizzle-orm';
import { violations, violationsInEach } from './axe.ts';
import { alertOf, expect, openReport, type Room, saveState, test, words, UNTIL_ASKED_MS } from './editor-room.ts';

const CHEST = {
  modality: 'CR',
  studyDescription: 'Chest radiograph',
  bodyPart: 'CHEST',
  clinicalInfo: 'Cough for a week.',
};

/** What is selected in the editor. */
const selected = (page: Page) => page.evaluate(() => getSelection()?.toString());

test.beforeEach(({ context, room }) => room.signIn(context, 'ada').then(() => undefined));

test('a report is begun, filled in and saved by keyboard alone', async ({ page, room }) => {
  const id = await room.appointment(CHEST);
  await openReport(page, room, id);
  await page.keyboard.press('Alt+Digit0');
  const dialog = page.getByRole('dialog', { name: 'Begin with a template' });
  await expect(dialog.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('chest radiograph');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await expect(dialog.getByRole('option', { selected: true })).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(words(page)).toContainText('Cough for a week.');
  await expect(words(page)).toBeFocused();
  await page.keyboard.press('Alt+Digit5');
  await page.keyboard.type('Nothing new. ');
  await expect(saveState(page)).toHaveText(/^Saved/);
  expect(await room.draftOf('ada', id)).toMatch(/IMPRESSION:?\s+Nothing new\. /);
});

test('Tab visits fields, typing replaces them, and without one or after Escape it leaves the text', async ({
  page,
  room,
}) => {
  await openReport(page, room, await room.appointment());
  await page.keyboard.type('[side] kidney of [size] mm, [F-18] tracer');
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Tab');
  expect(await selected(page)).toBe('[side]');
  await page.keyboard.type('Left');
  await page.keyboard.press('Tab');
  expect(await selected(page)).toBe('[size]');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(words(page)).not.toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(words(page)).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  expect(await selected(page)).toBe('[size]');
  await page.keyboard.type('12');
  await page.keyboard.press('Tab');
  await expect(words(page)).not.toBeFocused();
  await expect(words(page)).toHaveText('Left kidney of 12 mm, [F-18] tracer');
});

test('a snippet replaces its name at the space behind it, and Undo takes it back', async ({ page, room }) => {
  await openReport(page, room, await room.appointment());
  await page.keyboard.type(';nad ;unknown ');
  await expect(words(page)).toHaveText('No abnormality detected. ;unknown ');
  await page.keyboard.type(';unch ');
  expect(await selected(page)).toBe('[date]');
  await page.keyboard.press('Control+z');
  await expect(words(page)).toHaveText('No abnormality detected. ;unknown ;unch');
});

test('sections are jumped to, and a missing one is added in its place', async ({ page, room }) => {
  await openReport(page, room, await room.appointment());
  await page.keyboard.type('FINDINGS\nClear.\n\nIMPRESSION\nNormal.');
  await page.getByRole('button', { name: 'Add the section Comparison' }).click();
  await page.keyboard.type('None.');
  await expect(page.getByRole('button', { name: 'Go to Comparison' })).toBeVisible();
  await page.keyboard.press('Alt+Digit4');
  await page.keyboard.type('Lungs: ');
  await page.keyboard.press('Control+s');
  await expect(saveState(page)).toHaveText(/^Saved/);
  await expect(words(page)).toContainText('Lungs: Clear.');
  expect((await words(page).innerText()).replaceAll(/\n+/g, '|')).toBe(
    'COMPARISON|None.|FINDINGS|Lungs: Clear.|IMPRESSION|Normal.',
  );
});

test('a template never replaces words by itself', async ({ page, room }) => {
  await openReport(page, room, await room.appointment(CHEST));
  await page.keyboard.type('Mine. ');
  await page.keyboard.press('Alt+Digit0');
  await expect(page.getByRole('combobox', { name: 'Find a template' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(words(page)).toContainText('Mine. ');
  await expect(words(page)).toContainText('IMPRESSION');
  await page.keyboard.press('Alt+Digit0');
  await page.getByRole('button', { name: 'Replace all words' }).click();
  await expect(words(page)).not.toContainText('Mine. ');
  await page.keyboard.press('Control+z');
  await expect(words(page)).toContainText('Mine. ');
});

test('the plain text area keeps words, fields and snippets, and is remembered', async ({ page, room }) => {
  const id = await room.appointment();
  await openReport(page, room, id);
  await page.keyboard.type('Before [side]. ');
  await page.getByLabel('Plain text area').click();
  const area = page.locator('textarea#report-text');
  await expect(area).toHaveValue('Before [side]. ');
  await area.focus();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(';nad ');
  await expect(area).toHaveValue('Before [side]. No abnormality detected. ');
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Tab');
  await page.keyboard.type('left');
  await expect(saveState(page)).toHaveText(/^Saved/);
  expect(await room.draftOf('ada', id)).toBe('Before left. No abnormality detected. ');
  await page.reload();
  await expect(area).toHaveValue('Before left. No abnormality detected. ');
});

test('an earlier report is read on demand, compared, and quoted with where it is from', async ({ page, room }) => {
  const earlier = await room.appointment({
    patientId: 'P7',
    studyDescription: 'CT chest',
    appointmentDate: '2026-03-04',
  });
  await room.submit(earlier, { reportText: 'Nodule of 4 mm.', reportStatus: 'final' });
  const id = await room.appointment({ patientId: 'P7' });
  await openReport(page, room, id);
  await page.keyboard.type('Nodule of 6 mm.');
  const asked = page.waitForRequest((request) => request.url().endsWith(`/${earlier}/report`));
  await page.getByRole('button', { name: /CT chest/ }).click();
  await asked;
  await expect(page.getByRole('region', { name: 'Text of the earlier report' })).toHaveText('Nodule of 4 mm.');
  await page.getByRole('button', { name: 'Compare' }).click();
  await expect(page.locator('ins')).toContainText('6');
  await page.getByRole('button', { name: 'Compare', pressed: true }).click();
  await page.getByRole('button', { name: 'Insert with source' }).click();
  await expect(words(page)).toContainText('From the report on CT chest of 2026-03-04');
  await expect(words(page)).toContainText('Nodule of 4 mm.');
});

test('a comment is read and added once', async ({ page, room }) => {
  const id = await room.appointment();
  await openReport(page, room, id);
  await page.getByLabel('Add a comment').fill('Images of yesterday follow.');
  await page.getByRole('button', { name: 'Add comment' }).dblclick();
  await expect(page.getByText('Images of yesterday follow.')).toHaveCount(1);
  await page.reload();
  await expect(page.getByText('Images of yesterday follow.')).toHaveCount(1);
});

test('a list asked for before a comment was added does not take it away', async ({ page, room }) => {
  await page.clock.install();
  await openReport(page, room, await room.appointment());
  let letGo = () => undefined as void;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route('**/comments', async (route) => {
    if (route.request().method() !== 'GET') return route.continue();
    const before = await route.fetch();
    await held;
    // It may have been called off meanwhile.
    await route.fulfill({ response: before }).catch(() => undefined);
  });
  const asked = page.waitForRequest((request) => request.method() === 'GET' && request.url().endsWith('/comments'));
  await page.clock.fastForward('01:01');
  const older = await asked;
  const calledOff = page.waitForEvent('requestfailed', (request) => request === older);
  await page.getByLabel('Add a comment').fill('It stays.');
  await page.getByRole('button', { name: 'Add comment' }).click();
  await expect(page.getByText('It stays.')).toHaveCount(1);
  await calledOff;
  letGo();
  await expect(page.getByText('It stays.')).toHaveCount(1);
});

test('a report that stands is gone on with, and its words are no draft until something is changed', async ({
  page,
  room,
}) => {
  const id = await room.appointment();
  await room.submit(id, { reportText: 'Line one.\r\nLine two.', reportStatus: 'preliminary' });
  await openReport(page, room, id);
  await expect(words(page)).toContainText('Line two.');
  await expect(saveState(page)).toHaveText('Nothing to save');
  expect(await room.draftOf('ada', id)).toBeNull();
  await page.keyboard.type(' Line three.');
  await expect(saveState(page)).toHaveText(/^Saved/);
  expect(await room.draftOf('ada', id)).toBe('Line one.\nLine two. Line three.');
});

test('the title and the address say nothing of the patient, and nothing is kept in a cache', async ({ page, room }) => {
  const id = await room.appointment({ patientName: 'SAMPLE, Jane' });
  const answer = await page.goto(`${room.url}/appointments/acme/${id}`);
  expect(answer?.headers()['cache-control']).toContain('no-store');
  await expect(page).toHaveTitle('Report – Readout');
});

/** Every state of the page, by how to get there. */
const STATES: Record<string, (page: Page, room: Room) => Promise<void>> = {
  empty: async (page, room) => {
    await openReport(page, room, await room.appointment({ ...CHEST, priority: 'STAT', laterality: 'LEFT' }));
    await expect(page.getByRole('button', { name: 'All templates' })).toBeVisible();
  },
  written: async (page, room) => {
    await openReport(page, room, await room.appointment(CHEST));
    await page.keyboard.type('FINDINGS\nThe [side] lung.\n\nIMPRESSION\nClear.');
    await expect(saveState(page)).toHaveText(/^Saved/);
  },
  templates: async (page, room) => {
    await openReport(page, room, await room.appointment(CHEST));
    await page.keyboard.press('Alt+Digit0');
    await expect(page.getByRole('dialog')).toBeVisible();
  },
  'plain text area': async (page, room) => {
    await openReport(page, room, await room.appointment(CHEST));
    await page.getByLabel('Plain text area').click();
    await expect(page.locator('textarea#report-text')).toBeVisible();
    await page.getByLabel('Plain text area').click();
  },
  offline: async (page, room) => {
    await openReport(page, room, await room.appointment(CHEST));
    await page.context().setOffline(true);
    await page.keyboard.type('Words.');
    await expect(alertOf(page)).toContainText('cannot be reached');
    await expect(saveState(page)).toHaveText(/kept on this device/);
  },
  'session that ended': async (page, room) => {
    await openReport(page, room, await room.appointment(CHEST));
    await room.db.execute(sql`update sessions set expires_at = now()`);
    await page.keyboard.type('Words.');
    await expect(page.getByRole('alertdialog')).toBeVisible();
  },
  closed: async (page, room) => {
    const id = await room.appointment(CHEST);
    await room.appointment({ ...CHEST, status: 'APPPOINTMENT CANCELLED' }, id);
    await openReport(page, room, id, false);
    await expect(alertOf(page)).toBeVisible();
  },
  'another patient': async (page, room) => {
    await page.clock.install();
    const id = await room.appointment(CHEST);
    await openReport(page, room, id);
    await room.appointment({ ...CHEST, patientName: 'OTHER, John' }, id);
    await page.clock.fastForward(UNTIL_ASKED_MS);
    await expect(alertOf(page)).toBeVisible();
  },
  'held by a second tab': async (page, room) => {
    const id = await room.appointment(CHEST);
    await openReport(await page.context().newPage(), room, id);
    await page.bringToFront();
    await openReport(page, room, id, false);
    await expect(alertOf(page)).toBeVisible();
  },
  'foreign organization': async (page, room) => {
    await page.goto(`${room.url}/appointments/zenith/Z9`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  },
};

for (const [name, goThere] of Object.entries(STATES)) {
  test(`${name}: no violation of WCAG 2.2 AA`, async ({ page, room }) => {
    await goThere(page, room);
    expect(await violationsInEach(page)).toEqual([]);
  });
}

for (const [name, viewport] of Object.entries({
  'a phone': { width: 390, height: 844 },
  '200 % zoom': { width: 720, height: 450 },
  'a wide screen': { width: 2560, height: 1440 },
})) {
  test.describe(`on ${name}`, () => {
    test.use({ viewport });

    test('each pane is reached, nothing scrolls sideways, and axe finds nothing', async ({ page, room }) => {
      await openReport(page, room, await room.appointment(CHEST));
      await words(page).focus();
      await page.keyboard.type('Words.');
      for (const pane of ['Request', 'Sign', 'Report']) {
        const button = page.getByRole('group', { name: 'Parts of the report' }).getByRole('button', { name: pane });
        if (await button.isVisible()) await button.click();
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), pane).toBeLessThanOrEqual(
          0,
        );
        expect(await violations(page), pane).toEqual([]);
      }
      await expect(words(page)).toHaveText('Words.');
    });
  });
}
