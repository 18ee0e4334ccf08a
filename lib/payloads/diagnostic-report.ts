import type { OutgoingReport, OutgoingStatus } from '#lib/payloads/contract';
import { composeHtml, escapeMarkup } from '#lib/payloads/compose-html';
import { examLines } from '#lib/payloads/exam-lines';
import { attachment, element, identifier, type Element, type Identifier } from '#lib/payloads/fhir-elements';
import {
  examinedAt,
  imagingStudy,
  organization,
  practitioner,
  procedureConcept,
  referenceTo,
  serviceRequest,
  subjectOf,
  type BundleContent,
} from '#lib/payloads/fhir-resources';
import { impressionOf } from '#lib/payloads/oru-observations';
import { BANNERS, withdrawalOf, wordsOf, type ReportWords } from '#lib/payloads/report-words';

/** The system of business identifiers, `{authority}/{number}`: the same for every version of a report. */
export const REPORT_SYSTEM = 'urn:readout:report';

/** http://hl7.org/fhir/R4/valueset-diagnostic-report-status.html */
const STATUSES: Record<OutgoingStatus, string> = {
  P: 'preliminary',
  F: 'final',
  C: 'corrected',
  X: 'entered-in-error',
};

const CATEGORIES = [
  { system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'RAD', display: 'Radiology' },
  { system: 'http://loinc.org', code: 'LP29684-5', display: 'Radiology' },
];

/** A longer impression stands in presentedForm alone. In UTF-16 units. */
const LONGEST_CONCLUSION = 20_000;

/**
 * The DiagnosticReport of a version, by IHE IMR: the exact words as text/plain, the same as text/html, and the document
 * they were read from. The identifier is the report's, a second one the version's.
 */
export function diagnosticReport(content: BundleContent, key: Identifier): Element {
  const { report, file } = content;
  const interpreter = interpreterOf(content);
  const words = wordsOf(report);
  const conclusion = conclusionOf(report, words);
  return element({
    resourceType: 'DiagnosticReport',
    meta:
      file.processingMode === 'T'
        ? { tag: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0103', code: 'T' }] }
        : {},
    text: narrativeOf(report, conclusion),
    identifier: [
      identifier(key, 'FILL'),
      identifier({ system: 'urn:ietf:rfc:3986', value: `urn:uuid:${report.reportGuid}` }),
    ],
    basedOn: referenceTo(content, 'ServiceRequest', serviceRequest),
    status: STATUSES[report.resultStatus],
    category: [{ coding: CATEGORIES }],
    code: procedureConcept(content),
    subject: subjectOf(content),
    effectiveDateTime: examinedAt(report),
    issued: report.reportedAtUtc,
    performer: [...referenceTo(content, 'Organization', organization), ...interpreter],
    resultsInterpreter: interpreter,
    imagingStudy: referenceTo(content, 'ImagingStudy', imagingStudy),
    conclusion,
    presentedForm: formsOf(report, words),
  });
}

function interpreterOf(content: BundleContent): Element[] {
  const [reference] = referenceTo(content, 'Practitioner', practitioner);
  const told = { ...reference, ...element({ display: content.report.clinicianName }) };
  return Object.keys(told).length === 0 ? [] : [told];
}

/** The impression. FHIR's strings have no control characters but tab and line ends: one that has others is left out. */
function conclusionOf({ resultStatus }: OutgoingReport, { text }: ReportWords): string | null {
  if (resultStatus === 'X') return null;
  const impression = impressionOf(text);
  if (impression === null || impression.length > LONGEST_CONCLUSION) return null;
  return /[^\P{Cc}\t\n\x7f-\x9f]/u.test(impression) ? null : impression;
}

/** What a person is shown who cannot open presentedForm. */
function narrativeOf(report: OutgoingReport, conclusion: string | null): Element {
  const rows = examLines(report).map(([label, words]) => `<tr><th>${label}</th><td>${escapeMarkup(words)}</td></tr>`);
  const words = [...withdrawalOf(report), ...(conclusion === null ? [] : [conclusion])].join('\n');
  const div = [
    '<div xmlns="http://www.w3.org/1999/xhtml">',
    `<p><b>${BANNERS[report.resultStatus]}</b></p>`,
    `<table><tbody>${rows.join('')}</tbody></table>`,
    words === '' ? '' : `<pre>${escapeMarkup(words)}</pre>`,
    '</div>',
  ];
  return { status: 'generated', div: div.join('') };
}

function formsOf(report: OutgoingReport, words: ReportWords): Element[] {
  const { notice, text, original } = words;
  const lines = [...notice, text].join('\n');
  // Readers take the first U+FEFF for a mark of the encoding: one that is the text's own comes after it.
  const plain = Buffer.from(lines.startsWith('\uFEFF') ? `\uFEFF${lines}` : lines);
  return [
    attachment('text/plain;charset=utf-8', BANNERS[report.resultStatus], plain),
    attachment('text/html;charset=utf-8', BANNERS[report.resultStatus], Buffer.from(composeHtml(report, words))),
    ...(original ? [attachment('text/html;charset=utf-8', 'As it was written', original.bytes)] : []),
  ];
}
