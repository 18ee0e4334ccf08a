import type { FhirOrder } from '#lib/intake/exam-from-fhir';
import type { FhirBundle } from '#lib/fhir/bundle';
import { orNull, readParty } from '#lib/fhir/people';
import type { Coding, Identifier, Reference, Resource } from '#lib/fhir/schemas';
import type { ItemFields } from '#lib/routing/contract';

/** HL7 table 0103 and the security label of test data (http://terminology.hl7.org/CodeSystem/v3-ActReason). */
const PROCESSING_MODES = /\/v2-0103$|\/v2\/0103$/;
const MODES = ['P', 'T', 'D'];

/** Numbers of the Clinical Laboratory Improvement Amendments, by system or type. */
const CLIA = /2\.16\.840\.1\.113883\.4\.7$|clia$/i;

type Organization = Resource<'Organization'>;

/**
 * What filters see beside exam and report. Address, phone and e-mail: Patient. Ordering facility: the organization of
 * ServiceRequest.requester. testing_lab_clia: the organization among DiagnosticReport.performer; reporting_facility_clia:
 * MessageHeader.sender, else that organization. processing_mode_code: a tag of table 0103 on Bundle, MessageHeader or
 * DiagnosticReport, else T when one is labelled HTEST, else P. message_id: the tracking id.
 */
export function fieldsFromFhir(
  bundle: FhirBundle,
  order: FhirOrder,
  meta: Resource<'MessageHeader'>['meta'],
  trackingId: string | null,
): ItemFields {
  const { report, patient, request } = order;
  const header = bundle.located.find(({ type }) => type === 'MessageHeader');
  const message = header && bundle.resource('MessageHeader', header);
  const ordering = request && readParty(bundle, request.body.requester, request.at, 'requester')?.organization;
  const performer = report.body.performer
    .map((given, at) => readParty(bundle, given, report.at, `performer[${at}]`)?.organization ?? null)
    .find((organization) => organization !== null);
  const sender = message && senderOf(bundle, message.body.sender, message.at);
  const home = patient?.body.address.find(({ use }) => use === 'home') ?? patient?.body.address[0];
  const contact = (system: string): string | null =>
    orNull(patient?.body.telecom.find((point) => point.system === system && point.use !== 'old')?.value);
  const fields: Record<string, string | null | undefined> = {
    patient_state: home?.state,
    patient_county: home?.district,
    patient_zip_code: home?.postalCode,
    patient_phone_number: contact('phone'),
    patient_email: contact('email'),
    ordering_facility_state: ordering?.address[0]?.state,
    ordering_facility_county: ordering?.address[0]?.district,
    processing_mode_code: processingMode([meta, message?.body.meta, report.body.meta]),
    message_id: trackingId,
    testing_lab_clia: cliaOf(performer),
    reporting_facility_clia: cliaOf(sender) ?? cliaOf(performer),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value)) as ItemFields;
}

const senderOf = (
  bundle: FhirBundle,
  given: Reference | undefined,
  from: Parameters<typeof readParty>[2],
): Organization | null => readParty(bundle, given, from, 'sender')?.organization ?? null;

function processingMode(metas: readonly Resource<'MessageHeader'>['meta'][]): string {
  const codings: Coding[] = metas.flatMap((meta) => [...(meta?.tag ?? []), ...(meta?.security ?? [])]);
  const mode = codings.find(({ system, code }) => PROCESSING_MODES.test(system ?? '') && MODES.includes(code ?? ''));
  return mode?.code ?? (codings.some(({ code }) => code === 'HTEST') ? 'T' : 'P');
}

function cliaOf(organization: Organization | null | undefined): string | null {
  const isClia = ({ system, type }: Identifier): boolean =>
    CLIA.test(system ?? '') || (type?.coding ?? []).some(({ code }) => code === 'CLIA');
  return orNull(organization?.identifier.find(isClia)?.value);
}
