import { sha256 } from '#lib/ids';
import {
  componentText,
  fieldOf,
  firstSegment,
  get,
  repetitions,
  valueIn,
  type Hl7Message,
  type Hl7Segment,
} from '#lib/hl7/message';
import { readTime, type Hl7Time } from '#lib/hl7/time';
import { lateralityOf } from '#lib/hl7/laterality';
import { modalityOf } from '#lib/hl7/modality';
import { personName } from '#lib/hl7/person-name';

/** The fields of PUT /integrations/v1/{domain}/appointments/{appointmentId} that an ORU^R01 tells; null when it does not. */
export interface OruAppointment {
  /** URL-safe and unique per order: the filler order number, else the placer's. */
  appointmentId: string;
  patientId: string | null;
  /** `FAMILY, Given Middle` */
  patientName: string | null;
  /** `yyyy-MM-dd` */
  patientDateOfBirth: string | null;
  /** HL7 table 0001. */
  patientSex: 'F' | 'M' | 'O' | 'U' | 'A' | 'N' | null;
  accessionNumber: string | null;
  modality: string | null;
  priority: 'STAT' | 'URGENT' | 'ROUTINE';
  studyDescription: string | null;
  procedureCode: string | null;
  studyInstanceUid: string | null;
  bodyPart: string | null;
  laterality: 'LEFT' | 'RIGHT' | 'BILATERAL' | null;
  clinicalInfo: string | null;
  referrerName: string | null;
  /** `yyyy-MM-dd` and `HH:mm:ss` at the sender's clock. */
  appointmentDate: string | null;
  startTime: string | null;
}

/** The first order of a message. */
export interface OruOrder {
  message: Hl7Message;
  obr: Hl7Segment;
}

/** HL7's priorities (table 0485) and the words senders write; everything else is ROUTINE. */
const priorities = new Map<string, OruAppointment['priority']>([
  ...['S', 'STAT', 'EMERGENCY', 'CRITICAL'].map((word) => [word, 'STAT'] as const),
  ...['A', 'ASAP', 'U', 'URGENT', 'HIGH', 'T'].map((word) => [word, 'URGENT'] as const),
]);

const sexWords = { F: 'FEMALE', M: 'MALE', O: 'OTHER', U: 'UNKNOWN', A: 'AMBIGUOUS', N: 'NOT APPLICABLE' } as const;
const sexes = ['F', 'M', 'O', 'U', 'A', 'N'] as const;

/** '' and HL7's explicit null `""` become null; blanks around a value go. */
export const orNull = (value: string): string | null => {
  const trimmed = value.trim();
  return trimmed === '' || trimmed === '""' ? null : trimmed;
};

/** The first of several values that says something. */
export const firstOf = (...values: string[]): string | null =>
  values.map(orNull).find((value) => value !== null) ?? null;

/**
 * The appointment an order tells of; null when it has no order number. What cannot be read is left out (null); what is
 * there but unusable adds a warning. An OBR-18 without a digit is no accession number: then the order number is.
 */
export function appointmentFromOru(order: OruOrder, warnings: string[]): OruAppointment | null {
  const { message, obr } = order;
  const orc = firstSegment(message, 'ORC');
  const pid = firstSegment(message, 'PID');
  const { placerNumber, fillerNumber } = orderNumbers(order);
  const number = fillerNumber ?? placerNumber;
  if (number === null) return null;
  const born = orNull(get(message, pid, 7));
  const birth = born === null ? null : readTime(born);
  if (born !== null && !birth) warnings.push('PID-7 is no complete date; the date of birth was left out');
  const start = examStart(order);
  const names = [
    componentText(message, obr, 4, 2),
    componentText(message, obr, 4, 5),
    componentText(message, obr, 44, 2),
  ];
  const modality = modalityOf(get(message, obr, 24), [...names, componentText(message, obr, 21, 2)]);
  if (modality === null) warnings.push('the modality could not be told from OBR-24 or the procedure');
  const procedureCode = firstOf(get(message, obr, 4), get(message, obr, 4, 1, 4), get(message, obr, 44));
  const accession = orNull(get(message, obr, 18));
  return {
    appointmentId: urlSafe(number),
    patientId: readPatientId(message, pid),
    patientName: personName(message, pid, 5, 'family-first'),
    patientDateOfBirth: birth?.date ?? null,
    patientSex: readSex(orNull(get(message, pid, 8)), warnings),
    // Some senders put a body part in OBR-18: an accession number has a digit.
    accessionNumber: accession !== null && /\d/.test(accession) ? accession : number,
    modality,
    priority: readPriority(order),
    studyDescription: withoutCode(firstOf(...names), procedureCode ?? ''),
    procedureCode,
    studyInstanceUid: readStudyUid(order),
    bodyPart: orNull(get(message, obr, 15, 1, 4)),
    laterality: lateralityOf(
      [get(message, obr, 15, 1, 5), ...repetitions(message, obr, 45, 9).map((_, at) => get(message, obr, 45, at + 1))],
      firstOf(...names) ?? '',
    ),
    clinicalInfo: firstOf(
      componentText(message, obr, 31, 2),
      componentText(message, obr, 31),
      componentText(message, obr, 13),
    ),
    referrerName:
      personName(message, obr, 16) ??
      personName(message, orc, 12) ??
      personName(message, firstSegment(message, 'PV1'), 8),
    appointmentDate: start?.date ?? null,
    startTime: start?.time ?? null,
  };
}

