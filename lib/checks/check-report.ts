import { checkByteLimit } from '#lib/checks/byte-limit';
import { CHECK_RULES, type Check, type CheckRule, type ReportToCheck } from '#lib/checks/contract';
import { checkEmptyReport } from '#lib/checks/empty-report';
import { checkMissingImpression } from '#lib/checks/missing-impression';
import { checkOtherPatient } from '#lib/checks/other-patient';
import { checkSexSpecificTerms } from '#lib/checks/sex-specific-term';
import { checkSideMismatch } from '#lib/checks/side-mismatch';
import { checkUntouchedFields } from '#lib/checks/untouched-field';

/** Places that one rule shows at most: a text full of them is mended by its first ones. */
const MOST_PLACES = 100;

const RULES: Record<CheckRule, (report: ReportToCheck) => Check[]> = {
  'empty-report': checkEmptyReport,
  'byte-limit': checkByteLimit,
  'untouched-field': checkUntouchedFields,
  'missing-impression': checkMissingImpression,
  'side-mismatch': checkSideMismatch,
  'sex-specific-term': checkSexSpecificTerms,
  'other-patient': checkOtherPatient,
};

/**
 * What should be looked at before this report is signed, in the order of the text; what concerns the whole report comes
 * first. Pure, in time proportional to the text. Each rule lists its first 100 places.
 */
export function checkReport(report: ReportToCheck): Check[] {
  return CHECK_RULES.flatMap((rule) => RULES[rule](report).slice(0, MOST_PLACES)).sort(
    (a, b) => (a.from ?? -1) - (b.from ?? -1),
  );
}
