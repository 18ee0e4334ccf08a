import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse, type House } from '../support/open-house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

test('an accepted report is answered 201 with its guid and can be read back', async () => {
  await house.api('PUT', '/integrations/v1/acme/appointments/A1', {
    body: { status: 'PENDING REPORTING', modality: 'CT' },
  });
  const answer = await house.api('POST', '/integrations/v1/acme/reporting/appointments/A1/report', {
    body: { reportText: 'Lungs are clear.', reportStatus: 'Final' },
  });
  expect(answer.status).toBe(201);
  const report = await house.api('GET', '/integrations/v1/acme/reporting/appointments/A1/report');
  expect(report.json.reportText).toBe('Lungs are clear.');
  const history = await house.api('GET', `/api/waters/report/${answer.json.reportGuid}/history`);
  expect(history.json.overallStatus).toBe('Waiting to Deliver');
});
