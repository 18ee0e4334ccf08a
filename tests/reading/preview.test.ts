import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countVersions, FINAL, historyPath, PRELIMINARY, reportPath } from '../http/partner.ts';
import { openReadingHouse, type ReadingHouse } from './reading-house.ts';

let house: ReadingHouse;
beforeAll(async () => {
  house = await openReadingHouse();
});
afterAll(() => house.close());

const preview = (id: string, body: object, headers: Record<string, string> = {}) =>
  house.as('ada', 'POST', `${reportPath(id)}/preview`, { body, headers });

describe('a preview', () => {
  test('tells each destination’s verdict with the filter in words and the value it saw', async () => {
    const id = await house.appointment();
    const { json } = await preview(id, PRELIMINARY);
    expect(json).toMatchObject({ version: 1, resultStatus: 'P', holdSeconds: 0 });
    expect(json.destinations).toMatchObject([
      { destination: 'acme.ehr', verdict: 'routed', filterType: null, failures: [] },
      {
        destination: 'acme.finals',
        verdict: 'filtered',
        filterType: 'CONDITION_FILTER',
        sendingAt: null,
        failures: [{ words: 'report status is final', valuesSeen: [{ field: 'report_status', value: 'preliminary' }] }],
      },
    ]);
  });

  test('is what the submission then does', async () => {
    const id = await house.appointment();
    for (const [body, resultStatus] of [
      [PRELIMINARY, 'P'],
      [FINAL, 'F'],
      [{ ...FINAL, reportText: 'Corrected.' }, 'C'],
    ] as const) {
      const { json: shown } = await preview(id, body);
      const { json: done } = await house.as('ada', 'POST', reportPath(id), { body });
      const { json: history } = await house.as('ada', 'GET', `${historyPath(done.reportGuid)}?explain=true`);
      expect(shown.resultStatus).toBe(resultStatus);
      expect(shown.version).toBe(history.version);
      const verdicts = (told: { destination: string; verdict: string }[]) =>
        told.map(({ destination, verdict }) => [destination, verdict]);
      expect(verdicts(shown.destinations)).toEqual(verdicts(history.explanation));
    }
  });

  test('of a portal final tells how long it is held', async () => {
    expect((await preview(await house.appointment(), FINAL)).json.holdSeconds).toBe(15);
    expect((await preview(await house.appointment({ priority: 'STAT' }), FINAL)).json.holdSeconds).toBe(0);
  });

  test('stores nothing', async () => {
    const id = await house.appointment();
    await preview(id, FINAL);
    expect(await countVersions(house, id)).toBe(0);
  });

  test('refuses what the submission would refuse', async () => {
    const id = await house.appointment();
    await house.as('ada', 'POST', reportPath(id), { body: FINAL });
    expect((await preview(id, PRELIMINARY)).status).toBe(409);
    expect(await preview(id, FINAL, { 'if-match': '"9"' })).toMatchObject({ status: 409, json: { currentVersion: 1 } });
    expect((await preview('nowhere', FINAL)).status).toBe(404);
    expect((await preview(id, { ...FINAL, reportText: ' ' })).status).toBe(400);
  });
});
