import type { OruOrder } from '#lib/hl7/appointment-from-oru';
import { unescapeText } from '#lib/hl7/escapes';
import { fieldOf, firstSegment, get, repetitions, type Hl7Segment } from '#lib/hl7/message';
import { readTime, utcOf } from '#lib/hl7/time';
import { resultMeaning, resultStatusOf, type ResultStatus } from '#lib/hl7/result-status';
import { MAX_REPORT_BYTES } from '#lib/reports/limits';

/** What the observations say. `tooLong`: more than a report may have, met in the nth OBX of the message (from 1). */
export type OruText =
  | { kind: 'text'; reportText: string; resultStatus: ResultStatus }
  | { kind: 'tooLong'; observation: number };

interface Observation {
  obx: Hl7Segment;
  /** Position among the message's OBX segments, from 1. */
  position: number;
  status: ResultStatus | null;
}

/** An escape sequence takes five characters for a byte (`\\Xhh\\`) at most, but for those that only format. */
const MOST_WRITTEN = 5 * MAX_REPORT_BYTES;

/** Why a text that is `tooLong` is. */
export const TEXT_TOO_LONG = `its report text has more than ${MAX_REPORT_BYTES.toLocaleString('en')} bytes of UTF-8`;

/** OBX-2 of observations that carry report text. */
const textTypes = new Set(['TX', 'ST', 'FT']);

/**
 * The text is OBX-5 of the first order's TX, ST and FT observations in order, one line each, repetitions (`~`) as line
 * breaks, nothing trimmed; a withdrawn observation is no part of it. The status is OBR-25, else OBX-11 (preliminary as
 * soon as one of them is, then corrected); an unknown one counts as preliminary, with a warning.
 */
export function readOruText(order: OruOrder, warnings: string[]): OruText {
  const observations = observationsOf(order, warnings);
  const standing = observations.filter(({ status }) => status !== 'X');
  const text = joinText(order, standing);
  if (text.kind === 'tooLong') return text;
  const { reportText } = text;
  const declared = resultStatusOf(get(order.message, order.obr, 25));
  const observed = (['P', 'C', 'F'] as const).find((known) => standing.some(({ status }) => status === known)) ?? null;
  const withdrawn = observations.length - standing.length;
  if (!declared && withdrawn > 0 && standing.length === 0) return { kind: 'text', reportText, resultStatus: 'X' };
  if (withdrawn > 0) warnings.push(`${withdrawn} withdrawn observation(s) were left out`);
  if (declared && observed && resultMeaning(declared) !== resultMeaning(observed)) {
    warnings.push('OBR-25 and OBX-11 disagree; OBR-25 was believed');
  }
  if (!declared && !observed && reportText.trim() !== '') {
    warnings.push('no known result status in OBR-25 or OBX-11; the report counts as preliminary');
  }
  return { kind: 'text', reportText, resultStatus: declared ?? observed ?? 'P' };
}

/** When the result was reported, RFC 3339 in UTC: OBR-22, else MSH-7. Times without a zone take MSH-7's, else UTC. */
export function reportedAt({ message, obr }: OruOrder): string | null {
  const sent = readTime(get(message, firstSegment(message, 'MSH'), 7));
  const reported = readTime(get(message, obr, 22)) ?? sent;
  return reported && utcOf(reported, sent?.offset ?? '+00:00');
}

/** The text observations that belong to the first order; other orders of the message are left out with a warning. */
function observationsOf({ message, obr: first }: OruOrder, warnings: string[]): Observation[] {
  const number = (obr: Hl7Segment): string => get(message, obr, 3) || get(message, obr, 2);
  const wanted = number(first);
  let isWanted = true;
  let position = 0;
  let others = 0;
  const observations: Observation[] = [];
  for (const segment of message.segments) {
    if (segment.id === 'OBR') {
      isWanted = number(segment) === wanted;
      if (!isWanted) others += 1;
    }
    if (segment.id !== 'OBX') continue;
    position += 1;
    if (!isWanted || !textTypes.has(get(message, segment, 2))) continue;
    observations.push({ obx: segment, position, status: resultStatusOf(get(message, segment, 11)) });
  }
  if (others > 0) warnings.push(`${others} further order(s) in the message were not read`);
  return observations;
}

/** The text of observations, one line each. Stops at the first that makes it longer than a report may be. */
function joinText(
  { message }: OruOrder,
  observations: readonly Observation[],
): { kind: 'text'; reportText: string } | Extract<OruText, { kind: 'tooLong' }> {
  const lines: string[] = [];
  let bytes = -1;
  for (const { obx, position } of observations) {
    const isShort = fieldOf(message, obx, 5).length <= MOST_WRITTEN;
    const line = isShort
      ? repetitions(message, obx, 5)
          .map((part) => (part === '""' ? '' : unescapeText(part, message.delimiters, MAX_REPORT_BYTES)))
          .join('\n')
      : '';
    bytes += Buffer.byteLength(line) + 1;
    if (!isShort || bytes > MAX_REPORT_BYTES) return { kind: 'tooLong', observation: position };
    lines.push(line);
  }
  return { kind: 'text', reportText: lines.join('\n') };
}
