import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claimDeliveries, type ClaimedDelivery } from '#lib/delivery/claim-deliveries';
import { itemisePayloads } from '#lib/intake/itemise-payloads';
import { DELIVERED, settle } from '../delivery/files.ts';
import { appointmentPath, historyPath, rowsOf } from '../http/partner.ts';
import { deliverDue } from '../support/deliver-due.ts';
import { openHouse, type ApiAnswer, type House } from '../support/open-house.ts';
import { DOOR, message, post, type MadeMessage } from './payloads.ts';

/** One order may have reports that are filed with its appointment and others that are not: it is one order all the same. */

let house: House;
beforeAll(async () => {
  house = await openHouse({ settings: DOOR });
});
afterAll(() => house.close());

async function send(...made: MadeMessage[]): Promise<number> {
  const answer = await post(house, made.map(({ hl7 }) => hl7).join(''));
  expect(answer.status).toBe(201);
  while (await itemisePayloads(house.context));
  return answer.json.submissionId;
}

const history = async (submissionId: number) => (await house.api('GET', historyPath(submissionId))).json;
const destination = (told: ApiAnswer['json'], service: string) =>
  told.destinations.find((one: { service: string }) => one.service === service);

async function putAppointment({ accession, patientId }: MadeMessage, status = 'PENDING REPORTING'): Promise<string> {
  const id = `APT-${accession}`;
  const body = { status, accessionNumber: accession, patientId, modality: 'CT' };
  expect((await house.api('PUT', appointmentPath(id), { body })).status).toBeLessThan(300);
  return id;
}

/** A further message about the same exam. */
const next = (made: MadeMessage, status: string, more: object = {}): MadeMessage =>
  message({ ...made, controlId: `${made.controlId}-${status}`, status, text: `${made.text} Now ${status}.`, ...more });

/** The files to acme.ehr that a worker may have now. */
const claim = (): Promise<ClaimedDelivery[]> => claimDeliveries(house.db, ['acme.ehr'], 10);
const finish = (claimed: ClaimedDelivery) => settle({ context: () => house.context }, claimed, DELIVERED);

/** Everything is sent that is due. */
async function deliver(): Promise<void> {
  await deliverDue(house.context);
}

describe('a newer report waits for an older one of its order that is on its way, and then goes', () => {
  test('where only the newer one is filed with an appointment', async () => {
    await deliver();
    const first = message({ status: 'P' });
    await send(first);
    const [older] = await claim();
    await putAppointment(first);
    const newer = await send(next(first, 'F'));
    expect((await history(newer)).version).toBe(1);
    expect(await claim()).toEqual([]);
    expect(older && (await finish(older))).toBe(true);
    const [released] = await claim();
    expect(released && (await finish(released))).toBe(true);
    expect(destination(await history(newer), 'ehr').status).toBe('delivered');
  });

  test('where only the older one was filed, and the appointment is closed since', async () => {
    await deliver();
    const first = message({ status: 'P' });
    await putAppointment(first);
    await send(first);
    const [older] = await claim();
    await putAppointment(first, 'FINALISED');
    const newer = await send(next(first, 'F'));
    expect((await history(newer)).appointmentId).toBeNull();
    expect(await claim()).toEqual([]);
    expect(older && (await finish(older))).toBe(true);
    expect(await claim()).toHaveLength(1);
  });

  test('where a person files the newer one', async () => {
    await deliver();
    const first = message({ status: 'P' });
    await send(first);
    const [older] = await claim();
    const newer = await send(next(first, 'F'));
    const id = await putAppointment(message());
    const filed = await house.api('POST', `/api/waters/report/${newer}/items/1/file`, {
      cookie: await house.cookieOf('rad@acme.test'),
      token: null,
      body: { appointmentId: id, reason: 'The order was entered twice.' },
    });
    expect(filed.status).toBe(200);
    expect(await claim()).toEqual([]);
    expect(older && (await finish(older))).toBe(true);
    expect(await claim()).toHaveLength(1);
  });
});

