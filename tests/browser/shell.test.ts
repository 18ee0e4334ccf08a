import type { Page } from '@playwright/test';
import { sql } from 'drizzle-orm';
import { violations } from './axe.ts';
import { expect, open, test } from './portal.ts';
import { openRoom } from './reading-room.ts';

const list = async (page: Page) => {
  await open(page, '/submissions');
  await expect(page.getByRole('table', { name: 'Submissions, newest first' })).toBeVisible();
};

test.beforeEach(({ portal }) => portal.signIn('rad@acme.test').then(() => undefined));

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('every page is in a menu that the keyboard opens, and the button names the one that is shown', async ({
    page,
  }) => {
    await list(page);
    const pages = page.getByRole('button', { name: 'Pages, Submissions is shown' });
    await pages.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('menuitem')).toContainText(['Worklist', 'Submissions', 'API docs']);
    await expect(page.getByRole('menuitem', { name: 'Submissions', exact: true })).toHaveAttribute(
      'aria-current',
      'page',
    );
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(pages).toBeFocused();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(({ pathname }) => pathname === '/');
  });

  test('palette and shortcut sheet fit', async ({ page }) => {
    await list(page);
    for (const key of ['Control+k', '?']) {
      await page.keyboard.press(key);
      const box = await page.getByRole('dialog').boundingBox();
      expect(box).toMatchObject({ x: 0, width: 390 });
      expect((box?.y ?? -1) >= 0 && (box?.y ?? 0) + (box?.height ?? 0) <= 844).toBe(true);
      await page.keyboard.press('Escape');
    }
  });
});

for (const width of [640, 1024, 1279, 1280, 1440, 1536]) {
  test.describe(`${width} pixels wide`, () => {
    test.use({ viewport: { width, height: 800 } });

    test('the bar of somebody who has every page and two organizations holds all of it', async ({ page, portal }) => {
      const { wren } = await openRoom(portal.db);
      await portal.db.execute(sql`insert into memberships (user_id, organization, role)
        select u.id, o.name, r.role from users u, organizations o, (values ('clinician'), ('admin')) r (role)
        where u.email = ${wren} and o.name in ('acme', 'zenith')`);
      await portal.signIn(wren);
      await open(page, '/sandbox?organization=acme');
      const cut = await page.evaluate(
        () =>
          [...document.querySelectorAll('header, header > div, header nav')].filter(
            ({ scrollWidth, clientWidth }) => scrollWidth > clientWidth,
          ).length,
      );
      expect(cut).toBe(0);
      const account = await page.getByRole('button', { name: /^Account of/ }).boundingBox();
      expect((account?.x ?? 0) + (account?.width ?? width)).toBeLessThanOrEqual(width);
      await expect(page.getByRole('banner').getByText('Sandbox', { exact: true }).locator('visible=true')).toHaveCount(
        1,
      );
    });
  });
}

test.describe('without the server', () => {
  test.use({ expectedFailures: [0] });

  test('every page says so until the server answers again, and then asks anew', async ({ page, context }) => {
    await open(page, '/my-submissions');
    const banner = page.getByText('The server cannot be reached.');
    await context.setOffline(true);
    await expect(banner).toBeVisible();
    expect(await violations(page)).toEqual([]);
    const asked = page.waitForResponse('**/api/my-submissions*');
    await context.setOffline(false);
    expect((await asked).status()).toBe(200);
    await expect(banner).toHaveCount(0);
  });
});

test.describe('at an address without a page', () => {
  test.use({ expectedFailures: [404] });

  test('somebody signed in stays in the portal', async ({ page }) => {
    expect((await open(page, '/no-such-page'))?.status()).toBe(404);
    await expect(page.getByRole('heading', { name: 'There is no page at this address' })).toBeVisible();
    await page
      .getByRole('navigation', { name: 'Pages' })
      .getByRole('link', { name: 'Submissions', exact: true })
      .click();
    await expect(page.getByRole('table', { name: 'Submissions, newest first' })).toBeVisible();
  });

  test('somebody who is not sees nothing of it', async ({ page, context }) => {
    await context.clearCookies();
    expect((await open(page, '/no-such-page'))?.status()).toBe(404);
    await expect(page.getByRole('navigation')).toHaveCount(0);
    await expect(page.getByRole('button')).toHaveCount(0);
  });
});

test('on paper there is the page without the portal around it', async ({ page }) => {
  await list(page);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect(page.getByRole('banner')).toBeHidden();
  await expect(page.getByRole('table', { name: 'Submissions, newest first' })).toBeVisible();
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toBe(
    'rgb(255, 255, 255)',
  );
});

test('high contrast is chosen in the menu, holds from the first byte, and is light or dark as the device', async ({
  page,
}) => {
  await list(page);
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitemradio', { name: 'High contrast' }).click();
  const html = await (await open(page, '/submissions'))?.text();
  expect(html).toContain('<html lang="en" data-theme="contrast">');
  const colours = () =>
    page.evaluate(() => {
      const { backgroundColor, color } = getComputedStyle(document.documentElement);
      return [backgroundColor, color];
    });
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await colours()).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
  await page.emulateMedia({ colorScheme: 'light' });
  expect(await colours()).toEqual(['rgb(255, 255, 255)', 'rgb(0, 0, 0)']);
});

test('where the device asks for more contrast it is given whatever was chosen, and forced colours are the device’s', async ({
  page,
}) => {
  await page.emulateMedia({ colorScheme: 'dark', contrast: 'more' });
  await list(page);
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  expect(await background()).toBe('rgb(0, 0, 0)');
  await page.emulateMedia({ forcedColors: 'active' });
  const [shown, forced] = await page.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', '<a id="probe"></a>');
    const probe = document.getElementById('probe');
    if (probe) probe.style.color = 'CanvasText';
    return [
      getComputedStyle(document.querySelector('h1') ?? document.body).color,
      probe && getComputedStyle(probe).color,
    ];
  });
  expect(shown).toBe(forced);
});

test('from page to page there is always a title: the old one until the new one', async ({ page }) => {
  await open(page, '/');
  const titles = await page.evaluateHandle(() => {
    const seen = [document.title];
    new MutationObserver(() => {
      if (document.title !== seen.at(-1)) seen.push(document.title);
    }).observe(document, { childList: true, subtree: true, characterData: true });
    return seen;
  });
  const names = ['My submissions', 'Submissions', 'Worklist', 'Submissions'];
  for (const name of names) {
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name, exact: true }).click();
    await expect(page).toHaveTitle(`${name} – Readout`);
  }
  expect(await titles.jsonValue()).toEqual(['Worklist', ...names].map((name) => `${name} – Readout`));
});
