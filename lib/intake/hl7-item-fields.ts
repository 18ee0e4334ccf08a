import { firstOf, type OruOrder } from '#lib/hl7/appointment-from-oru';
import { fieldOf, firstSegment, get, repetitions, type Hl7Message, type Hl7Segment } from '#lib/hl7/message';
import type { FieldName, ItemFields } from '#lib/routing/contract';

const MOST_REPETITIONS = 20;

/** A field that a filter can read, with the place it was read from, as failures name places. */
export interface ToldField {
  name: FieldName;
  place: string;
  value: string;
}

/**
 * What filters see of a message beside exam and report; only fields that the message tells:
 *
 * - `site`: the sending facility, MSH-4.1
 * - `message_id`: MSH-10 · `processing_mode_code`: MSH-11.1, else P
 * - `patient_state`, `patient_county`, `patient_zip_code`: PID-11.4, .9, .5 of the first address that has one; the county
 *   else from PID-12
 * - `patient_phone_number`, `patient_email`: the first of PID-13, then PID-14, that is one (XTN: .1, .12 or .6 with .7 for
 *   a number, .4 or an address in .1 for an e-mail)
 * - `ordering_facility_state`, `ordering_facility_county`: ORC-22.4, .9
 * - `reporting_facility_clia`: MSH-4.2 · `testing_lab_clia`: OBX-23.10, OBX-15.1 or OBR-3.3, each only where its type says
 *   CLIA or it has a CLIA number's form
 */
export function hl7ItemFields({ message, obr }: OruOrder): ToldField[] {
  const [msh, pid, orc, obx] = ['MSH', 'PID', 'ORC', 'OBX'].map((id) => firstSegment(message, id));
  const address = (component: number): string | null => firstRepetition(message, pid, 11, component);
  const all: [FieldName, string, string | null][] = [
    ['site', 'MSH[1]-4[1].1', firstOf(get(message, msh, 4))],
    ['message_id', 'MSH[1]-10[1]', firstOf(get(message, msh, 10))],
    ['processing_mode_code', 'MSH[1]-11[1].1', firstOf(get(message, msh, 11)) ?? 'P'],
    ['patient_state', 'PID[1]-11[1].4', address(4)],
    ['patient_county', 'PID[1]-11[1].9', address(9) ?? firstOf(get(message, pid, 12))],
    ['patient_zip_code', 'PID[1]-11[1].5', address(5)],
    ['patient_phone_number', 'PID[1]-13[1]', firstContact(message, pid, phoneNumber)],
    ['patient_email', 'PID[1]-13[1]', firstContact(message, pid, email)],
    ['ordering_facility_state', 'ORC[1]-22[1].4', firstRepetition(message, orc, 22, 4)],
    ['ordering_facility_county', 'ORC[1]-22[1].9', firstRepetition(message, orc, 22, 9)],
    ['reporting_facility_clia', 'MSH[1]-4[1].2', cliaOf(get(message, msh, 4, 1, 2), get(message, msh, 4, 1, 3))],
    ['testing_lab_clia', 'OBX[1]-23[1].10', testingLab(message, obr, obx)],
  ];
  return all.flatMap(([name, place, value]) => (value === null ? [] : [{ name, place, value }]));
}

/** The fields as filters take them. */
export const asItemFields = (fields: readonly ToldField[]): ItemFields =>
  Object.fromEntries(fields.map(({ name, value }) => [name, value]));

function firstRepetition(
  message: Hl7Message,
  segment: Hl7Segment | undefined,
  field: number,
  component: number,
): string | null {
  const all = repetitions(message, segment, field, MOST_REPETITIONS);
  return firstOf(...all.map((_, at) => get(message, segment, field, at + 1, component)));
}

/** One telephone number or address (XTN): a component, from 1. */
type Contact = (component: number) => string;

function firstContact(
  message: Hl7Message,
  pid: Hl7Segment | undefined,
  read: (contact: Contact) => string | null,
): string | null {
  const contacts = [13, 14].flatMap((field) =>
    repetitions(message, pid, field, MOST_REPETITIONS).map(
      (_, at): Contact =>
        (component) =>
          get(message, pid, field, at + 1, component),
    ),
  );
  return contacts.map(read).find((value) => value !== null) ?? null;
}

const isInternet = (contact: Contact): boolean =>
  contact(2).toUpperCase() === 'NET' || ['INTERNET', 'X.400'].includes(contact(3).toUpperCase());

function phoneNumber(contact: Contact): string | null {
  if (isInternet(contact) || contact(1).includes('@')) return null;
  const parts = firstOf(`${contact(6)}${contact(7)}`);
  return firstOf(contact(1), contact(12), parts ?? '');
}

const email = (contact: Contact): string | null =>
  [contact(4), contact(1)].map((value) => firstOf(value)).find((value) => value?.includes('@')) ?? null;

/** A CLIA number has two digits, a D, and seven digits; other identifiers stand in the same places. */
function cliaOf(id: string, ...types: string[]): string | null {
  const value = firstOf(id);
  const isClia = types.some((type) => /CLIA/i.test(type)) || /^\d\dD\d{7}$/i.test(value ?? '');
  return isClia ? value : null;
}

function testingLab(message: Hl7Message, obr: Hl7Segment, obx: Hl7Segment | undefined): string | null {
  const organization = (component: number): string => get(message, obx, 23, 1, component);
  return (
    cliaOf(organization(10), fieldOf(message, obx, 23)) ??
    cliaOf(get(message, obx, 15), get(message, obx, 15, 1, 3)) ??
    cliaOf(get(message, obr, 3, 1, 3), get(message, obr, 3, 1, 4))
  );
}
