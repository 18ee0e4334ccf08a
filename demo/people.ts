import { daysBefore } from './calendar.ts';
import type { Exam } from './exams/exam.ts';
import type { Random } from './random.ts';

export interface Patient {
  id: string;
  name: string;
  sex: 'F' | 'M' | 'U';
  dateOfBirth: string;
  /** At the time of the demo, in years. */
  age: number;
}

const words = (...lines: string[]): string[] => lines.join(' ').split(' ');

/** No list of patients has these family names: whoever reads one knows at once that nobody is meant. */
const FAMILIES = words(
  'SAMPLE TESTCASE EXAMPLE FIXTURE MOCKUP PLACEHOLDER SPECIMEN IMAGINARY NOBODY',
  'PRETEND INVENTED STANDIN NOTREAL PROTOTYPE MADEUP FICTION DEMO DUMMY',
);
const WOMEN = words(
  'Juniper Orla Marigold Wren Clementine Saffron Isolde Petra Linnea Ottilie',
  'Beatrix Calla Delphine Esme Fern Greta Hazel Ione Jessamy Willa',
);
const MEN = words(
  'Rowan Bramble Alder Caspian Dorian Emrys Fintan Gideon Horatio Ignatius',
  'Jasper Kit Leopold Magnus Ned Osric Percival Quentin Rufus Silas',
);

const REFERRERS = [
  'Dr Poppy Madeup',
  'Dr Basil Nowhere',
  'Dr Hester Unreal',
  'Dr Cosmo Example',
  'Dr Flora Sampleton',
  'Dr Piers Mockingham',
  'Ms Tansy Fauxhurst',
  'Mr Barnaby Testington',
];

export const inventReferrer = (random: Random): string => random.pick(REFERRERS);

/** The patients of one organization: some come again, as in life. */
export interface Register {
  /** A patient who may have this exam, known or new. */
  admit(random: Random, exam: Exam): Patient;
}

/** An empty register. `today` (yyyy-MM-dd) is what ages count from; ids start with `prefix`. */
export function openRegister(prefix: string, today: string): Register {
  const known: Patient[] = [];
  return {
    admit(random, { patients: { sex, from, to } }) {
      const fitting = known.filter(
        (patient) => patient.age >= from && patient.age <= to && patient.sex === (sex ?? patient.sex),
      );
      if (fitting.length > 0 && random.chance(0.3)) return random.pick(fitting);
      const patient = inventPatient(
        random,
        `${prefix}${1001 + known.length}`,
        sex ?? random.pick(['F', 'M']),
        random.int(from, to),
        today,
      );
      known.push(patient);
      return patient;
    },
  };
}

function inventPatient(random: Random, id: string, sex: 'F' | 'M', age: number, today: string): Patient {
  const given = random.pick(sex === 'F' ? WOMEN : MEN);
  const dateOfBirth = daysBefore(today, Math.floor(age * 365.25) + random.int(40, 320));
  return { id, name: `${random.pick(FAMILIES)}, ${given}`, sex, age, dateOfBirth };
}

/** What lies on the table when a scanner is checked. */
export const phantom = (today: string): Patient => ({
  id: 'QA-0001',
  name: 'PHANTOM, Water',
  sex: 'U',
  age: 0,
  dateOfBirth: daysBefore(today, 300),
});
