import type { Page } from '@playwright/test';
import { sql } from 'drizzle-orm';
import { expect, open, PASSWORD, test } from './portal.ts';
import { violations, violationsInEach } from './axe.ts';

test.use({ expectedFailures: [400, 409] });

/** All changes are made in zenith, which other tests only look at from outside. */
const ZENITH = '?organization=zenith';

const dialog = (page: Page) => page.getByRole('dialog');

/** Moves with Tab until a control has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let moves = 0; moves < 80; moves += 1) {
    await page.keyboard.press('Tab');
    const reached = await page.evaluate((wanted) => {
      const element = document.activeElement;
      const label =
        element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
          ? (element.labels?.[0]?.textContent ?? '')
          : '';
      return [element?.getAttribute('aria-label'), element?.textContent, label].some((text) => text?.includes(wanted));
    }, name);
    if (reached) return;
  }
  throw new Error(`${name} cannot be reached with Tab.`);
}

test.beforeEach(async ({ portal }) => {
  await portal.signIn('root@readout.test');
});

test('by keyboard alone a person is added, sees a temporary password once, and is disabled', async ({
  page,
  portal,
}) => {
  await open(page, `/settings/users${ZENITH}`);
  await tabTo(page, 'Add a person');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel(/^E-mail/)).toBeFocused();
  await page.keyboard.type('nobody');
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByText('must be an e-mail address')).toBeVisible();
  await expect(dialog(page).getByText('must not be empty')).toBeVisible();
  await expect(page.getByLabel(/^E-mail/)).toBeFocused();
  await page.keyboard.type('@zenith.test');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Dr New Reader');
  await page.keyboard.press('Enter');
  const secret = page.getByTestId('secret');
  await expect(secret).toHaveText(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
  await page.keyboard.press('Escape');
  const doubt = page.getByRole('alertdialog', { name: 'Close it without a copy?' });
  await expect(doubt.getByRole('button', { name: 'Back to it' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(secret).toBeVisible();
  await page.getByRole('button', { name: 'I have kept it' }).press('Enter');
  await expect(secret).toHaveCount(0);
  const row = page.getByRole('row').filter({ hasText: 'nobody@zenith.test' });
  await expect(row).toContainText('Temporary password until');
  await page.getByRole('button', { name: 'Change Dr New Reader' }).press('Enter');
  await page.getByRole('button', { name: 'Disable the account' }).press('Enter');
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText('signed out at once, everywhere');
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await question.getByRole('button', { name: 'Disable the account' }).press('Enter');
  await expect(row).toContainText('Disabled');
  const { rows } = await portal.db.execute(
    sql`select disabled_at is not null as disabled from users where email = 'nobody@zenith.test'`,
  );
  expect(rows).toEqual([{ disabled: true }]);
});

test('a client’s secret and its command are shown once; rotating shows two secrets, revoking asks first', async ({
  page,
}) => {
  await open(page, `/settings/clients${ZENITH}`);
  await page.getByRole('button', { name: 'Create a client' }).press('Enter');
  await page.getByLabel('Client id').fill('zenith-pacs');
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByText('choose at least one scope')).toBeVisible();
  await page.getByLabel('history:read').press('Space');
  await dialog(page).getByRole('button', { name: 'Create' }).press('Enter');
  const secret = (await page.getByTestId('secret').textContent()) ?? '';
  expect(secret).toMatch(/^rdc_/);
  await expect(dialog(page).locator('pre')).toContainText(`client_id=zenith-pacs -d client_secret=${secret}`);
  expect(await violations(page)).toEqual([]);
  await dialog(page).getByRole('button', { name: 'I have kept it' }).press('Enter');
  await page.getByRole('button', { name: 'Rotate the secret of zenith-pacs' }).press('Enter');
  await dialog(page).getByRole('button', { name: 'Rotate', exact: true }).press('Enter');
  await expect(page.getByTestId('secret')).not.toHaveText(secret);
  await dialog(page).getByRole('button', { name: 'I have kept it' }).press('Enter');
  await expect(page.getByRole('list', { name: 'Secrets of zenith-pacs' }).getByRole('listitem')).toHaveCount(2);
  await page.getByRole('button', { name: 'Revoke zenith-pacs' }).press('Enter');
  await expect(page.getByRole('alertdialog')).toContainText('This cannot be undone');
  await page.getByRole('button', { name: 'Revoke for good' }).press('Enter');
  await expect(page.getByRole('main').getByRole('listitem').filter({ hasText: 'zenith-pacs' })).toContainText(
    'Revoked',
  );
});

test('a filter is checked while it is written, tried on what was submitted, and saved with its destination', async ({
  page,
  portal,
}) => {
  await open(page, `/settings/destinations${ZENITH}`);
  await page.getByRole('link', { name: 'Change portal' }).press('Enter');
  await page.getByRole('button', { name: 'Add an expression to Routing' }).press('Enter');
  const expression = page.getByRole('textbox', { name: 'Routing expression 1' });
  await expression.fill('matches(modalty, XX)');
  await expect(page.getByText('There is no field "modalty"; did you mean modality?')).toBeVisible();
  await expression.fill('matches(modality, XX)');
  await expect(page.getByText('Passes when modality is XX')).toBeVisible();
  await page.getByRole('button', { name: 'Dry run' }).press('Enter');
  const run = page.getByRole('region', { name: 'Dry run', exact: true });
  await expect(run).toContainText('One submission fares differently');
  const row = run.getByRole('row').filter({ hasText: 'Z1' });
  await expect(row).toContainText('kept');
  await expect(row).toContainText('Routing: modality is XX');
  await expect(row).toContainText(/modality (empty|[A-Z]{2})/);
  expect(await violations(page)).toEqual([]);
  const stored = sql`select settings->'routingFilter' as filter from receivers where organization = 'zenith' and name = 'portal'`;
  expect((await portal.db.execute(stored)).rows).toEqual([{ filter: [] }]);
  await expression.fill('matches(modality, CT, MR, US, CR)');
  await expect(run).toContainText('The filters have changed since this was tried');
  await page.getByRole('button', { name: 'Save', exact: true }).press('Enter');
  await expect(page.getByText('Saved. It counts from now on.')).toBeVisible();
  expect((await portal.db.execute(stored)).rows).toEqual([{ filter: ['matches(modality, CT, MR, US, CR)'] }]);
  await page.getByRole('button', { name: 'Remove routing expression 1' }).press('Enter');
  await page.getByRole('button', { name: 'Save', exact: true }).press('Enter');
  await expect(page.getByText('Saved. It counts from now on.')).toBeVisible();
});

test('every problem stands at its field, and somebody else’s change is shown before it could be lost', async ({
  page,
  portal,
}) => {
  await open(page, `/settings/organization${ZENITH}`);
  await page.getByLabel('Time zone', { exact: true }).fill('Vienna');
  await page.getByLabel('Correction window').fill('soon');
  await page.getByLabel('Recall of finals').fill('');
  await page.keyboard.press('Enter');
  await expect(page.getByText('must be a time zone such as Australia/Melbourne or UTC')).toBeVisible();
  await expect(page.getByText('must be a number')).toHaveCount(2);
  await expect(page.getByText('Nothing was saved: 3 fields have a problem.')).toBeVisible();
  await expect(page.getByLabel('Time zone', { exact: true })).toBeFocused();
  await page.getByLabel('Time zone', { exact: true }).fill('Europe/Vienna');
  await page.getByLabel('Correction window').fill('90');
  await page.getByLabel('Recall of finals').fill('15');
  await portal.db.execute(sql`update organizations set session_hours = 8 where name = 'zenith'`);
  await page.keyboard.press('Enter');
  const notice = page.getByRole('alert').filter({ hasText: 'Somebody else changed this meanwhile' });
  await expect(notice).toContainText('They changed: Longest session.');
  expect(await violations(page)).toEqual([]);
  await notice.getByRole('button', { name: 'Keep my changes' }).press('Enter');
  await expect(page.getByLabel('Longest session')).toHaveValue('8');
  await expect(page.getByLabel('Correction window')).toHaveValue('90');
  await page.getByRole('button', { name: 'Save', exact: true }).press('Enter');
  await expect(page.getByText('Saved. It counts from now on.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeFocused();
  const { rows } = await portal.db.execute(
    sql`select correction_window_minutes as minutes, session_hours as hours from organizations where name = 'zenith'`,
  );
  expect(rows).toEqual([{ minutes: 90, hours: 8 }]);
});

test('one session is ended by itself; a wrong password is told at its field, the right one ends all others', async ({
  page,
  portal,
}) => {
  await portal.db.execute(sql`insert into users (id, email, name, password_hash)
    select '0192d3a0-6f0e-7c21-8a45-2d1f3c5b7e99', 'own@zenith.test', 'Own Profile', password_hash from users
    where email = 'rad@zenith.test' on conflict do nothing`);
  for (let times = 0; times < 3; times += 1) await portal.signIn('own@zenith.test');
  await open(page, '/profile');
  const ends = page.getByRole('button', { name: 'End it' });
  await expect(ends).toHaveCount(2);
  await ends.first().press('Enter');
  await expect(page.getByText('The session has ended')).toBeVisible();
  await expect(ends).toHaveCount(1);
  await expect(page.getByRole('list', { name: 'Sessions' })).toBeFocused();
  await page.getByLabel('Your password now').fill('wrong');
  await page.getByLabel('New password').fill('a sentence nobody guesses');
  await page.keyboard.press('Enter');
  await expect(page.getByText('is not your password')).toBeVisible();
  await page.getByLabel('Your password now').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page.getByText('Changed. Your other sessions have ended.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'End it' })).toHaveCount(0);
  expect(await violations(page)).toEqual([]);
});

test('who administers nothing is told so and sees no link to settings', async ({ page, portal }) => {
  await portal.signIn('rad@acme.test');
  await open(page, '/settings/users');
  await expect(page.getByRole('heading', { name: 'These settings are for administrators' })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Settings' })).toHaveCount(0);
  expect(await violations(page)).toEqual([]);
  await portal.signIn('admin@acme.test');
  await open(page, `/settings/users${ZENITH}`);
  await expect(page.getByRole('heading', { name: 'These settings are for administrators' })).toBeVisible();
  await expect(page.getByText('rad@zenith.test')).toHaveCount(0);
});

/** Whether the upper left of what has the focus is there to be seen. */
const isInSight = (page: Page) =>
  page.evaluate(() => {
    const focused = document.activeElement;
    const { left, top } = focused?.getBoundingClientRect() ?? { left: 0, top: 0 };
    const seen = document.elementFromPoint(left + 5, top + 5);
    return focused !== null && (focused === seen || focused.contains(seen) || seen?.contains(focused) === true);
  });

