import { z } from 'zod';

/** What is read of FHIR R4 (hl7.org/fhir/R4), element by element; everything else may be there and is not looked at. */

/** A code, URI or identifier; longer ones are refused before they reach a pattern. */
const text = z.string();
const code = z.string().max(255);

/** The first of a list: no sender needs more, and a list of millions must not become millions of objects. */
const MOST_OF_A_LIST = 200;
const list = <T extends z.ZodType>(element: T) =>
  z
    .array(z.unknown())
    .transform((all) => all.slice(0, MOST_OF_A_LIST))
    .pipe(z.array(element))
    .default([]);

const period = z.object({ start: code.optional(), end: code.optional() });

const coding = z.object({ system: code.optional(), code: code.optional(), display: text.optional() });
export type Coding = z.output<typeof coding>;

const codeableConcept = z.object({ coding: list(coding), text: text.optional() });
export type CodeableConcept = z.output<typeof codeableConcept>;

const identifier = z.object({
  use: code.optional(),
  type: codeableConcept.optional(),
  system: code.optional(),
  value: text.optional(),
});
export type Identifier = z.output<typeof identifier>;
const identifiers = list(identifier);

const reference = z.object({
  reference: text.optional(),
  identifier: identifier.optional(),
  display: text.optional(),
});
export type Reference = z.output<typeof reference>;
const references = list(reference);

const humanName = z.object({
  use: code.optional(),
  text: text.optional(),
  family: text.optional(),
  given: list(text),
  prefix: list(text),
  suffix: list(text),
});
export type HumanName = z.output<typeof humanName>;

const address = z.object({
  use: code.optional(),
  state: text.optional(),
  district: text.optional(),
  postalCode: text.optional(),
});
const addresses = list(address);

const contactPoint = z.object({ system: code.optional(), value: text.optional(), use: code.optional() });

/** R4 att-1: data has a content type. */
const attachment = z
  .object({ contentType: code.optional(), data: text.optional(), url: text.optional() })
  .refine((given) => given.data === undefined || given.contentType !== undefined, {
    path: ['contentType'],
    error: 'is missing',
  });
export type Attachment = z.output<typeof attachment>;

const meta = z.object({ tag: list(coding), security: list(coding) });

export const bundleHead = z.object({
  id: code.optional(),
  identifier: identifier.optional(),
  meta: meta.optional(),
});

export const REPORT_STATUSES = [
  'registered',
  'partial',
  'preliminary',
  'final',
  'amended',
  'corrected',
  'appended',
  'cancelled',
  'entered-in-error',
  'unknown',
] as const;

/** The resources read of a Bundle, by their type. */
export const resources = {
  DiagnosticReport: z.object({
    meta: meta.optional(),
    text: z.object({ div: text.optional() }).optional(),
    identifier: identifiers,
    basedOn: references,
    status: z.enum(REPORT_STATUSES),
    category: list(codeableConcept),
    code: codeableConcept,
    subject: reference,
    effectiveDateTime: code.optional(),
    effectivePeriod: period.optional(),
    issued: code.optional(),
    performer: references,
    resultsInterpreter: references,
    imagingStudy: references,
    conclusion: text.optional(),
    presentedForm: list(attachment),
  }),
  Patient: z.object({
    identifier: identifiers,
    name: list(humanName),
    telecom: list(contactPoint),
    gender: code.optional(),
    birthDate: code.optional(),
    address: addresses,
  }),
  Practitioner: z.object({ identifier: identifiers, name: list(humanName) }),
  PractitionerRole: z.object({
    identifier: identifiers,
    practitioner: reference.optional(),
    organization: reference.optional(),
  }),
  Organization: z.object({ identifier: identifiers, name: text.optional(), address: addresses }),
  ServiceRequest: z.object({
    identifier: identifiers,
    priority: code.optional(),
    code: codeableConcept.optional(),
    requester: reference.optional(),
    performer: references,
    bodySite: list(codeableConcept),
  }),
  ImagingStudy: z.object({
    identifier: identifiers,
    basedOn: references,
    modality: list(coding),
    referrer: reference.optional(),
    started: code.optional(),
    description: text.optional(),
    procedureCode: list(codeableConcept),
    series: list(z.object({ modality: coding.optional(), bodySite: coding.optional(), laterality: coding.optional() })),
  }),
  MessageHeader: z.object({ meta: meta.optional(), sender: reference.optional() }),
  Binary: z.object({ contentType: code.optional(), data: text.optional() }),
} as const;

export type ResourceType = keyof typeof resources;
export type Resource<T extends ResourceType> = z.output<(typeof resources)[T]>;

/** What is wrong with an element, in words that never quote it. */
export function elementFault(issue: z.core.$ZodRawIssue): string {
  if (issue.input === undefined) return 'is missing';
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${/^[aeiou]/.test(issue.expected) ? 'an' : 'a'} ${issue.expected}`;
    case 'invalid_value':
      return `must be one of: ${issue.values.join(', ')}`;
    case 'too_big':
      return `must have at most ${issue.maximum} characters`;
    default:
      return 'is not valid';
  }
}

/** `Bundle.entry[2].resource.name[0].family`. */
export const elementPath = (base: string, path: readonly PropertyKey[]): string =>
  base + path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
