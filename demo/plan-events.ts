import type { PutAppointment } from '#lib/appointments/contract';
import type { SubmitReport } from '#lib/reports/contract';
import { daysBefore, minutesAfter } from './calendar.ts';
import { type PlannedAppointment, READERS } from './plan-appointments.ts';
import { createRandom, type Random } from './random.ts';
import { writeReport } from './write-report.ts';

/** How a simulated destination answers a file: it takes it, refuses it for good, or is busy at every try. */
export type Trouble = 'none' | 'refused' | 'busy';

/** Something that is done to an appointment at an instant; `by` is `partner` or a reader's name. */
export type DemoEvent = { at: Date; appointment: PlannedAppointment } & (
  | { kind: 'create' }
  | { kind: 'tell'; body: PutAppointment }
  | { kind: 'submit'; version: number; by: string; body: SubmitReport; trouble: Trouble }
  | { kind: 'withdraw'; version: number; by: string; reason: string }
  | { kind: 'fetch'; version: number; destination: string }
);

const PARTNER_READERS = [
  { name: 'Dr Ada Fictive', number: 'DEMO-7001', email: 'ada.fictive@nightreads.test' },
  { name: 'Dr Otto Virtual', number: 'DEMO-7002', email: 'otto.virtual@nightreads.test' },
  { name: 'Dr Mina Hypothet', number: 'DEMO-7003', email: 'mina.hypothet@nightreads.test' },
] as const;

const MAILBOXES = { harbourview: 'harbourview.referrers', pinecrest: null } as const;
const REGISTRY = 'pinecrest.screening';

/** The oldest closed visits' files are never fetched, so that they expire. */
const FIRST_EXPIRED = 82;

/** Everything that happens in the demo, in order of time. Nothing happens after `base`. */
export function planEvents(base: Date, appointments: readonly PlannedAppointment[]): DemoEvent[] {
  return appointments
    .flatMap(planVisitEvents)
    .filter(({ at }) => at < base)
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}

function planVisitEvents(appointment: PlannedAppointment): DemoEvent[] {
  const { visit, body } = appointment;
  const random = createRandom(400_000 + visit.seed);
  const events: DemoEvent[] = [{ kind: 'create', at: visit.createdAt, appointment }];
  const finals = random.chance(0.65) ? random.pick(READERS[visit.organization]) : 'partner';
  const preliminaries = random.chance(0.6) ? 'partner' : finals;
  const signer = random.pick(PARTNER_READERS);
  for (const [index, { step, at }] of visit.steps.entries()) {
    const version = index + 1;
    const by = step === 'P' ? preliminaries : finals;
    if (step === 'X') {
      events.push({ kind: 'withdraw', at, appointment, version, by, reason: random.pick(REASONS) });
    } else {
      const report = describeReport(appointment, index, signer);
      events.push({ kind: 'submit', at, appointment, version, by, body: report, trouble: inventTrouble(random) });
    }
    if (step !== 'P') events.push(...planFetches(random, appointment, at, version));
  }
  if (visit.retold)
    events.push({ kind: 'tell', at: visit.retold.at, appointment, body: { ...body, status: visit.retold.status } });
  return [...events, ...planCorrectionOfPatient(appointment)];
}

const REASONS = ['Filed with the wrong examination of the same day.', 'Dictated under the wrong accession number.'];

function describeReport(
  appointment: PlannedAppointment,
  index: number,
  signer: (typeof PARTNER_READERS)[number],
): SubmitReport {
  const steps = appointment.visit.steps.slice(0, index + 1).map(({ step }) => step);
  const repeated = steps.at(-1) === 'S' ? steps.slice(0, -1) : steps;
  return {
    reportText: writeReport(appointment, repeated),
    reportStatus: steps.at(-1) === 'P' ? 'preliminary' : 'final',
    interpretingClinicianName: signer.name,
    interpretingClinicianProviderNumber: signer.number,
    interpretingClinicianEmail: signer.email,
  };
}

function inventTrouble(random: Random): Trouble {
  const dice = random.next();
  if (dice < 0.03) return 'refused';
  return dice < 0.11 ? 'busy' : 'none';
}

/** The systems that fetch do so some hours later; a few files stay where they are. */
function planFetches(random: Random, appointment: PlannedAppointment, at: Date, version: number): DemoEvent[] {
  const { kind, ordinal, organization, screening } = appointment.visit;
  const destinations = [MAILBOXES[organization], screening ? REGISTRY : null];
  return destinations.flatMap((destination): DemoEvent[] => {
    const lag = random.int(30, 600);
    const isFetched = random.chance(0.88) && !(kind === 'closed' && ordinal >= FIRST_EXPIRED);
    if (destination === null || !isFetched) return [];
    return [{ kind: 'fetch', at: minutesAfter(at, lag), appointment, version, destination }];
  });
}

/** Two patients turn out to be born on another day after their preliminary report was written. */
function planCorrectionOfPatient({ visit, ...rest }: PlannedAppointment): DemoEvent[] {
  const last = visit.steps.at(-1);
  if (visit.kind !== 'preliminary' || ![11, 40].includes(visit.ordinal) || !last) return [];
  const { body } = rest;
  const told = {
    ...body,
    patientDateOfBirth: daysBefore(body.patientDateOfBirth ?? '', 9),
    reason: 'Date of birth corrected after a check of the referral.',
  };
  return [{ kind: 'tell', at: minutesAfter(last.at, 12), appointment: { visit, ...rest }, body: told }];
}
