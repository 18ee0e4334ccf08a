import { minutesAfter, MINUTE } from './calendar.ts';
import { type PlannedAppointment, READERS } from './plan-appointments.ts';
import { createRandom, type Random } from './random.ts';
import { writeReport } from './write-report.ts';

/** What people said and did about appointments that wait for a report; `by` as in the demo's events. */
export type ReadingEvent = { appointment: PlannedAppointment; by: string } & (
  | { kind: 'comment'; number: number; at: Date; text: string; isAlert: boolean }
  | { kind: 'draft'; text: string }
  | { kind: 'claim' }
);

const ALERTS = [
  'The patient is still in the department: please report before they leave.',
  'Theatre list this afternoon: the surgeon asks for a result before it begins.',
  'The referrer waits by the telephone. Please ring as soon as there is a preliminary report.',
];

const COMMENTS = [
  'One view was repeated because of motion; the first is left out.',
  'Earlier images from another practice arrived after the examination.',
  'The patient could not lie still; the last series is of limited use.',
  'The side on the referral was checked with the patient.',
  'The referrer asks for a copy to the family doctor.',
];

/** Every so many of the appointments in wait. */
const COMMENTED = 5;
const ALERTED = 3;
const DRAFTED = 14;
const CLAIMED = 12;

/** Comments, drafts and claims on the appointments that wait for a report at `base`, the instant of the load. */
export function planReading(base: Date, appointments: readonly PlannedAppointment[]): ReadingEvent[] {
  const waiting = appointments.filter(({ visit: { kind } }) => kind === 'unreported' || kind === 'preliminary');
  return waiting.flatMap((appointment, index): ReadingEvent[] => {
    const random = createRandom(700_000 + appointment.visit.seed);
    const readers = READERS[appointment.visit.organization];
    const reader = readers[appointment.visit.seed % readers.length] ?? readers[0];
    const events: ReadingEvent[] = [];
    if (index % COMMENTED === 2) events.push(...planComments(base, random, appointment, index % ALERTED === 0));
    if (index % DRAFTED === 3) events.push({ kind: 'draft', appointment, by: reader, text: beginReport(appointment) });
    else if (readers.length > 1 && index % CLAIMED === 1) events.push({ kind: 'claim', appointment, by: reader });
    return events;
  });
}

function planComments(base: Date, random: Random, appointment: PlannedAppointment, isAlerted: boolean): ReadingEvent[] {
  const { createdAt, organization } = appointment.visit;
  const texts = [...(isAlerted ? [random.pick(ALERTS)] : []), random.pick(COMMENTS)];
  const minutes = Math.floor((base.getTime() - createdAt.getTime()) / MINUTE);
  return texts.map((text, number) => ({
    kind: 'comment',
    appointment,
    number,
    // The practice says what happened, a colleague what to look at.
    by: number === 0 ? 'partner' : random.pick(READERS[organization]),
    at: minutesAfter(createdAt, random.int(0, Math.min(Math.max(minutes - 1, 0), 90))),
    text,
    isAlert: isAlerted && number === 0,
  }));
}

/** A report whose impression is still to be written. */
function beginReport(appointment: PlannedAppointment): string {
  const text = writeReport(appointment, ['P']);
  return text.slice(0, text.indexOf('IMPRESSION:') + 'IMPRESSION:\n'.length);
}
