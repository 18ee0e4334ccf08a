import type { AppointmentStatus, Priority } from '#lib/appointments/statuses';
import { byDay, MINUTE, minutesAfter, minutesBefore } from './calendar.ts';
import { createRandom, type Random } from './random.ts';

export const ORGANIZATIONS = {
  harbourview: {
    timeZone: 'Australia/Melbourne',
    sites: ['Harbour Central', 'Harbour West'],
    screening: 'Harbourside Screening',
  },
  pinecrest: {
    timeZone: 'America/New_York',
    sites: ['Pinecrest General', 'Pinecrest Lakeside'],
    screening: 'Pinecrest Mobile Screening',
  },
} as const;
export type DemoOrganization = keyof typeof ORGANIZATIONS;

/** What happens to a report: preliminary, final, corrected final, the same final again, withdrawn. */
export type Step = 'P' | 'F' | 'C' | 'S' | 'X';

/** An examination and what becomes of its report, in time only: patient and exam come later. */
export interface Visit {
  /** Of a generator of its own. */
  seed: number;
  kind: 'unreported' | 'preliminary' | 'withdrawn' | 'in window' | 'closed' | 'elsewhere';
  /** Position among the visits of its kind. */
  ordinal: number;
  organization: DemoOrganization;
  screening: boolean;
  priority: Priority;
  startAt: Date;
  /** What visits are numbered by: the instant before it was moved into the day, the same at every load. */
  order: number;
  /** When the practice's system tells the appointment, with which status. */
  createdAt: Date;
  status: AppointmentStatus;
  steps: readonly { step: Step; at: Date }[];
  /** A status told after the last step. */
  retold: { status: AppointmentStatus; at: Date } | null;
}

/** Steps per visit, repeated in this order. Together with ELSEWHERE: 250 visits, 400 steps, 126 pending without a final. */
const BATCHES = [
  { kind: 'unreported', count: 50, patterns: [''] },
  { kind: 'preliminary', count: 70, patterns: ['P', 'P', 'PP', 'P'] },
  { kind: 'withdrawn', count: 6, patterns: ['PFX', 'FX', 'PFX'] },
  { kind: 'in window', count: 16, patterns: ['PF', 'F', 'PFC', 'PPF'] },
  { kind: 'closed', count: 86, patterns: ['PF', 'PFC', 'PPF', 'PF', 'PFCC', 'FC', 'PPFC', 'PFS', 'PF', 'PFXF'] },
] as const;

/** Visits in every other status: the status, the steps before it, and how long ago the examination was (minutes; < 0: to come). */
const ELSEWHERE: readonly [AppointmentStatus, pattern: string, age: number][] = [
  ['NOT ARRIVED', '', -190],
  ['NOT ARRIVED', '', -1700],
  ['ARRIVED', '', 12],
  ['ARRIVED', '', 25],
  ['STUDY INPROGRESS', '', 20],
  ['DID NOT ATTEND', '', 1500],
  ['APPPOINTMENT CANCELLED', '', 2900],
  ['CANCELLATION LIST', '', -4300],
  ['DICTATION INPROGRESS', '', 95],
  ['DICTATED', '', 160],
  ['DICTATED', '', 240],
  ['TYPING INPROGRESS', '', 300],
  ['TYPED', '', 420],
  ['AUTHORISING', 'P', 900],
  ['AUTHORISED', 'PF', 2300],
  ['AUTHORISED', 'F', 1700],
  ['SECOND REVIEW', 'P', 1300],
  ['SECOND REVIEW', 'PP', 2600],
  ['REVIEW TYPED', 'P', 1900],
  ['PEER REVIEW', 'PF', 4100],
  ['PEER REVIEW', 'F', 3300],
  ['SECOND OPINION', 'PP', 3900],
];

const PRIORITIES: readonly Priority[] = ['STAT', 'URGENT', 'URGENT', ...Array<Priority>(5).fill('ROUTINE')];

/** The statuses of an examination that is not over: nothing was PENDING REPORTING yet. */
const UNEXAMINED = new Set<AppointmentStatus>([
  ...(['NOT ARRIVED', 'ARRIVED', 'STUDY INPROGRESS'] as const),
  ...(['DID NOT ATTEND', 'APPPOINTMENT CANCELLED', 'CANCELLATION LIST'] as const),
]);

/** The demo's visits around `base`, the instant it is loaded, roughly in order of time. */
export function planVisits(base: Date): Visit[] {
  const pending = BATCHES.flatMap(({ kind, count, patterns }) =>
    Array.from({ length: count }, (_, ordinal) => ({
      kind,
      ordinal,
      pattern: patterns[ordinal % patterns.length] ?? '',
    })),
  );
  const elsewhere = ELSEWHERE.map(([, pattern], ordinal) => ({ kind: 'elsewhere' as const, ordinal, pattern }));
  return [...pending, ...elsewhere]
    .map((draft, seed) => planVisit(base, seed, draft))
    .sort((a, b) => a.order - b.order);
}

