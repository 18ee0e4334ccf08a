import type { Page } from '@playwright/test';
import { sql } from 'drizzle-orm';
import { ack, controlId, listenForMllp, type MllpListener } from '../support/mllp-listener.ts';
import { until } from '../support/until.ts';
import { openDoorRoom } from './door-room.ts';
import { expect, open, test, type Portal } from './portal.ts';

let pacs: MllpListener;
let code = 'AA';
test.beforeAll(async () => {
  pacs = await listenForMllp((socket, message) => socket.write(ack(code, controlId(message), 'Unknown order')));
});
test.afterAll(() => pacs.close());

/** Submits a report from the page, and waits until nothing of it is on its way. */
async function sign(page: Page, { db }: Portal, domain: string, reportStatus: string): Promise<void> {
  const users = await db.execute<{ id: string }>(sql`select id from users where email = ${`wren@${domain}.test`}`);
  const call = {
    path: `/integrations/v1/${domain}/reporting/appointments/F1/report`,
    user: users.rows[0]?.id ?? '',
    body: JSON.stringify({ reportStatus, reportText: `A ${reportStatus} report.` }),
  };
  const status = await page.evaluate(async ({ path, user, body }) => {
    const headers = { 'content-type': 'application/json', 'readout-user': user };
    return (await fetch(path, { method: 'POST', headers, body })).status;
  }, call);
  expect(status).toBe(201);
  await until('every file has come to its end', async () => {
    const { rows } = await db.execute(sql`select 1 from submissions where organization = ${domain}
      and delivery_state in ('processing', 'waiting', 'retrying')`);
    return rows.length === 0;
  });
}

test('a failed delivery comes first for its signer, and its page names the destination with the older version', async ({
  page,
  portal,
}) => {
  const transport = { type: 'MLLP', host: '127.0.0.1', port: pacs.port };
  const room = await openDoorRoom(portal.db, portal.url, [{ name: 'pacs', format: 'HL7', transport }]);
  await room.pending('F1', { priority: 'STAT' });
  await portal.signIn(room.wren);
  await open(page, '/my-submissions');
  await sign(page, portal, room.domain, 'preliminary');
  code = 'AE';
  await sign(page, portal, room.domain, 'final');
  await open(page, '/my-submissions');
  await expect(page.getByRole('columnheader', { name: 'Not delivered (1)' })).toBeVisible();
  const row = page.locator('tr:has([data-row])').first();
  await expect(row).toContainText('a destination failed');
  await row.locator('[data-row]').click();
  await expect(page.getByText(`${room.domain}.pacs still holds an older version than the current one.`)).toBeVisible();
  const lane = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: `${room.domain}.pacs` }) });
  await expect(lane).toContainText('This destination still holds an older version than the current one.');
  await expect(lane).toContainText('The receiver answered AE: Unknown order');
});
