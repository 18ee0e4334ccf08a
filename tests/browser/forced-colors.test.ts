import type { Locator } from '@playwright/test';
import { expect, open, test } from './portal.ts';
import { openRoom, preview, rowOf } from './reading-room.ts';

test.use({ forcedColors: 'active' });

const styleOf = (locator: Locator, name: string) =>
  locator.evaluate((element, property) => getComputedStyle(element).getPropertyValue(property), name);

test('with the device’s own colours, words on filled marks stay readable and what is chosen is seen', async ({
  page,
  portal,
}) => {
  const room = await openRoom(portal.db);
  await room.add({ patientName: 'FORCED, Ada', priority: 'STAT' });
  await portal.signIn(room.wren);
  await open(page, '/');
  await page.keyboard.press('j');
  // The browser would lay a plate of the page's colour behind these words, in which they vanish.
  for (const mark of [rowOf(page, 'FORCED').getByText('STAT'), preview(page).getByRole('button', { name: 'Open' })])
    expect(await styleOf(mark, 'forced-color-adjust')).toBe('none');
  expect(await styleOf(page.getByRole('button', { name: 'Preview' }), 'outline-style')).toBe('solid');
  expect(await styleOf(rowOf(page, 'FORCED'), 'outline-style')).toBe('solid');
});
