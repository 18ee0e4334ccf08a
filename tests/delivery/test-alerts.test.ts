import { sql } from 'drizzle-orm';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseConfig, useConfig } from '#lib/config';
import { testAlerts } from '#lib/delivery/test-alerts';
import type { TestStep } from '#lib/delivery/test-contract';
import { receiveHttp, type HttpReceiver } from '../support/http-receiver.ts';
import { CLINICIAN, openWorkshop, type Workshop } from '../support/open-workshop.ts';

const SECRET = 'whsec_QWxlcnRzIG9mIHRoZSB0ZXN0cywgbm90IGEgc2VjcmV0';

const CONFIG = { ...parseConfig({}), NEXTAUTH_SECRET: 'x'.repeat(32), READOUT_SECRET_KEY: 'x'.repeat(32) };

let shop: Workshop;
let alerts: HttpReceiver;
let answer = 202;
let words = '';
beforeAll(async () => {
  useConfig(CONFIG);
  alerts = await receiveHttp((response) => response.writeHead(answer).end(words));
  shop = await openWorkshop(['{ name: ehr, format: TEXT, transport: { type: "NULL" } }'], {
    organization: `    alertWebhook: { url: "${alerts.url}", secret: ${SECRET} }`,
  });
});
afterAll(async () => {
  await shop.close();
  await alerts.close();
});

/** Steps that have ended. */
async function steps(): Promise<TestStep[]> {
  const told: TestStep[] = [];
  for await (const step of await testAlerts(shop.context(), CLINICIAN, shop.domain)) told.push(step);
  return told.filter(({ state }) => state !== 'running');
}

test('one signed message is posted that says what it is, the answer is told, and the test audited', async () => {
  answer = 202;
  expect((await steps()).map(({ step, state }) => `${step} ${state}`)).toEqual(
    ['look-up', 'connect', 'send', 'reply'].map((step) => `${step} done`),
  );
  const [{ headers, body } = expect.fail('Nothing came.')] = alerts.received;
  expect(new Webhook(SECRET).verify(body, headers as Record<string, string>)).toEqual({
    type: 'organization.test-alerts',
    timestamp: expect.stringMatching(/Z$/),
    data: { organization: 'acme', text: expect.stringContaining('A test') },
  });
  expect(alerts.received).toHaveLength(1);
  const { rows } = await shop.db.execute(
    sql`select principal, organization from audit_events where action = 'organization.test-alerts'`,
  );
  expect(rows).toEqual([{ principal: CLINICIAN.principal, organization: 'acme' }]);
});

test('a refusal is the last step, with its words', async () => {
  [answer, words] = [401, `unknown sender ${'x'.repeat(1000)}`];
  expect((await steps()).at(-1)).toMatchObject({
    step: 'reply',
    state: 'failed',
    text: expect.stringContaining('401'),
    words: [
      { label: 'HTTP status', value: '401 Unauthorized' },
      { label: 'Answer', value: words.slice(0, 300) },
    ],
  });
});

test('a private address is refused where the deployment does not allow it, and nothing connects', async () => {
  alerts.received.length = 0;
  useConfig({ ...CONFIG, READOUT_ALLOW_PRIVATE_DESTINATIONS: false });
  const [only, ...more] = await steps();
  useConfig(CONFIG);
  expect(only).toMatchObject({ step: 'look-up', state: 'failed' });
  expect([more, alerts.received]).toEqual([[], []]);
});

test('without a webhook there is nothing to test', async () => {
  await shop.db.execute(sql`delete from alert_webhooks`);
  expect(await steps()).toMatchObject([{ step: 'nothing', text: expect.stringContaining('no webhook') }]);
});
