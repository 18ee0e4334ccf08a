import { describe, expect, test } from 'vitest';
import { APPOINTMENT_STATUSES } from '#lib/appointments/statuses';
import { MINUTE } from './calendar.ts';
import { planAppointments } from './plan-appointments.ts';
import { type DemoEvent, planEvents } from './plan-events.ts';
import { planVisits } from './plan-visits.ts';

/** Day, night, new year, leap day, and both changes of the clocks in both organizations' zones. */
const LOADS = [
  '2026-11-22T22:18:30.932Z',
  '2026-07-01T13:59:59.999Z',
  '2027-01-01T00:00:00.000Z',
  '2028-02-29T06:30:00.000Z',
  '2026-10-03T16:30:00.000Z',
  '2026-11-01T06:30:00.000Z',
  '2027-03-14T07:10:00.000Z',
  '2027-04-03T16:10:00.000Z',
].map((text) => new Date(text));

const plan = (base: Date) => {
  const appointments = planAppointments(base, planVisits(base));
  return { appointments, events: planEvents(base, appointments) };
};
const all = (values: string[]) => [...new Set(values)].toSorted();
const isSubmission = (event: DemoEvent) => event.kind === 'submit' || event.kind === 'withdraw';

describe.each(LOADS)('the demo loaded at %s', (base) => {
  const { appointments, events } = plan(base);
  const byAppointment = new Map<string, DemoEvent[]>();
  for (const event of events) {
    const { appointmentId } = event.appointment;
    byAppointment.set(appointmentId, [...(byAppointment.get(appointmentId) ?? []), event]);
  }

  test('has 250 appointments and 400 submissions, all of them in the past', () => {
    expect(appointments).toHaveLength(250);
    expect(byAppointment.size).toBe(250);
    expect(events.filter(isSubmission)).toHaveLength(400);
    expect(events.every(({ at }) => at < base)).toBe(true);
    expect(events.filter(({ kind }) => kind === 'tell')).toHaveLength(22 + 14 + 2);
  });

  test('creates an appointment before anything else happens to it, and numbers its versions in order of time', () => {
    for (const own of byAppointment.values()) {
      expect(own[0]?.kind).toBe('create');
      const versions = own.flatMap((event) => (isSubmission(event) && 'version' in event ? [event.version] : []));
      expect(versions).toEqual(versions.map((_, index) => index + 1));
    }
  });

  test('corrects finals inside their correction window only', () => {
    for (const { visit } of appointments) {
      const first = visit.steps.findIndex(({ step }) => step === 'F');
      for (const { step, at } of first < 0 ? [] : visit.steps.slice(first)) {
        if (step === 'X') break;
        expect(at.getTime() - (visit.steps[first]?.at.getTime() ?? 0)).toBeLessThan(1440 * MINUTE);
      }
    }
  });

  test('leaves each closed report past its window and each open one inside it', () => {
    for (const { visit } of appointments) {
      const first = visit.steps.find(({ step }) => step === 'F')?.at;
      const minutes = first ? (base.getTime() - first.getTime()) / MINUTE : null;
      if (visit.kind === 'closed') expect(minutes).toBeGreaterThan(1500);
      if (visit.kind === 'in window') expect(minutes).toBeLessThan(1260);
    }
  });
});

test('whenever it is loaded, the same happens to the same people', () => {
  const [first, ...others] = LOADS.map((base) =>
    plan(base)
      .events.map((event) => {
        const { appointmentId, body, side } = event.appointment;
        const who = [body.patientName, body.patientId, body.scheduledSite, body.procedureCode, side];
        return JSON.stringify([appointmentId, event.kind, 'by' in event ? event.by : null, who]);
      })
      .toSorted(),
  );
  for (const other of others) expect(other).toEqual(first);
});

describe('what the demo says', () => {
  const { appointments, events } = plan(LOADS[0] ?? new Date());
  const texts = events.flatMap((event) => (event.kind === 'submit' ? [event.body.reportText] : []));

  test('every report has the five sections in order and no placeholder left', () => {
    for (const text of texts) {
      const headings = [...text.matchAll(/^([A-Z]+):$/gm)].map(([, heading]) => heading);
      expect(headings).toEqual(['INDICATION', 'TECHNIQUE', 'COMPARISON', 'FINDINGS', 'IMPRESSION']);
      expect(text).not.toMatch(/[{}]|undefined|null|NaN/);
    }
  });

  test('a report names the side of its exam and never the other', () => {
    for (const event of events) {
      const { side, body } = event.appointment;
      if (event.kind !== 'submit' || side === null) continue;
      expect(body.laterality).toBe(side.toUpperCase());
      expect(event.body.reportText).toContain(side);
      expect(event.body.reportText.toLowerCase()).not.toMatch(side === 'left' ? /\bright\b/ : /\bleft\b/);
    }
  });

  test('patients fit their exams in sex and age', () => {
    for (const { exam, body } of appointments) {
      const { sex, from, to } = exam.patients;
      if (sex) expect(body.patientSex).toBe(sex);
      const born = Date.parse(body.patientDateOfBirth ?? '');
      const age = (Date.parse(body.appointmentDate ?? '') - born) / (365.25 * 86_400_000);
      expect(age).toBeGreaterThanOrEqual(from);
      expect(age).toBeLessThanOrEqual(to + 1);
    }
  });

  test('every modality, priority and status is there, and some patients come again', () => {
    expect(all(appointments.map(({ exam }) => exam.modality))).toEqual([
      'CR',
      'CT',
      'DX',
      'FL',
      'MG',
      'MR',
      'NM',
      'PT',
      'US',
      'XR',
    ]);
    expect(all(appointments.map(({ body }) => body.priority))).toEqual(['ROUTINE', 'STAT', 'URGENT']);
    const told = appointments.flatMap(({ visit }) => [visit.status, visit.retold?.status ?? visit.status]);
    expect(all(told)).toEqual(APPOINTMENT_STATUSES.toSorted());
    const patients = new Set(appointments.map(({ body }) => body.patientId));
    expect(patients.size).toBeLessThan(220);
    expect(patients.size).toBeGreaterThan(120);
  });
});