/** The order's numbers as written: the placer's (OBR-2, else ORC-2) and the filler's (OBR-3, else ORC-3). */
export function orderNumbers({ message, obr }: OruOrder): { placerNumber: string | null; fillerNumber: string | null } {
  const orc = firstSegment(message, 'ORC');
  return {
    placerNumber: firstOf(get(message, obr, 2), get(message, orc, 2)),
    fillerNumber: firstOf(get(message, obr, 3), get(message, orc, 3)),
  };
}

/** An order number as a path segment; one that had to be changed gets a piece of its hash, so that two stay two. */
function urlSafe(number: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._~-]{0,63}$/.test(number)) return number;
  const readable = number
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, 40);
  return `${readable}${readable === '' || readable.endsWith('-') ? '' : '-'}${sha256(number).toString('hex').slice(0, 12)}`;
}

const MOST_IDENTIFIERS = 50;

/** The medical record number among PID-3's identifiers (type MR, then MRN), else the first, else PID-2. */
export function readPatientId(message: Hl7Message, pid: Hl7Segment | undefined): string | null {
  const ids = repetitions(message, pid, 3, MOST_IDENTIFIERS).map((repetition) => ({
    id: orNull(valueIn(message, repetition, 1)),
    type: valueIn(message, repetition, 5).toUpperCase(),
  }));
  const known = ids.filter(({ id }) => id !== null);
  const chosen = known.find(({ type }) => type === 'MR') ?? known.find(({ type }) => type === 'MRN') ?? known[0];
  return chosen?.id ?? orNull(get(message, pid, 2));
}

/** PID-8 as a code of table 0001; senders also write the words. */
function readSex(written: string | null, warnings: string[]): OruAppointment['patientSex'] {
  if (written === null) return null;
  const word = written.toUpperCase();
  const code = sexes.find((sex) => word === sex || word === sexWords[sex]);
  if (!code) warnings.push('PID-8 is no known sex; it was left out');
  return code ?? null;
}

/** OBR-7, else when it was requested (OBR-6) or scheduled (OBR-36), else when the result changed (OBR-22). */
function examStart({ message, obr }: OruOrder): Hl7Time | null {
  return [7, 6, 36, 22].map((field) => readTime(get(message, obr, field))).find((stamp) => stamp !== null) ?? null;
}

/** OBR-5, else the priority (component 6) or words (component 8) of OBR-27, else TQ1-9. */
function readPriority({ message, obr }: OruOrder): OruAppointment['priority'] {
  const words = [get(message, obr, 5), get(message, obr, 27, 1, 6), get(message, obr, 27, 1, 8)];
  const told = [...words, get(message, firstSegment(message, 'TQ1'), 9)].map((word) =>
    priorities.get(word.trim().toUpperCase()),
  );
  return told.find((priority) => priority !== undefined) ?? 'ROUTINE';
}

/** Senders repeat the procedure code in front of its name (`2361 MRI BRAIN`): such numbers are no part of the name. */
function withoutCode(name: string | null, code: string): string | null {
  let rest = name ?? '';
  const digits = code.replace(/\D/g, '');
  for (let number = /^(\d{3,})[A-Z]? +/.exec(rest); number?.[1]; number = /^(\d{3,})[A-Z]? +/.exec(rest)) {
    if (!code.includes(number[1]) && digits !== number[1]) break;
    rest = rest.slice(number[0].length);
  }
  return orNull(rest);
}

/** The study's UID: ZDS-1 (IHE), else an HD observation named as the DICOM study. */
function readStudyUid({ message }: OruOrder): string | null {
  const named = message.segments.find(
    (segment) =>
      segment.id === 'OBX' && get(message, segment, 2) === 'HD' && /study/i.test(fieldOf(message, segment, 3)),
  );
  const uid = firstOf(get(message, firstSegment(message, 'ZDS'), 1), get(message, named, 5));
  return uid !== null && /^[0-9.]{1,64}$/.test(uid) ? uid : null;
}
