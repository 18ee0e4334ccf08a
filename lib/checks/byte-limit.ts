import type { Check, ReportToCheck } from '#lib/checks/contract';
import { MAX_REPORT_BYTES } from '#lib/reports/limits';
import { utf8Length } from '#lib/bytes';

const WARN_FROM = 0.9 * MAX_REPORT_BYTES;

/** Stops a report of more bytes of UTF-8 than a submission may have (2,097,152), and warns from 90 % of them. */
export function checkByteLimit({ reportText }: ReportToCheck): Check[] {
  const bytes = utf8Length(reportText);
  if (bytes < WARN_FROM) return [];
  const isOver = bytes > MAX_REPORT_BYTES;
  const numbers = `The report has ${count(bytes)} of ${count(MAX_REPORT_BYTES)} bytes of UTF-8`;
  return [
    {
      rule: 'byte-limit',
      severity: isOver ? 'stop' : 'warn',
      from: null,
      to: null,
      message: isOver ? `${numbers}: ${count(bytes - MAX_REPORT_BYTES)} too many.` : `${numbers}.`,
      explanation: isOver
        ? 'A longer text is refused. Look for something pasted by mistake and shorten the report.'
        : 'A text beyond the limit is refused. Look for something pasted by mistake before writing on.',
    },
  ];
}

const count = (bytes: number): string => bytes.toLocaleString('en-US');