describe('a newer report supersedes the older ones of its order that wait', () => {
  test.each([
    ['filed after what was not', false],
    ['not filed after what was', true],
  ])('%s', async (_, isOlderFiled) => {
    const first = message({ status: 'P' });
    if (isOlderFiled) await putAppointment(first);
    const older = await send(first);
    await putAppointment(first, isOlderFiled ? 'FINALISED' : 'PENDING REPORTING');
    const newer = await send(next(first, 'F'));
    await deliver();
    const { id } = await history(newer);
    expect(destination(await history(older), 'ehr')).toMatchObject({ status: 'superseded', supersededBy: id });
    expect(destination(await history(newer), 'ehr').status).toBe('delivered');
  });
});

test('a preliminary goes nowhere after its final was filed, also when the appointment is closed', async () => {
  const final = message();
  await putAppointment(final);
  const { id } = await history(await send(final));
  await putAppointment(final, 'FINALISED');
  const late = await history(await send(next(final, 'P')));
  expect(destination(late, 'ehr')).toMatchObject({ status: 'superseded', itemCount: 0, supersededBy: id });
  expect(late.warnings.map(({ message: words }: { message: string }) => words)).toContain(
    'Not filed with an appointment: it is preliminary, and its final came before it.',
  );
});

describe('a withdrawal goes to whoever received any report of its order', () => {
  const services = (told: ApiAnswer['json']): string[] =>
    told.destinations.map(({ service }: { service: string }) => service);

  test('filed or not, and it is told past all filters', async () => {
    const first = message({ status: 'P', modality: 'US' });
    const plain = (made: MadeMessage): MadeMessage => ({ ...made, hl7: made.hl7.replace('CT head', 'Exam') });
    await send(plain(first));
    await deliver();
    await putAppointment(first);
    await send(plain(next(first, 'F', { mode: 'T' })));
    await deliver();
    const filed = await history(await send(plain(next(first, 'X'))));
    expect([filed.reportStatus, services(filed)]).toEqual(['withdrawn', ['ehr', 'finals']]);

    await putAppointment(first, 'FINALISED');
    const unfiled = await history(await send(plain(next(first, 'X', { controlId: 'AGAIN' }))));
    expect([unfiled.appointmentId, services(unfiled)]).toEqual([null, ['ehr', 'finals']]);
  });

  test('in the same payload: the report does not go out after it', async () => {
    const first = message();
    const submissionId = await send(first, next(first, 'X'));
    await deliver();
    const fates = await rowsOf<{ fate: string }>(
      house,
      sql`select state || ' ' || item_index as fate from routings
        where submission_id = ${submissionId} and destination = 'acme.ehr' order by item_index`,
    );
    expect(fates.map(({ fate }) => fate)).toEqual(['superseded 1']);
  });
});

describe('a destination that still holds an older report of an item is told as outdated', () => {
  const filtered = (made: MadeMessage): MadeMessage => next(made, 'F', { mode: 'T' });

  test.each([
    ['of items that are filed', true],
    ['of items that are not', false],
  ])('%s, in submissions of several, both of the older and of the newer', async (_, isFiled) => {
    const [one, two] = [message({ status: 'P' }), message({ status: 'P' })];
    if (isFiled) for (const made of [one, two]) await putAppointment(made);
    const older = await send(one, two);
    await deliver();
    expect(destination(await history(older), 'ehr').outdated).toBe(false);
    const newer = await send(next(one, 'F'), filtered(two));
    await deliver();
    for (const submissionId of [older, newer]) {
      const told = await history(submissionId);
      expect([destination(told, 'ehr').outdated, destination(told, 'archive').outdated]).toEqual([true, false]);
    }
    await send(next(two, 'C'));
    await deliver();
    expect(destination(await history(older), 'ehr').outdated).toBe(false);
  });

  test('when the older was sent before it could be filed, too', async () => {
    const first = message({ status: 'P' });
    await send(first);
    await deliver();
    await putAppointment(first);
    const newer = await send(filtered(first));
    expect(destination(await history(newer), 'ehr')).toMatchObject({ status: 'filtered', outdated: true });
  });
});