type Draft = Pick<Visit, 'kind' | 'ordinal'> & { pattern: string };

function planVisit(base: Date, seed: number, { kind, ordinal, pattern }: Draft): Visit {
  const random = createRandom(seed);
  const organization = random.chance(0.6) ? 'harbourview' : 'pinecrest';
  const screening = kind !== 'elsewhere' && random.chance(0.14);
  const priority = screening ? 'ROUTINE' : random.pick(PRIORITIES);
  const plan = { seed, kind, ordinal, organization, screening, priority } as const;
  if (kind === 'elsewhere') return { ...plan, ...planElsewhere(base, random, ordinal) };

  const offsets = planSteps(random, pattern);
  const length = offsets.at(-1)?.minutes ?? 0;
  const examined = minutesBefore(base, length + planTail(random, { kind, ordinal, priority }, offsets));
  const steps = offsets.map(({ step, minutes }) => ({ step, at: minutesAfter(examined, minutes) }));
  const { timeZone } = ORGANIZATIONS[organization];
  // Only what can wait is done by day: an emergency comes when it comes.
  const spread = random.int(0, 8);
  const createdAt = priority === 'ROUTINE' ? byDay(examined, timeZone, spread) : examined;
  const startAt = minutesBefore(createdAt, random.int(10, 35));
  const isTold = kind === 'closed' && ordinal % 4 === 0;
  const retold = isTold
    ? { status: 'FINALISED' as const, at: minutesAfter(steps.at(-1)?.at ?? createdAt, 1500) }
    : null;
  const order = examined.getTime() - base.getTime();
  return { ...plan, startAt, order, createdAt, status: 'PENDING REPORTING', steps, retold };
}

/** Minutes from the examination to each step. All finals of a report fall into the correction window of 24 hours. */
function planSteps(random: Random, pattern: string): { step: Step; minutes: number }[] {
  let minutes = 0;
  let previous = '';
  return [...(pattern as Iterable<Step>)].map((step) => {
    const [from, to] = GAPS[`${previous}${step}`] ?? [20, 120];
    minutes += random.int(from, to);
    previous = step;
    return { step, minutes };
  });
}

const GAPS: Record<string, readonly [number, number]> = {
  PP: [20, 90],
  PF: [60, 840],
  FC: [30, 480],
  CC: [30, 300],
  FS: [4, 40],
  FX: [30, 360],
  XF: [30, 180],
};

/** Minutes from a visit's last step (else its examination) to now. */
function planTail(
  random: Random,
  { kind, ordinal, priority }: Pick<Visit, 'kind' | 'ordinal' | 'priority'>,
  offsets: readonly { step: Step; minutes: number }[],
): number {
  switch (kind) {
    case 'unreported':
      return random.int(5, { STAT: 90, URGENT: 420, ROUTINE: 2600 }[priority]);
    case 'preliminary':
      return random.int(20, 3600);
    case 'withdrawn':
      return random.int(60, 2900);
    case 'in window': {
      const final = offsets.find(({ step }) => step === 'F')?.minutes ?? 0;
      return random.int(20, 1200 - ((offsets.at(-1)?.minutes ?? 0) - final));
    }
    default:
      // Evenly over the month; the oldest are a little more than 30 days old, when an unfetched file expires.
      return 1620 + ordinal * 510;
  }
}

function planElsewhere(
  base: Date,
  random: Random,
  ordinal: number,
): Omit<Visit, 'seed' | 'kind' | 'ordinal' | 'organization' | 'screening' | 'priority'> {
  const [status, pattern, age] = ELSEWHERE[ordinal] ?? ['ARRIVED', '', 0];
  const startAt = minutesBefore(base, age);
  if (UNEXAMINED.has(status)) {
    const createdAt = minutesBefore(base, Math.max(age, 0) + random.int(3, 600));
    return { startAt, order: -age * MINUTE, createdAt, status, steps: [], retold: null };
  }
  const createdAt = minutesAfter(startAt, random.int(10, 30));
  const steps = planSteps(random, pattern).map(({ step, minutes }) => ({ step, at: minutesAfter(createdAt, minutes) }));
  const retold = { status, at: minutesAfter(steps.at(-1)?.at ?? createdAt, random.int(5, 40)) };
  return { startAt, order: -age * MINUTE, createdAt, status: 'PENDING REPORTING', steps, retold };
}
