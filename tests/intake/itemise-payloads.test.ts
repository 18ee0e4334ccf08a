import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { itemisePayloads } from '#lib/intake/itemise-payloads';
import { appointmentPath, historyPath, reportPath, rowsOf } from '../http/partner.ts';
import { openHouse, type ApiAnswer, type House } from '../support/open-house.ts';
import { DOOR, message, post, type MadeMessage } from './payloads.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse({ settings: DOOR });
});
afterAll(() => house.close());

/** A worker's rounds until no payload waits. */
async function itemise(): Promise<void> {
  while (await itemisePayloads(house.context));
}

/** POSTs a payload, lets a worker read it, and answers its history, explained. */
async function history(payload: string, query = '') {
  const answer = await post(house, payload, { query });
  expect(answer.status).toBe(201);
  await itemise();
  return (await house.api('GET', `${historyPath(answer.json.submissionId)}?explain=true`)).json;
}

/** A pending appointment for which a message like this one is the report. */
async function appointmentFor({ accession, patientId }: MadeMessage, fields: object = {}): Promise<string> {
  const id = `APT-${accession}`;
  const body = { status: 'PENDING REPORTING', accessionNumber: accession, patientId, modality: 'CT', patientSex: 'F' };
  const answer = await house.api('PUT', appointmentPath(id), {
    body: { ...body, patientDateOfBirth: '1980-01-31', ...fields },
  });
  expect(answer.status).toBe(201);
  return id;
}

const current = async (appointmentId: string) => (await house.api('GET', reportPath(appointmentId))).json;
const destination = (told: ApiAnswer['json'], service: string) =>
  told.destinations.find((one: { service: string }) => one.service === service);

describe('filing', () => {
  test('a message of exactly one pending appointment becomes the next version of its report', async () => {
    const made = message({ text: 'No fracture.' });
    const id = await appointmentFor(made);
    const told = await history(made.hl7);
    expect(told).toMatchObject({ warningCount: 0, appointmentId: id, reportStatus: 'final', version: 1 });
    expect(await current(id)).toMatchObject({
      reportGuid: told.id,
      reportStatus: 'final',
      reportText: 'No fracture.',
      version: 1,
      versions: [{ version: 1, source: 'reportstream' }],
    });
  });

  test('each item of a batch is filed with its own appointment, whose report names the submission', async () => {
    const [first, second] = [message(), message()];
    const ids = [await appointmentFor(first), await appointmentFor(second)];
    const told = await history(first.hl7 + second.hl7);
    for (const id of ids) {
      const { reportGuid } = await current(id);
      const found = await house.api('GET', historyPath(reportGuid));
      expect(found.json.submissionId).toBe(told.submissionId);
    }
    for (const { accession } of [first, second]) {
      const list = await house.api('GET', `/api/waters/org/acme/submissions?q=${accession}`);
      expect(list.json.map((row: { submissionId: number }) => row.submissionId)).toEqual([told.submissionId]);
    }
  });

  test.each<[string, object, RegExp]>([
    ['of another patient', { patientId: 'SOMEBODY ELSE' }, /the patient identifier is another/],
    ['of another date of birth', { patientDateOfBirth: '1990-01-31' }, /the date of birth is another/],
    ['of the other sex', { patientSex: 'M' }, /the sex is another/],
    ['that is no longer pending', { status: 'FINALISED' }, /no pending appointment/],
  ])(
    'an appointment %s gets nothing; the item says why and stands in the unmatched list',
    async (_, fields, reason) => {
      const made = message();
      const id = await appointmentFor(made, fields);
      const told = await history(made.hl7);
      expect(told.warnings).toEqual([
        {
          scope: 'item',
          indices: [1],
          trackingIds: [made.controlId],
          message: expect.stringMatching(reason),
          errorCode: 'UNKNOWN',
        },
      ]);
      expect((await house.api('GET', reportPath(id))).status).toBe(404);
      const unmatched = await rowsOf(
        house,
        sql`select item_index from unmatched_items
      where submission_id = ${told.submissionId} and closed_at is null`,
      );
      expect(unmatched).toEqual([{ item_index: 1 }]);
      expect(destination(told, 'ehr').itemCount).toBe(1);
    },
  );

  test('a preliminary after the appointment’s final is not filed and goes nowhere', async () => {
    const final = message();
    const id = await appointmentFor(final);
    const { id: finalGuid } = await history(final.hl7);
    const late = message({ ...final, controlId: 'LATE', status: 'P', text: 'Looks clear.' });
    const told = await history(late.hl7);
    expect(told.warnings.map((warning: { message: string }) => warning.message)).toContain(
      'Not filed with an appointment: it is preliminary, and the appointment has a final report.',
    );
    expect(destination(told, 'ehr')).toMatchObject({ status: 'superseded', itemCount: 0, supersededBy: finalGuid });
    expect(await current(id)).toMatchObject({ version: 1, reportStatus: 'final' });
  });

  test('a withdrawn result withdraws the report of its appointment', async () => {
    const final = message();
    const id = await appointmentFor(final);
    await history(final.hl7);
    const told = await history(message({ ...final, controlId: 'GONE', status: 'X' }).hl7);
    expect(told).toMatchObject({ appointmentId: id, reportStatus: 'withdrawn', version: 2 });
    expect(await current(id)).toMatchObject({ version: 2, reportStatus: 'withdrawn' });
  });
});

