import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { destinationOf, openHistoryHouse, type HistoryHouse } from './history-house.ts';
import { FINAL, historyPath, pendingAppointment, PRELIMINARY, reportPath } from './partner.ts';

let house: HistoryHouse;
beforeAll(async () => {
  house = await openHistoryHouse();
});
afterAll(() => house.close());

describe('a destination', () => {
  test('that filtered it stays listed, without an item, and says which filter it was', async () => {
    const sent = await house.send('picky', FINAL, { patientId: 'P1' });
    const json = await house.history(sent);
    const args = { nothing: [], few: ['patient_id', 'accession_number'] };
    const few = `For picky.few, filter hasValidDataFor[patient_id, accession_number] filtered out item ${sent.guid}`;
    const modality = `For picky.few, filter matches[modality, US] filtered out item ${sent.guid}`;
    const item = { filterType: 'QUALITY_FILTER', filteredTrackingElement: sent.guid };
    expect(destinationOf(json, 'few')).toMatchObject({
      organization: 'Picky Imaging',
      organization_id: 'picky',
      itemCount: 0,
      itemCountBeforeQualityFiltering: 1,
      status: 'filtered',
      filteredReportRows: [few, modality],
      filteredReportItems: [
        { ...item, filterName: 'hasValidDataFor', filterArgs: args.few, message: few },
        { ...item, filterName: 'matches', filterArgs: ['modality', 'US'], message: modality },
      ],
    });
    expect(destinationOf(json, 'nothing')).toMatchObject({
      filteredReportItems: [{ filterType: 'ROUTING_FILTER', filterName: 'allowNone', filterArgs: args.nothing }],
    });
  });

  test('that filtered it adds a warning for each expression, with the item’s index and tracking id', async () => {
    const sent = await house.send('picky', FINAL);
    const json = await house.history(sent);
    expect(json.warningCount).toBe(3);
    expect(json.warnings).toHaveLength(3);
    expect(json.warnings).toContainEqual({
      scope: 'item',
      indices: [1],
      trackingIds: [sent.guid],
      message:
        'Item was not routed to picky.nothing because it did not pass the ROUTING_FILTER. Item failed on: allowNone()',
      errorCode: 'UNKNOWN',
    });
  });

  test('outside its jurisdiction is named by ?explain=true only, with the reason and the values seen', async () => {
    const sent = await house.send('acme', FINAL, { modality: 'MG' });
    const plain = await house.history(sent);
    expect(JSON.stringify(plain)).not.toContain('elsewhere');
    const { explanation, routedAt, deliveryAttempts, ...same } = await house.history(sent, '?explain=true');
    // Byte for byte: by that the portal's page sees whether what it shows is still true.
    expect(JSON.stringify(same)).toBe(JSON.stringify(plain));
    expect([routedAt, deliveryAttempts]).toEqual([plain.timestamp, []]);
    const verdictOf = (name: string) =>
      explanation.find(({ destination }: { destination: string }) => destination === name);
    expect(explanation).toHaveLength(4);
    expect(verdictOf('acme.elsewhere')).toMatchObject({
      index: 1,
      trackingId: sent.guid,
      verdict: 'outside jurisdiction',
      filterType: 'JURISDICTIONAL_FILTER',
      failures: [{ filterName: 'orEquals', valuesSeen: [{ field: 'sending_org', value: 'acme' }] }],
      reason: expect.stringContaining('acme'),
    });
    expect(verdictOf('acme.archive')).toMatchObject({ verdict: 'filtered', filterType: 'ROUTING_FILTER' });
    expect(verdictOf('acme.ehr')).toMatchObject({ verdict: 'routed', failures: [], reason: 'Every filter passed.' });
    expect((await house.api('GET', `${historyPath(sent.guid)}?explain=perhaps`)).status).toBe(400);
  });

  test('tells each attempt with ?explain=true: when, how long, what came of it', async () => {
    const sent = await house.send('acme', FINAL, { modality: 'CT' });
    await house.deliver();
    await house.db
      .execute(sql`insert into delivery_attempts (delivery_id, attempt, started_at, finished_at, outcome, detail)
      select d.id, 0, timestamptz '2026-11-25T01:00:00Z', '2026-11-25T01:00:05.5Z', 'retry', 'The line was busy.'
      from deliveries d join delivery_items i on i.delivery_id = d.id join submissions s on s.id = i.submission_id
      where s.report_id = ${sent.guid}::uuid and d.destination = 'acme.ehr'`);
    const { deliveryAttempts, destinations } = await house.history(sent, '?explain=true');
    const [first, ...later] = deliveryAttempts;
    expect(first).toEqual({
      destination: 'acme.ehr',
      reportId: destinations.find(({ service }: { service: string }) => service === 'ehr').sentReports[0].reportId,
      attempt: 0,
      startedAt: '2026-11-25T01:00:00.000Z',
      finishedAt: '2026-11-25T01:00:05.500Z',
      outcome: 'retry',
      detail: 'The line was busy.',
      address: null,
      isKept: false,
    });
    const told = later.map(({ destination, attempt, outcome, detail }: Record<string, unknown>) => [
      destination,
      attempt,
      outcome,
      detail,
    ]);
    expect(told.sort()).toEqual([
      ['acme.ehr', 1, 'delivered', null],
      ['acme.finals', 1, 'delivered', null],
    ]);
    expect(await house.history(sent)).not.toHaveProperty('deliveryAttempts');
  });

  test('that still holds an older version, because the newer one was filtered there, is outdated', async () => {
    const first = await house.send('drafty', PRELIMINARY);
    await house.deliver();
    const second = await house.send('drafty', FINAL, {}, first);
    await house.deliver();
    for (const sent of [first, second]) {
      const json = await house.history(sent);
      expect([destinationOf(json, 'drafts')?.outdated, destinationOf(json, 'all')?.outdated]).toEqual([true, false]);
    }
  });

  test('that is inactive gets nothing and is not listed', async () => {
    expect(destinationOf(await house.history(await house.send('drafty', FINAL)), 'paused')).toBeUndefined();
  });

  test('with slots tells the next one, and keeps telling it', async () => {
    const sent = await house.send('mixed', FINAL);
    const slots = destinationOf(await house.history(sent), 'slots');
    expect(slots?.sending_at).toMatch(/T03:00:00\.000Z$/);
    await house.deliver();
    expect(destinationOf(await house.history(sent), 'slots')).toEqual(slots);
    expect((await house.history(sent)).plannedCompletionAt).toBe(slots?.sending_at);
  });

  test('that cannot be reached is tried again, and why is told', async () => {
    const sent = await house.send('mixed', FINAL);
    await house.deliver();
    expect(destinationOf(await house.history(sent), 'unreached')).toMatchObject({
      status: 'retrying',
      attempts: 1,
      nextRetryAt: expect.any(String),
      lastError: expect.stringMatching(/^127\.0\.0\.1 is a private or local address/),
    });
  });
});

