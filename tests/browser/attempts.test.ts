import { readFile } from 'node:fs/promises';
import { sql } from 'drizzle-orm';
import type { Database } from '#db/client';
import { parseConfig, useConfig } from '#lib/config';
import { attemptDelivery } from '#lib/delivery/attempt-delivery';
import { claimDeliveries } from '#lib/delivery/claim-deliveries';
import { useLog } from '#lib/log';
import { loadSnapshot } from '#lib/settings/load-snapshot';
import { message } from '../intake/payloads.ts';
import { receiveHttp, type HttpReceiver } from '../support/http-receiver.ts';
import { ack, controlId, listenForMllp, type MllpListener } from '../support/mllp-listener.ts';
import { until } from '../support/until.ts';
import { violations } from './axe.ts';
import { openDoorRoom, type DoorRoom } from './door-room.ts';
import { expect, open, test } from './portal.ts';

let pacs: MllpListener;
let hook: HttpReceiver;

test.beforeAll(async () => {
  const secrets = { NEXTAUTH_SECRET: 'x'.repeat(32), READOUT_SECRET_KEY: 'x'.repeat(32) };
  useConfig({ ...parseConfig({}), ...secrets });
  useLog('silent');
  pacs = await listenForMllp((socket, text) => {
    const reply = ack('AE', controlId(text), 'Cannot be stored');
    socket.write(reply.replace('\r\x1c', '\rERR|||204^Unknown key identifier|E\r\x1c'));
  });
  hook = await receiveHttp((response) =>
    response.writeHead(202, { 'content-type': 'application/json' }).end('{"taken":true}'),
  );
});
test.afterAll(async () => {
  await pacs.close();
  await hook.close();
});

/** A payload that went to a listener, which refused it, and to a webhook, which took it. */
async function deliver(db: Database, url: string): Promise<{ room: DoorRoom; id: number }> {
  const room = await openDoorRoom(db, url, [
    { name: 'pacs', format: 'HL7', transport: { type: 'MLLP', host: '127.0.0.1', port: pacs.port } },
    { name: 'hook', format: 'FHIR', transport: { type: 'WEBHOOK', url: hook.url, secret: 'a webhook secret' } },
    { name: 'print', format: 'PDF', transport: { type: 'WEBHOOK', url: hook.url, secret: 'a webhook secret' } },
  ]);
  const names = ['pacs', 'hook', 'print'].map((name) => `${room.domain}.${name}`);
  const context = { db, correlationId: 'test', at: null };
  const sent = room.send(message({ text: 'CANARY of a report' }).hl7);
  // The portal's own worker may be first where it sends by these transports.
  await until('every file was attempted', async () => {
    for (const claim of await claimDeliveries(db, names, 3))
      await attemptDelivery(context, claim, await loadSnapshot(db));
    const { rows } = await db.execute(sql`select 1 from delivery_attempts t join deliveries d on d.id = t.delivery_id
      where d.destination = any (${sql.param(names)}::text[])`);
    return rows.length === names.length;
  });
  return { room, id: await sent };
}

test('an administrator opens an attempt by keyboard and reads message and reply, decoded; each read is audited', async ({
  page,
  portal,
}) => {
  const { room, id } = await deliver(portal.db, portal.url);
  await portal.signIn(room.fern);
  await open(page, `/submissions/${id}`);
  const lane = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: `${room.domain}.pacs` }) });
  await expect(lane).toContainText(/Attempt 1: failed for good after \d+\.\d s/);
  await expect(lane).toContainText(`To 127.0.0.1:${pacs.port}`);
  const reads = async () =>
    (
      await portal.db.execute(
        sql`select 1 from audit_events where action = 'attempt.read' and organization = ${room.domain}`,
      )
    ).rows.length;
  expect(await reads()).toBe(0);

  const button = page.getByRole('button', { name: `Message and reply of attempt 1 at ${room.domain}.pacs` });
  await button.press('Enter');
  const dialog = page.getByRole('dialog', { name: `Attempt 1 at ${room.domain}.pacs` });
  await expect(dialog.getByText('AE: application error')).toBeVisible();
  await expect(dialog.getByText('204: Unknown key identifier')).toBeVisible();
  expect(await reads()).toBe(1);
  await dialog.getByRole('tab', { name: 'Reply' }).press('ArrowLeft');
  await expect(dialog.getByRole('tab', { name: 'Message' })).toHaveAttribute('aria-selected', 'true');
  await expect(dialog.getByText('Patient name').first()).toBeVisible();
  await expect(dialog.getByText(/CANARY of a report/)).toBeVisible();
  const saving = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save as it was sent' }).press('Enter');
  const saved = await saving;
  expect(saved.suggestedFilename()).toMatch(/\.hl7$/);
  expect(await readFile(await saved.path(), 'utf8')).toMatch(/^MSH\|.*CANARY of a report/s);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(button).toBeFocused();
});

test('FHIR is indented, a PDF is saved, and the HTTP answer is told in words', async ({ page, portal }) => {
  const { room, id } = await deliver(portal.db, portal.url);
  await portal.signIn(room.fern);
  await open(page, `/submissions/${id}`);
  await page.getByRole('button', { name: `at ${room.domain}.hook` }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('region', { name: 'Message' })).toContainText(/{\n {2}"resourceType": "Bundle",/);
  await dialog.getByRole('tab', { name: 'Reply' }).click();
  await expect(dialog.getByText('202 Accepted')).toBeVisible();
  await expect(dialog.getByRole('region', { name: 'Reply' })).toHaveText('{\n  "taken": true\n}');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: `at ${room.domain}.print` }).click();
  await expect(dialog.getByText('It is no text: save it to open it.')).toBeVisible();
  const saving = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save as it was sent' }).click();
  expect((await readFile(await (await saving).path())).toString('latin1', 0, 5)).toBe('%PDF-');
});

test('a clinician sees times and outcomes, and neither address nor message', async ({ page, portal }) => {
  const { room, id } = await deliver(portal.db, portal.url);
  await portal.signIn(room.wren);
  await open(page, `/submissions/${id}`);
  await expect(page.getByText(/Attempt 1: failed for good/)).toBeVisible();
  await expect(page.getByText(`127.0.0.1:${pacs.port}`)).toBeHidden();
  await expect(page.getByRole('button', { name: /Message and reply/ })).toHaveCount(0);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('an opened attempt fits', async ({ page, portal }) => {
    const { room, id } = await deliver(portal.db, portal.url);
    await portal.signIn(room.fern);
    await open(page, `/submissions/${id}`);
    await page.getByRole('button', { name: `at ${room.domain}.pacs` }).click();
    await page.getByRole('tab', { name: 'Message' }).click();
    await expect(page.getByText('Patient name').first()).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await violations(page)).toEqual([]);
  });
});
