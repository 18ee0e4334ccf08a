import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse, type House } from '../support/open-house.ts';
import { appointmentPath, FINAL, pendingAppointment, PRELIMINARY, reportPath, submit } from './partner.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const read = async (id: string) => (await house.api('GET', reportPath(id))).json;

test('a version keeps patient and examination as they were when it was accepted', async () => {
  const id = await pendingAppointment(house, { patientName: 'SAMPLE, Jane' });
  await submit(house, id, PRELIMINARY);
  const before = (await read(id)).appointment;
  expect(before).toMatchObject({ patientName: 'SAMPLE, Jane', laterality: null });
  const now = { status: 'PENDING REPORTING', modality: 'CT', patientName: 'OTHER, John', laterality: 'LEFT' };
  const changed = await house.api('PUT', appointmentPath(id), { body: { ...now, reason: 'Merged.' } });
  expect(changed.status).toBe(200);
  expect((await read(id)).appointment).toEqual(before);
  expect((await house.api('GET', `${reportPath(id)}/versions/1`)).json.appointment).toEqual(before);
  await submit(house, id, FINAL);
  expect((await read(id)).appointment).toMatchObject({ patientName: 'OTHER, John', laterality: 'LEFT' });
  expect((await house.api('GET', `${reportPath(id)}/versions/1`)).json.appointment).toEqual(before);
});
