import { utcDateTime } from '#lib/date-time';
import type { FhirBundle, Found } from '#lib/fhir/bundle';
import { readParty, type Party } from '#lib/fhir/people';
import type { REPORT_STATUSES } from '#lib/fhir/schemas';
import type { IntakeReport } from '#lib/intake/intake-item';
import { textFromFhir } from '#lib/fhir/text-from-fhir';

/**
 * DiagnosticReport.status (hl7.org/fhir/R4/valueset-diagnostic-report-status.html) as HL7 table 0123. `registered` says
 * that there is no result yet, and `unknown` nothing: a text that comes with them counts as preliminary.
 */
const MEANINGS: Record<(typeof REPORT_STATUSES)[number], IntakeReport['resultStatus']> = {
  registered: 'P',
  partial: 'P',
  preliminary: 'P',
  final: 'F',
  amended: 'C',
  corrected: 'C',
  appended: 'C',
  cancelled: 'X',
  'entered-in-error': 'X',
  unknown: 'P',
};

/** The report of a DiagnosticReport; null when it carries no text. One that withdraws needs none: its text may be ''. */
export function reportFromFhir(bundle: FhirBundle, report: Found<'DiagnosticReport'>): IntakeReport | null {
  const { status, issued } = report.body;
  const { path } = report.at;
  const text = textFromFhir(bundle, report);
  if (text === null && MEANINGS[status] !== 'X') {
    bundle.warn(`${path} carries no report text (presentedForm of text, conclusion or text.div)`);
    return null;
  }
  if (text === null) bundle.warn(`${path} withdraws a report and carries no text`);
  if (status === 'registered' || status === 'unknown') {
    bundle.warn(`${path}.status is ${status}; the report counts as preliminary`);
  }
  const reportedAtUtc = issued === undefined ? null : utcDateTime(issued);
  if (issued === undefined) bundle.warn(`${path}.issued is missing; nothing tells when it was reported`);
  else if (reportedAtUtc === null) bundle.warn(`${path}.issued is no complete date-time; it was left out`);
  const clinician = interpreterOf(bundle, report);
  return {
    reportText: text ?? '',
    resultStatus: MEANINGS[status],
    clinicianName: clinician?.name ?? null,
    clinicianProviderNumber: clinician?.number ?? null,
    reportedAtUtc,
  };
}

/** The first person among resultsInterpreter, else among performer. */
function interpreterOf(bundle: FhirBundle, report: Found<'DiagnosticReport'>): Party | null {
  for (const element of ['resultsInterpreter', 'performer'] as const) {
    const parties = report.body[element].map((given, at) => readParty(bundle, given, report.at, `${element}[${at}]`));
    const person = parties.find((party) => party?.isPerson === true && (party.name !== null || party.number !== null));
    if (person) return person;
  }
  return null;
}