test.describe('on a small screen', () => {
  test.use({ viewport: { width: 390, height: 600 } });

  test('people are a list, with all that the table says, and nothing to scroll sideways', async ({ page }) => {
    await open(page, `/settings/users${ZENITH}`);
    const item = page.getByRole('list', { name: 'Users' }).getByRole('listitem').filter({ hasText: 'Dr Zoe Zell' });
    for (const words of ['rad@zenith.test', 'Clinician', 'Active', 'Last sign-in:']) {
      await expect(item.getByText(words)).toBeInViewport();
    }
    await expect(page.getByRole('region', { name: 'Users' })).toHaveCount(0);
    const isCut = (element: Element) =>
      [element, ...element.querySelectorAll('*')].some((one) => one.scrollWidth > innerWidth);
    expect(await page.getByRole('list', { name: 'Users' }).evaluate(isCut)).toBe(false);
  });

  test('no field that Tab reaches is behind the buttons that stay in sight', async ({ page }) => {
    await open(page, `/settings/organization${ZENITH}`);
    await page.getByLabel('Name (required)').focus();
    const fields = `Time zone, Country, State, County, Add a site, Correction window, Recall of finals, STAT, URGENT, ROUTINE,
      Image viewer, Idle limit, Longest session, Webhook address, Signing secret, Secret before it, Destinations of others`;
    for (const label of fields.split(/,\s+/)) {
      await tabTo(page, label);
      expect(await isInSight(page), label).toBe(true);
    }
  });
});

