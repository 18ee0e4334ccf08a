import { longDate } from '#lib/templates/long-date';
import { daysBefore } from './calendar.ts';
import type { Finding } from './exams/exam.ts';
import type { PlannedAppointment } from './plan-appointments.ts';
import type { Step } from './plan-visits.ts';
import { createRandom } from './random.ts';

const ADDENDA = [
  'Addendum: compared with images from elsewhere that arrived after reporting. The conclusions are unchanged.',
  'Addendum: measurements verified at the workstation. The conclusions are unchanged.',
];

/**
 * The text of one version: plain, with the five sections. `step` is what is written, `steps` everything so far with it
 * last. Finals after a final carry an addendum; a preliminary can differ from its final.
 */
export function writeReport(appointment: PlannedAppointment, steps: readonly Step[]): string {
  const { exam, side, body, visit } = appointment;
  const step = steps.at(-1);
  const random = createRandom(200_000 + visit.seed);
  const comparison = random.chance(0.5)
    ? 'None available.'
    : `${body.modality} of ${longDate(daysBefore(body.appointmentDate ?? '', random.int(90, 900)))}.`;
  // About one preliminary in ten misses what the final finds.
  const isOverlooked = random.chance(0.1) && step === 'P';
  const { findings, impression } = fillNumbers(isOverlooked ? exam.outcomes[0] : appointment.finding, visit.seed);
  const sections = [
    ['INDICATION', body.clinicalInfo ?? ''],
    ['TECHNIQUE', exam.technique],
    ['COMPARISON', step === 'P' ? 'Earlier images not reviewed yet.' : comparison],
    ['FINDINGS', findings],
    ['IMPRESSION', [impression, ...remarks(steps)].join('\n')],
  ];
  const text = sections.map(([heading, words]) => `${heading}:\n${words}`).join('\n\n');
  const named = side === null ? text : text.replaceAll('{side}', side).replaceAll('{Side}', capitalise(side));
  return `${(body.studyDescription ?? '').toUpperCase()}\n\n${named}\n`;
}

function remarks(steps: readonly Step[]): string[] {
  const step = steps.at(-1);
  if (step === 'P') {
    const again = steps.length > 1 ? ['Thin sections reviewed.'] : [];
    return [...again, 'Preliminary reading; the final report follows.'];
  }
  const corrections = steps.filter((earlier) => earlier === 'C').length;
  const anew = steps.includes('X') ? ['Issued anew after the withdrawal of a report that was filed in error.'] : [];
  return [...anew, ...ADDENDA.slice(0, corrections)];
}

/** Replaces `{a:4-9}` by a number, the same one wherever `{a}` stands. */
function fillNumbers({ findings, impression }: Finding, seed: number): Finding {
  const random = createRandom(300_000 + seed);
  const numbers = new Map<string, number>();
  for (const [, name = '', from, to] of `${findings}${impression}`.matchAll(/\{(\w):(\d+)-(\d+)\}/g)) {
    numbers.set(name, random.int(Number(from), Number(to)));
  }
  const fill = (text: string) =>
    text.replaceAll(/\{(\w)(?::[\d-]+)?\}/g, (_, name: string) => String(numbers.get(name)));
  return { findings: fill(findings), impression: fill(impression) };
}

const capitalise = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