describe('a clinician’s final is held so that it can be recalled', () => {
  const heldFor = async (priority: string, report: object = FINAL) => {
    await house.db.execute(sql`update organizations set final_hold_seconds = 15 where name = 'acme'`);
    const id = await pendingAppointment(house, { priority });
    const cookie = await house.cookieOf('rad@acme.test');
    const { json } = await house.api('POST', reportPath(id), { cookie, body: report });
    const token = await house.tokenOf('acme-ris');
    const told = await house.history({ id, guid: json.reportGuid, token });
    const partner = await house.history(await house.send('acme', report));
    await house.db.execute(sql`update organizations set final_hold_seconds = 0 where name = 'acme'`);
    const delay = (shown: typeof told) =>
      Math.round((Date.parse(String(destinationOf(shown, 'ehr')?.sending_at)) - Date.parse(shown.timestamp)) / 1000);
    return [delay(told) + 0, delay(partner) + 0];
  };
  test('for fifteen seconds; a partner’s is not', async () => expect(await heldFor('ROUTINE')).toEqual([15, 0]));
  test('unless it is STAT', async () => expect(await heldFor('STAT')).toEqual([0, 0]));
  test('unless it is preliminary', async () => expect(await heldFor('ROUTINE', PRELIMINARY)).toEqual([0, 0]));
});
