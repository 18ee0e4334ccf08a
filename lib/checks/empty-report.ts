import type { Check, ReportToCheck } from '#lib/checks/contract';

/** Stops a report in which no letter and no digit stands: it says nothing, whatever its status. */
export function checkEmptyReport({ reportText }: ReportToCheck): Check[] {
  if (/[\p{L}\p{N}]/u.test(reportText)) return [];
  return [
    {
      rule: 'empty-report',
      severity: 'stop',
      from: null,
      to: null,
      message: 'The report is empty.',
      explanation: 'A signed report goes to its receivers at once. Write the report before signing.',
    },
  ];
}
