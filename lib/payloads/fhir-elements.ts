import { hash } from 'node:crypto';

/** A resource or an element of one, as JSON writes it. */
export type Element = Record<string, unknown>;

/** An element without members that say nothing: FHIR has no empty texts, lists or objects. */
export function element(members: Element): Element {
  const said = Object.entries(members).filter(([, member]) => {
    if (member === null || member === undefined) return false;
    if (typeof member === 'string') return member.trim() !== '';
    if (Array.isArray(member)) return member.length > 0;
    return typeof member !== 'object' || Object.keys(member).length > 0;
  });
  return Object.fromEntries(said);
}

export interface Identifier {
  system: string;
  value: string;
}

/** A code of HL7 v2's tables, as FHIR names it. */
const v2 = (table: string, code: string): Element => ({
  coding: [{ system: `http://terminology.hl7.org/CodeSystem/v2-${table}`, code }],
});

/** An identifier with its type of table 0203. */
export const identifier = ({ system, value }: Identifier, type?: string): Element =>
  element({ type: type && v2('0203', type), system, value });

/** What finds the resources that have an identifier; FHIR's own separators in it are escaped (R4 §3.1.1.4.2). */
export const searchFor = ({ system, value }: Identifier): string =>
  `identifier=${encodeURIComponent(`${system}|${value.replace(/[\\,|$]/g, '\\$&')}`)}`;

/** Codes have no blanks at their ends and never two in a row. */
export const isCode = (text: string): boolean => /^\S+( \S+)*$/.test(text);

/** A concept: its code, where it can be one, and its words. */
export const concept = (coding: { system: string; code: string; display?: string }, text: string): Element =>
  element({ coding: isCode(coding.code) ? [element(coding)] : [], text });

/** Bytes as an attachment: size and SHA-1 are of the bytes before base64 (R4 §2.24.0.8). */
export const attachment = (contentType: string, title: string, bytes: Buffer): Element => ({
  contentType,
  data: bytes.toString('base64'),
  size: bytes.length,
  hash: hash('sha1', bytes, 'base64'),
  title,
});
