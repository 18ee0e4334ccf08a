import type { OutgoingReport, OutgoingStatus } from '#lib/payloads/contract';
import type { CodeMap } from '#lib/settings/receiver-contract';

/** A procedure as a destination calls it; `system` is '' where the code is nobody's, `code` where only words tell it. */
export interface ProcedureCode {
  code: string;
  text: string;
  system: string;
}

/** What a report is about when neither code nor words tell it (LOINC). */
export const IMAGING_STUDY: ProcedureCode = { code: '18748-4', text: 'Diagnostic imaging study', system: 'LN' };

const own = (map: Record<string, string> | undefined, code: string): string | undefined =>
  map && Object.hasOwn(map, code) ? map[code] : undefined;

/** A code as the destination writes it: as its map says, else as it is. */
export function mapCode(
  codeMap: CodeMap | undefined,
  kind: 'modality' | 'patientSex' | 'priority',
  code: string | null,
): string {
  return code === null ? '' : (own(codeMap?.[kind], code) ?? code);
}

/** The word for a result's status, where the destination has one of its own. */
export const mappedStatus = (codeMap: CodeMap | undefined, status: OutgoingStatus): string | undefined =>
  codeMap?.resultStatus?.[status];

/** The procedure: code and name of the destination's map where it has them, else our own (system `L`, local). */
export function procedureOf({ exam }: OutgoingReport, codeMap: CodeMap | undefined): ProcedureCode {
  const { procedureCode: code, studyDescription } = exam;
  const text = studyDescription ?? '';
  if (code === null) return text === '' ? IMAGING_STUDY : { code: '', text, system: '' };
  const map = codeMap?.procedureCode;
  const mapped = map && Object.hasOwn(map, code) ? map[code] : undefined;
  if (typeof mapped === 'object') return { code: mapped.code, text: mapped.text ?? text, system: mapped.system ?? 'L' };
  return { code: mapped ?? code, text: text || (mapped ?? code), system: 'L' };
}