describe('items that are not filed', () => {
  test('keep the order of their sender’s order number: a newer report supersedes the older one', async () => {
    const first = message({ status: 'P' });
    const older = await history(first.hl7);
    const newer = await history(message({ ...first, controlId: 'NEWER', status: 'F' }).hl7);
    const rows = await rowsOf<{ version: number; superseded_by: string | null }>(
      house,
      sql`
      select version, superseded_by from delivery_items where order_key = ${`acme.default/${first.filler}`}
        and destination = 'acme.ehr' order by version`,
    );
    expect(rows).toEqual([
      { version: 1, superseded_by: newer.id },
      { version: 2, superseded_by: null },
    ]);
    expect(older.id).not.toBe(newer.id);
  });

  test('in one payload, too', async () => {
    const first = message({ status: 'P' });
    const told = await history(first.hl7 + message({ ...first, controlId: 'NEWER', status: 'F' }).hl7);
    const rows = await rowsOf<{ version: number; superseded: boolean }>(
      house,
      sql`
      select version, superseded_by is not null as superseded from delivery_items
      where submission_id = ${told.submissionId} and destination = 'acme.ehr' order by version`,
    );
    expect(rows).toEqual([
      { version: 1, superseded: true },
      { version: 2, superseded: false },
    ]);
  });

  test('a preliminary never follows its final anywhere', async () => {
    const final = message();
    const { id } = await history(final.hl7);
    const told = await history(message({ ...final, controlId: 'LATE', status: 'P' }).hl7);
    expect(destination(told, 'ehr')).toMatchObject({ status: 'superseded', supersededBy: id });
  });

  test('have their text in the file that a destination fetches', async () => {
    const told = await history(message({ text: 'Told in a message.' }).hl7);
    const [file] = await rowsOf<{ report_id: string }>(
      house,
      sql`select d.report_id from deliveries d
      join delivery_items i on i.delivery_id = d.id
      where i.submission_id = ${told.submissionId} and d.destination = 'acme.archive'`,
    );
    const content = await house.api('GET', `/api/waters/report/${file?.report_id}/content`);
    expect(content.text).toBe('Told in a message.');
  });
});

