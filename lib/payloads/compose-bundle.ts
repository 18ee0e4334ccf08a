import { uuidOfName } from '#lib/ids';
import type { OutgoingFile, OutgoingReport, Payload, PayloadPart } from '#lib/payloads/contract';
import { diagnosticReport, REPORT_SYSTEM } from '#lib/payloads/diagnostic-report';
import { identifier, searchFor, type Element, type Identifier } from '#lib/payloads/fhir-elements';
import {
  imagingStudy,
  organization,
  patient,
  practitioner,
  serviceRequest,
  type BundleContent,
} from '#lib/payloads/fhir-resources';
import { messageIdOf } from '#lib/payloads/message-id';

const CONTENT_TYPE = 'application/fhir+json';

/** FHIR R4: a transaction Bundle for each report; in a batch they stand a line each. */
export function composeBundles(file: OutgoingFile): Payload {
  const parts = file.reports.map((report): PayloadPart => {
    const messageId = messageIdOf(file.destination, report.reportGuid);
    const bytes = Buffer.from(JSON.stringify(bundleOf(file, report, messageId)));
    return { messageId, reportGuid: report.reportGuid, contentType: CONTENT_TYPE, bytes };
  });
  const [only] = parts;
  if (only && parts.length === 1 && !file.isBatch)
    return { contentType: CONTENT_TYPE, bytes: only.bytes, parts, notes: [] };
  const bytes = Buffer.concat(parts.flatMap((part) => [part.bytes, Buffer.from('\n')]));
  return { contentType: 'application/fhir+ndjson', bytes, parts, notes: [] };
}

/**
 * The Bundle of one version. The report replaces what the destination has under the same business identifier (conditional
 * update); patient, people, order and study are created only where nothing has their identifier: what the destination
 * knows of them is its own, and stays.
 */
function bundleOf(file: OutgoingFile, report: OutgoingReport, messageId: string): Element {
  const urlOf = (type: string): string => `urn:uuid:${uuidOfName(`${messageId} ${type}`)}`;
  const content: BundleContent = { file, report, urlOf };
  const created = [patient, practitioner, organization, serviceRequest, imagingStudy].flatMap((compose) => {
    const composed = compose(content);
    return composed ? [createOnce(composed.resource, composed.key, urlOf)] : [];
  });
  const key = { system: REPORT_SYSTEM, value: `${report.authority}/${report.number}` };
  const update = {
    fullUrl: urlOf('DiagnosticReport'),
    resource: diagnosticReport(content, key),
    request: { method: 'PUT', url: `DiagnosticReport?${searchFor(key)}` },
  };
  return {
    resourceType: 'Bundle',
    identifier: identifier({ system: 'urn:readout:message', value: messageId }),
    type: 'transaction',
    timestamp: file.createdAt.toISOString(),
    entry: [...created, update],
  };
}

const createOnce = (resource: Element, key: Identifier, urlOf: (type: string) => string): Element => ({
  fullUrl: urlOf(String(resource.resourceType)),
  resource,
  request: { method: 'POST', url: resource.resourceType, ifNoneExist: searchFor(key) },
});
