import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHouse, type House } from '../support/open-house.ts';
import {
  appointmentPath,
  FINAL,
  pendingAppointment,
  PRELIMINARY,
  reported,
  reportingPath,
  reportPath,
  submit,
} from './partner.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const OTHER = { ...FINAL, reportText: 'Corrected.' };
const tell = (id: string, status: string) =>
  house.api('PUT', appointmentPath(id), { body: { status, modality: 'CT' } });

/** Lets time pass since the appointment's first final: no test waits a day. */
const age = (id: string, interval: string) =>
  house.db.execute(sql`update appointments set first_final_at = first_final_at - ${interval}::interval
    where appointment_id = ${id}`);

const setWindow = (minutes: number) =>
  house.db.execute(sql`update organizations set correction_window_minutes = ${minutes} where name = 'acme'`);

async function expectClosed(id: string): Promise<void> {
  expect((await submit(house, id, OTHER)).status).toBe(404);
  expect((await house.api('GET', reportingPath(id))).status).toBe(404);
  const cookie = await house.cookieOf('rad@acme.test');
  expect((await house.api('GET', reportingPath(id), { cookie })).json.status).toBe('FINALISED');
  const { json } = await house.api('GET', `${reportingPath('pending')}?includeFinal=true&pageSize=500`);
  expect(json.items.map(({ appointmentId }: { appointmentId: string }) => appointmentId)).not.toContain(id);
}

describe('after a final', () => {
  test('the appointment stays PENDING REPORTING for 1440 minutes and takes corrections', async () => {
    const { id } = await reported(house, FINAL);
    await age(id, '1439 minutes');
    expect((await house.api('GET', reportingPath(id))).json.status).toBe('PENDING REPORTING');
    expect((await submit(house, id, OTHER)).status).toBe(201);
  });

  test('it is FINALISED and answers 404 when they have passed, though no worker has recorded it', async () => {
    const { id } = await reported(house, FINAL);
    await age(id, '1440 minutes');
    await expectClosed(id);
    const { rows } = await house.db.execute(sql`select status from appointments where appointment_id = ${id}`);
    expect(rows).toEqual([{ status: 'PENDING REPORTING' }]);
  });

  test('the window counts from the first final: corrections do not prolong it', async () => {
    const { id } = await reported(house, FINAL);
    await age(id, '1439 minutes');
    expect((await submit(house, id, OTHER)).status).toBe(201);
    await age(id, '1 minute');
    await expectClosed(id);
  });

  test('a preliminary opens no window', async () => {
    const { id } = await reported(house, PRELIMINARY);
    const { rows } = await house.db.execute(sql`select first_final_at from appointments where appointment_id = ${id}`);
    expect(rows).toEqual([{ first_final_at: null }]);
  });

  test('the report can still be read when the window has ended', async () => {
    const { id } = await reported(house, FINAL);
    await age(id, '2 days');
    expect((await house.api('GET', reportPath(id))).json.reportText).toBe(FINAL.reportText);
  });
});

describe('a window of no minutes', () => {
  test('closes at once', async () => {
    await setWindow(0);
    const { id } = await reported(house, PRELIMINARY, FINAL);
    await expectClosed(id);
    await setWindow(1440);
  });

  test('lets one of several finals through that come at once', async () => {
    await setWindow(0);
    const id = await pendingAppointment(house);
    const answers = await Promise.all(Array.from({ length: 6 }, () => submit(house, id, FINAL)));
    await setWindow(1440);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 404, 404, 404, 404, 404]);
  });
});

test('the window is the one in force now, not the one when the final came', async () => {
  const { id } = await reported(house, FINAL);
  await age(id, '2 hours');
  await setWindow(60);
  const answer = await submit(house, id, OTHER);
  await setWindow(1440);
  expect(answer.status).toBe(404);
  expect((await submit(house, id, OTHER)).status).toBe(201);
});

describe('the practice’s system', () => {
  test('that repeats PENDING REPORTING does not reopen what has closed', async () => {
    const { id } = await reported(house, FINAL);
    await age(id, '1440 minutes');
    const answer = await tell(id, 'PENDING REPORTING');
    expect([answer.status, answer.json.status]).toEqual([200, 'FINALISED']);
    await expectClosed(id);
  });

  test('that repeats it does not reopen what a worker has recorded as FINALISED', async () => {
    const { id } = await reported(house, FINAL);
    await age(id, '1440 minutes');
    await house.db.execute(sql`update appointments set status = 'FINALISED' where appointment_id = ${id}`);
    expect((await tell(id, 'PENDING REPORTING')).json.status).toBe('FINALISED');
    await expectClosed(id);
  });

  test('that repeats it does not reopen what was closed before the window ended', async () => {
    const { id } = await reported(house, FINAL);
    await house.db.execute(sql`update appointments set status = 'FINALISED' where appointment_id = ${id}`);
    expect((await tell(id, 'PENDING REPORTING')).json.status).toBe('FINALISED');
    await expectClosed(id);
  });

  test('that repeats it with other fields changes those and reopens nothing', async () => {
    const { id } = await reported(house, FINAL);
    await age(id, '1440 minutes');
    const body = { status: 'PENDING REPORTING', modality: 'CT', studyDescription: 'CT chest' };
    expect((await house.api('PUT', appointmentPath(id), { body })).json).toMatchObject({
      status: 'FINALISED',
      studyDescription: 'CT chest',
    });
    await expectClosed(id);
  });

  test('that really reopens it does: the next final starts a new window', async () => {
    const { id } = await reported(house, FINAL);
    await age(id, '1440 minutes');
    expect((await tell(id, 'SECOND REVIEW')).json.status).toBe('SECOND REVIEW');
    expect((await submit(house, id, OTHER)).status).toBe(404);
    expect((await tell(id, 'PENDING REPORTING')).json.status).toBe('PENDING REPORTING');
    expect((await submit(house, id, OTHER)).status).toBe(201);
    await age(id, '1439 minutes');
    expect((await submit(house, id, FINAL)).status).toBe(201);
    await age(id, '1 minute');
    await expectClosed(id);
  });
});

describe('after a withdrawal of what the practice had finalised', () => {
  const withdrawn = async (): Promise<string> => {
    const { id } = await reported(house, FINAL);
    await tell(id, 'FINALISED');
    await house.api('POST', `${reportPath(id)}/withdraw`, { body: { reason: 'wrong patient' } });
    return id;
  };

  test('a repeated FINALISED closes nothing before there is a new final', async () => {
    const id = await withdrawn();
    expect((await tell(id, 'FINALISED')).json.status).toBe('PENDING REPORTING');
    expect((await submit(house, id, PRELIMINARY)).status).toBe(201);
    expect((await tell(id, 'FINALISED')).json.status).toBe('PENDING REPORTING');
  });

  test('FINALISED closes the new final', async () => {
    const id = await withdrawn();
    await submit(house, id, FINAL);
    expect((await tell(id, 'FINALISED')).json.status).toBe('FINALISED');
    await expectClosed(id);
  });

  test('PENDING REPORTING reopens nothing that is open: the new final’s window goes on', async () => {
    const id = await withdrawn();
    await submit(house, id, FINAL);
    expect((await tell(id, 'PENDING REPORTING')).json.status).toBe('PENDING REPORTING');
    await age(id, '1440 minutes');
    await expectClosed(id);
  });
});
