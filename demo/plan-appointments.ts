import type { PutAppointment } from '#lib/appointments/contract';
import { minutesAfter, minutesBefore, MINUTE, wallClock } from './calendar.ts';
import { GENERAL_EXAMS, PHANTOM_EXAM, SCREENING_EXAMS } from './exams/catalogue.ts';
import type { Exam, Finding } from './exams/exam.ts';
import { inventReferrer, openRegister, phantom, type Patient, type Register } from './people.ts';
import { ORGANIZATIONS, type Visit } from './plan-visits.ts';
import { createRandom, type Random } from './random.ts';

export const READERS = { harbourview: ['Dr Marlow Fable', 'Dr Sol Parable'], pinecrest: ['Dr Sol Parable'] } as const;

/** A visit with its patient and exam: everything the practice's system tells, and what the images show. */
export interface PlannedAppointment {
  visit: Visit;
  appointmentId: string;
  exam: Exam;
  /** left or right; null for an exam without a side. */
  side: 'left' | 'right' | null;
  finding: Finding;
  body: PutAppointment;
}

const PREFIXES = { harbourview: 'HV', pinecrest: 'PC' } as const;

/** Visits whose order came without an accession number, and those of a test object, by kind and ordinal. */
const WITHOUT_ACCESSION = new Set([
  'preliminary 9',
  'preliminary 31',
  'closed 14',
  'closed 37',
  'closed 61',
  'in window 5',
]);
const PHANTOMS = new Set(['preliminary 4', 'closed 23', 'closed 52']);

/** Fills the visits, given in order of time, with patients and exams. `base` is the instant of the load. */
export function planAppointments(base: Date, visits: readonly Visit[]): PlannedAppointment[] {
  const today = base.toISOString().slice(0, 10);
  const registers = { harbourview: openRegister('HV-P', today), pinecrest: openRegister('PC-P', today) };
  const numbers = { harbourview: 10_000, pinecrest: 50_000 };
  return visits.map((visit) => {
    const number = (numbers[visit.organization] += 1);
    return planAppointment(base, visit, number, registers[visit.organization]);
  });
}

function planAppointment(base: Date, visit: Visit, number: number, register: Register): PlannedAppointment {
  const random = createRandom(100_000 + visit.seed);
  const key = `${visit.kind} ${visit.ordinal}`;
  const isPhantom = PHANTOMS.has(key);
  const exam = isPhantom ? PHANTOM_EXAM : pickExam(random, visit.screening ? SCREENING_EXAMS : GENERAL_EXAMS);
  const patient = isPhantom ? phantom(base.toISOString().slice(0, 10)) : register.admit(random, exam);
  const side = exam.description.includes('{side}') ? random.pick(['left', 'right'] as const) : null;
  const appointmentId = `${PREFIXES[visit.organization]}${number}`;
  const accession = WITHOUT_ACCESSION.has(key)
    ? null
    : `${appointmentId.slice(0, 2)}-${visit.startAt.getUTCFullYear()}-${number}`;
  const body: PutAppointment = {
    status: visit.status,
    ...describePlace(random, visit),
    ...describePatient(patient),
    ...describeExam(random, exam, side),
    accessionNumber: accession,
    clinicalInfo: random.pick(exam.reasons),
    priority: visit.priority,
    reportingDeadlineAtUtc: inventDeadline(base, random, visit),
    referrerName: inventReferrer(random),
    assignedRadiologist: random.chance(0.4) ? random.pick(READERS[visit.organization]) : null,
  };
  return { visit, appointmentId, exam, side, finding: random.pick(exam.outcomes), body };
}

function pickExam(random: Random, exams: readonly Exam[]): Exam {
  return random.pick(exams.flatMap((exam) => Array<Exam>(exam.weight).fill(exam)));
}

function describePlace(random: Random, { organization, screening, startAt: begun }: Visit) {
  const { timeZone, sites, screening: screeningSite } = ORGANIZATIONS[organization];
  const startAt = minutesBefore(begun, begun.getUTCMinutes() % 5);
  const { date, time } = wallClock(startAt, timeZone);
  return {
    scheduledSite: screening ? screeningSite : random.pick(sites),
    appointmentDate: date,
    startTime: `${time.slice(0, 5)}:00`,
    endTime: `${wallClock(minutesAfter(startAt, random.pick([15, 20, 30])), timeZone).time.slice(0, 5)}:00`,
  };
}

const describePatient = (patient: Patient) => ({
  patientId: patient.id,
  patientName: patient.name,
  patientDateOfBirth: patient.dateOfBirth,
  patientSex: patient.sex,
});

function describeExam(random: Random, exam: Exam, side: 'left' | 'right' | null) {
  return {
    modality: exam.modality,
    studyDescription: exam.description.replace('{side}', side ?? ''),
    procedureCode: exam.code,
    // A UUID as a decimal number (DICOM PS3.5 B.2), made of the same random digits at every load.
    studyInstanceUid: `2.25.${Array.from({ length: 4 }, () => random.int(100_000_000, 999_999_999)).join('')}`,
    bodyPart: exam.bodyPart,
    laterality: side === null ? null : side.toUpperCase(),
  };
}

/** Some routine exams come with a deadline of their own, some hours ago or to come. */
function inventDeadline(base: Date, random: Random, { kind, priority }: Visit): string | null {
  const hours = random.int(-10, 60);
  const isOpen = kind === 'unreported' || kind === 'preliminary';
  if (!isOpen || priority !== 'ROUTINE' || !random.chance(0.4)) return null;
  const quarter = 15 * MINUTE;
  return new Date(Math.round((base.getTime() + hours * 60 * MINUTE) / quarter) * quarter).toISOString();
}