const PLACES: Record<string, (page: Page) => Promise<void>> = {
  organization: (page) => expect(page.getByLabel('Time zone', { exact: true })).toBeVisible(),
  users: async (page) => {
    await page.getByRole('button', { name: 'Change Dr Zoe Zell' }).click();
    await expect(dialog(page)).toBeVisible();
  },
  senders: async (page) => {
    await page.getByRole('button', { name: 'Create a sender' }).click();
    await expect(dialog(page)).toBeVisible();
  },
  clients: async (page) => {
    await page.getByRole('button', { name: 'Create a client' }).click();
    await page.getByLabel('Proves itself with').selectOption('key');
    await expect(page.getByRole('textbox', { name: /^Public key/ })).toBeVisible();
  },
  destinations: (page) => expect(page.getByRole('heading', { name: 'portal' })).toBeVisible(),
  'new-destination': async (page) => {
    await page.getByLabel('TLS', { exact: true }).check();
    await expect(page.getByRole('textbox', { name: 'Client certificate' })).toBeVisible();
    expect(await violationsInEach(page), 'TLS of MLLP').toEqual([]);
    await page.getByLabel('Transport', { exact: true }).selectOption('WEBHOOK');
    expect(await violationsInEach(page), 'a webhook').toEqual([]);
    await page.getByLabel('Transport', { exact: true }).selectOption('SFTP');
    await page.getByLabel('When', { exact: true }).selectOption('MERGE');
  },
};

for (const [name, viewport] of Object.entries({
  'at a desk': { width: 1440, height: 900 },
  'on a phone': { width: 390, height: 844 },
})) {
  test.describe(name, () => {
    test.use({ viewport });

    test('no settings page violates WCAG 2.2 AA or scrolls sideways', async ({ page }) => {
      for (const [place, goThere] of Object.entries(PLACES)) {
        await open(page, `/settings/${place}${ZENITH}`);
        expect(await violationsInEach(page), place).toEqual([]);
        await goThere(page);
        expect(await violationsInEach(page), `${place}, opened`).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), place).toBeLessThanOrEqual(
          0,
        );
      }
      await open(page, '/profile');
      expect(await violationsInEach(page), 'profile').toEqual([]);
    });
  });
}
