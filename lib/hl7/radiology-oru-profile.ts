import { firstOf, orderNumbers, readPatientId } from '#lib/hl7/appointment-from-oru';
import { firstSegment, get, type Hl7Message, type Hl7Segment } from '#lib/hl7/message';

/** The profile's name, as failures give it. */
const PROFILE = 'Radiology ORU^R01';

/** Segments that are read whole; only observations (OBX) carry long values. In characters. */
const MOST_SEGMENT = 65_536;
const wholly = new Set(['MSH', 'PID', 'PV1', 'ORC', 'OBR', 'TQ1', 'ZDS', 'SPM']);

/** A failure in the words of the history contract; `why` is told where the place alone does not say it. */
export const notValid = (place: string, why?: string): string =>
  `HL7 was not valid at ${place} for validator: ${PROFILE}${why === undefined ? '' : ` (${why})`}`;

/**
 * What a radiology result must have to be of use: MSH-9 ORU (R01, or no trigger), MSH-10, HL7 version 2 if any is told,
 * one patient with an identifier (PID-3, else PID-2), an order (OBR) with a number (OBR-3, ORC-3, OBR-2 or ORC-2). All
 * else, the text too, may be absent: filters decide about it. Gives every failure; of other messages MSH-9's alone.
 */
export function radiologyOruFailures(message: Hl7Message): string[] {
  const msh = firstSegment(message, 'MSH');
  if (get(message, msh, 9).trim() !== 'ORU') return [notValid('MSH[1]-9[1].1')];
  if (!['', 'R01'].includes(get(message, msh, 9, 1, 2).trim())) return [notValid('MSH[1]-9[1].2')];
  const tooLong = longSegments(message);
  if (tooLong.length > 0) return tooLong;
  const failures: string[] = [];
  if (firstOf(get(message, msh, 10)) === null) failures.push(notValid('MSH[1]-10[1]'));
  if (!/^(?:2(?:\.|$)|$)/.test(get(message, msh, 12).trim())) failures.push(notValid('MSH[1]-12[1].1'));
  failures.push(...patientFailures(message));
  const obr = firstSegment(message, 'OBR');
  if (!obr) failures.push(notValid('OBR[1]'));
  else {
    const { placerNumber, fillerNumber } = orderNumbers({ message, obr });
    if (placerNumber === null && fillerNumber === null) failures.push(notValid('OBR[1]-3[1].1'));
  }
  return failures;
}

/** Segments about the patient that are compared; nobody writes more. */
const MOST_PATIENT_SEGMENTS = 100;

/** Observations of a second patient would become part of the first one's report. */
function patientFailures(message: Hl7Message): string[] {
  const patients = message.segments.filter(({ id }) => id === 'PID');
  const [pid] = patients;
  if (!pid) return [notValid('PID[1]')];
  const first = readPatientId(message, pid);
  if (first === null) return [notValid('PID[1]-3[1].1')];
  const compared = patients.slice(0, MOST_PATIENT_SEGMENTS);
  const other = compared.findIndex((one) => readPatientId(message, one) !== first);
  const at = other === -1 ? compared.length : other;
  return at === patients.length ? [] : [notValid(`PID[${at + 1}]`, 'a message must be about one patient')];
}

function longSegments(message: Hl7Message): string[] {
  const positions = new Map<string, number>();
  const failures: string[] = [];
  for (const { id, text } of message.segments as readonly Hl7Segment[]) {
    if (!wholly.has(id)) continue;
    const position = (positions.get(id) ?? 0) + 1;
    positions.set(id, position);
    if (text.length <= MOST_SEGMENT || failures.length >= 10) continue;
    failures.push(
      notValid(`${id}[${position}]`, `the segment has more than ${MOST_SEGMENT.toLocaleString('en')} characters`),
    );
  }
  return failures;
}