describe('items', () => {
  test('stand alone: a broken one among others is an error with its index, and the others go on', async () => {
    const [good, other] = [message(), message()];
    const broken = message().hl7.replace('ORU^R01^ORU_R01', 'ADT^A08');
    const told = await history(good.hl7 + broken + other.hl7);
    expect(told).toMatchObject({ errorCount: 1, reportItemCount: 3, overallStatus: 'Waiting to Deliver' });
    expect(told.errors).toMatchObject([{ scope: 'item', indices: [2], errorCode: 'INVALID_MSG_VALIDATION' }]);
    expect(destination(told, 'ehr')).toMatchObject({ itemCount: 2, itemCountBeforeQualityFiltering: 2 });
  });

  test('all invalid: the submission is not delivering and has no id', async () => {
    const told = await history(message().hl7.replace('ORU^R01^ORU_R01', 'ADT^A08'));
    expect(told).toMatchObject({ id: null, overallStatus: 'Not Delivering', errorCount: 1, destinations: [] });
  });

  test('without a text go nowhere: the quality filter says so', async () => {
    const told = await history(message({ text: '' }).hl7);
    expect(told.overallStatus).toBe('Not Delivering');
    expect(destination(told, 'ehr').filteredReportItems).toMatchObject([
      { filterType: 'QUALITY_FILTER', filterName: 'hasValidDataFor', filterArgs: ['report_text'] },
    ]);
  });

  test('that a filter removes warn, with their index in the payload', async () => {
    const [ct, trial] = [message(), message({ mode: 'T' })];
    const told = await history(ct.hl7 + trial.hl7);
    expect(destination(told, 'ehr')).toMatchObject({
      itemCount: 1,
      itemCountBeforeQualityFiltering: 2,
      filteredReportItems: [{ filterType: 'PROCESSING_MODE_FILTER', filteredTrackingElement: trial.controlId }],
    });
    expect(told.warnings).toContainEqual(
      expect.objectContaining({
        indices: [2],
        trackingIds: [trial.controlId],
        message: expect.stringContaining(
          'Item was not routed to acme.ehr because it did not pass the PROCESSING_MODE_FILTER',
        ),
      }),
    );
    expect(told.warningCount).toBe(3);
  });
});

describe('duplicates', () => {
  test('warn, naming the earlier submission, whatever their line ends', async () => {
    const { hl7 } = message();
    const first = await history(hl7);
    const again = await history(hl7.replaceAll('\r', '\n'));
    expect(again.warnings.map((warning: { message: string }) => warning.message)).toContain(
      `The same item came in submission ${first.submissionId} in the last 7 days.`,
    );
    expect(again.overallStatus).toBe('Waiting to Deliver');
  });

  test('with allowDuplicate=false are refused, and nothing else of the payload is', async () => {
    const [known, fresh] = [message(), message()];
    const first = await history(known.hl7);
    const told = await history(known.hl7 + fresh.hl7 + fresh.hl7, '?allowDuplicate=false');
    expect(told.errors).toMatchObject([
      { indices: [1], message: `Item is a duplicate of submission ${first.submissionId}.` },
      { indices: [3], message: 'Item is a duplicate of an earlier item.' },
    ]);
    expect(destination(told, 'ehr').itemCount).toBe(1);
  });

  test('of a refused duplicate are none: only what was taken counts', async () => {
    const { hl7 } = message();
    const first = await history(hl7);
    await history(hl7, '?allowDuplicate=false');
    const third = await history(hl7, '?allowDuplicate=false');
    expect(third.errors).toMatchObject([{ message: `Item is a duplicate of submission ${first.submissionId}.` }]);
  });
});

describe('options', () => {
  test('SkipSend routes and sends nothing', async () => {
    const told = await history(message().hl7, '?option=SkipSend');
    expect(told.overallStatus).toBe('Not Delivering');
    expect(destination(told, 'ehr')).toMatchObject({ status: 'skipped', itemCount: 0 });
    const files = await rowsOf(house, sql`select 1 from delivery_items where submission_id = ${told.submissionId}`);
    expect(files).toEqual([]);
  });

  test('routeTo narrows the destinations, and their filters apply all the same', async () => {
    const told = await history(message({ status: 'P' }).hl7, '?routeTo=acme.finals,acme.archive');
    expect(told.destinations.map((one: { service: string }) => one.service)).toEqual(['archive', 'finals']);
    expect(destination(told, 'finals').status).toBe('filtered');
  });

  test('default tells filters what an item does not tell', async () => {
    const told = await history(message({ modality: '' }).hl7.replace('CT head', 'Exam'), '?default=modality:MR');
    expect(destination(told, 'archive').itemCount).toBe(1);
  });
});

test('a worker that stopped in the middle of a payload leaves nothing twice', async () => {
  const many = Array.from({ length: 120 }, () => message());
  const answer = await post(house, many.map(({ hl7 }) => hl7).join(''));
  await itemisePayloads(house.context);
  // As after a kill: the lease is over, the batch that was written stays written.
  await house.db.execute(sql`update intakes set due_at = now(), lease_token = lease_token + 1
    where submission_id = ${answer.json.submissionId}`);
  await itemise();
  const told = (await house.api('GET', historyPath(answer.json.submissionId))).json;
  expect(destination(told, 'ehr').itemCount).toBe(120);
});
