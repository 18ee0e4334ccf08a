import type { FhirBundle, Found, Located } from '#lib/fhir/bundle';
import type { CodeableConcept, HumanName, Identifier, Reference, Resource } from '#lib/fhir/schemas';

/** HL7 table 0203 as FHIR spells it (http://terminology.hl7.org/CodeSystem/v2-0203, and national copies of it). */
const IDENTIFIER_TYPES = /\/v2-0203$|\/v2\/0203$|2\.16\.840\.1\.113883\.18\.108$/;

/** Trimmed; '' becomes null. */
export const orNull = (text: string | undefined): string | null => text?.trim() || null;

/** The first value among identifiers of one of these types of table 0203, in the order of the types. */
export function identifierOfType(identifiers: readonly Identifier[], ...types: string[]): string | null {
  const typed = identifiers.map((one) => ({ value: orNull(one.value), codes: typeCodes(one) }));
  for (const type of types) {
    const found = typed.find(({ value, codes }) => value !== null && codes.includes(type));
    if (found) return found.value;
  }
  return null;
}

/** The first value among identifiers that say no type of table 0203. */
export const untypedIdentifier = (identifiers: readonly Identifier[]): string | null =>
  firstIdentifier(identifiers.filter((one) => typeCodes(one).length === 0 && one.system !== 'urn:dicom:uid'));

/** The first value among identifiers that are not old. */
export const firstIdentifier = (identifiers: readonly Identifier[]): string | null =>
  orNull(identifiers.find((one) => one.use !== 'old' && orNull(one.value) !== null)?.value);

const typeCodes = (one: Identifier): string[] =>
  (one.type?.coding ?? []).flatMap(({ system, code }) =>
    code !== undefined && (system === undefined || IDENTIFIER_TYPES.test(system)) ? [code.toUpperCase()] : [],
  );

const joined = (parts: readonly (string | null | undefined)[], separator: string): string =>
  parts.flatMap((part) => orNull(part ?? undefined) ?? []).join(separator);

const chosenName = (names: readonly HumanName[]): HumanName | undefined =>
  names.find(({ use }) => use === 'official') ??
  names.find(({ use }) => use === 'usual') ??
  names.find(({ use }) => use !== 'old') ??
  names[0];

/** `FAMILY, Given Middle` as written; else the name's text. */
export function patientName(names: readonly HumanName[]): string | null {
  const name = chosenName(names);
  if (!name) return null;
  return joined([name.family, joined(name.given, ' ')], ', ') || orNull(name.text);
}

/** `Dr Given Middle Family, Degree` as written; else the name's text. */
function practitionerName(names: readonly HumanName[]): string | null {
  const name = chosenName(names);
  if (!name) return null;
  const whole = joined([...name.prefix, ...name.given, name.family], ' ');
  return (name.family === undefined && orNull(name.text)) || joined([whole, ...name.suffix], ', ') || orNull(name.text);
}

/** The words of a concept: its text, else the first display. */
export const conceptText = (concept: CodeableConcept | undefined): string | null =>
  orNull(concept?.text) ?? orNull(concept?.coding.find(({ display }) => orNull(display) !== null)?.display);

/** A person or an organization, as a reference tells them. */
export interface Party {
  isPerson: boolean;
  name: string | null;
  /** Of a person: provider number (UPIN, PRN, NPI of table 0203, else the first identifier), of the role before the person. */
  number: string | null;
  organization: Resource<'Organization'> | null;
}

/** Who a reference names; null when it tells neither a resource nor a name nor an identifier. */
export function readParty(
  bundle: FhirBundle,
  given: Reference | undefined,
  from: Located,
  element: string,
): Party | null {
  const found = bundle.follow(given, from, element, ['Practitioner', 'PractitionerRole', 'Organization']);
  const display = orNull(given?.display);
  const number = orNull(given?.identifier?.value);
  if (!found) return (display ?? number) ? { isPerson: true, name: display, number, organization: null } : null;
  if (found.type === 'Organization') {
    return { isPerson: false, name: orNull(found.body.name) ?? display, number: null, organization: found.body };
  }
  const role = found.type === 'PractitionerRole' ? found : null;
  const person: Found<'Practitioner'> | null = role
    ? bundle.follow(role.body.practitioner, role.at, 'practitioner', ['Practitioner'])
    : (found as Found<'Practitioner'>);
  const organization = role && bundle.follow(role.body.organization, role.at, 'organization', ['Organization']);
  const identifiers = [...(role?.body.identifier ?? []), ...(person?.body.identifier ?? [])];
  return {
    isPerson: role === null || role.body.practitioner !== undefined || person !== null || organization === null,
    name: practitionerName(person?.body.name ?? []) ?? orNull(role?.body.practitioner?.display) ?? display,
    number: identifierOfType(identifiers, 'UPIN', 'PRN', 'NPI') ?? firstIdentifier(identifiers) ?? number,
    organization: organization?.body ?? null,
  };
}
