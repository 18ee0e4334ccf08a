import type { Check, ReportToCheck } from '#lib/checks/contract';
import { findFields } from '#lib/checks/fields';

/** Blocks a report in which a template's `[field]` still waits for the reader. */
export function checkUntouchedFields({ reportText }: ReportToCheck): Check[] {
  return findFields(reportText).map(({ from, to }) => ({
    rule: 'untouched-field',
    severity: 'block',
    from,
    to,
    message: `The field ${reportText.slice(from, to)} is not filled in.`,
    explanation: 'The template leaves this to you. Tab visits each field: fill it in, or delete what does not apply.',
  }));
}
