import { utf8Length } from '#lib/bytes';
import type { FhirBundle, Found } from '#lib/fhir/bundle';
import type { Attachment } from '#lib/fhir/schemas';
import { decodeBytes } from '#lib/hl7/escapes';
import { htmlToText } from '#lib/fhir/html-to-text';
import { MAX_REPORT_BYTES } from '#lib/reports/limits';

/** Bytes of HTML that are read for its text: markup may be several times as long as the words. */
const MAX_HTML_BYTES = 8 * MAX_REPORT_BYTES;

const TOO_LONG = `holds a text of more than ${MAX_REPORT_BYTES} bytes of UTF-8`;

const HTML_TYPES = ['text/html', 'application/xhtml+xml'];

/** Types that may be named to the sender; what else is written there is the sender's own words. */
const KNOWN_TYPES = ['application/pdf', 'application/dicom', 'application/rtf', 'text/rtf', 'text/xml', 'image/jpeg'];

/** One form of the report: `type` is its MIME type in lower case, without parameters. */
interface Form {
  path: string;
  type: string;
  charset: string | null;
  given: Attachment;
}

/**
 * The words of a report: presentedForm `text/plain`, else `text/html` read as text, else `conclusion`, else the narrative
 * (`text.div`); the first that says something. Line ends become `\n`; null when nothing says anything. What was not used
 * is a warning; data that cannot be read, text over 2,097,152 bytes and U+0000 are failures.
 */
export function textFromFhir(bundle: FhirBundle, report: Found<'DiagnosticReport'>): string | null {
  const { path } = report.at;
  const forms = report.body.presentedForm.map((given, at) => formOf(given, `${path}.presentedForm[${at}]`));
  const ordered = [...forms.filter(({ type }) => type === 'text/plain'), ...forms.filter(isHtml)];
  for (const form of ordered) {
    const text = readForm(bundle, report, form);
    if (text === null || text.trim() === '') continue;
    warnOfRest(bundle, forms, form);
    return text;
  }
  const { conclusion, text } = report.body;
  const narrative = text?.div === undefined ? '' : readHtml(bundle, `${path}.text.div`, text.div);
  const words = storable(bundle, `${path}.conclusion`, conclusion ?? '');
  const isConclusion = words.trim() !== '';
  warnOfRest(bundle, forms, null);
  if (isConclusion && narrative.trim() !== '')
    bundle.warn(`the text is ${path}.conclusion; ${path}.text.div was left out`);
  if (isConclusion) return words;
  return narrative.trim() === '' ? null : narrative;
}

function formOf(given: Attachment, path: string): Form {
  const [type = '', ...parameters] = (given.contentType ?? '').split(';').map((part) => part.trim());
  const charset = parameters.find((parameter) => /^charset=/i.test(parameter))?.slice('charset='.length);
  return { path, type: type.toLowerCase(), charset: charset?.replaceAll('"', '').trim() || null, given };
}

const isHtml = ({ type }: Form): boolean => HTML_TYPES.includes(type);

function warnOfRest(bundle: FhirBundle, forms: readonly Form[], used: Form | null): void {
  for (const form of forms) {
    if (form === used) continue;
    const type = [...KNOWN_TYPES, 'text/plain', ...HTML_TYPES].includes(form.type) ? form.type : 'another type';
    bundle.warn(`${form.path} (${type}) was left out${used ? `; the text is ${used.path}` : ''}`);
  }
}

/** The text of one form; '' after a failure, null when its data lies elsewhere. */
function readForm(bundle: FhirBundle, report: Found<'DiagnosticReport'>, form: Form): string | null {
  const data = dataOf(bundle, report, form);
  if (data === null) return null;
  // Blanks are not taken out first: of millions of them that takes seconds, and the decoder passes over them.
  const padding = data.indexOf('=');
  const rest = padding === -1 ? '' : data.slice(padding);
  if (/[^A-Za-z0-9+/=\s]/.test(data) || (rest !== '' && !/^=\s*=?\s*$/.test(rest))) {
    bundle.fail(`${form.path}.data is not base64`);
    return '';
  }
  const text = decode(bundle, form, Buffer.from(data, 'base64'));
  if (isHtml(form)) return readHtml(bundle, form.path, text);
  if (!/^\s{0,100}(?:<!doctype html|<html[\s>])/i.test(text.slice(0, 200))) return storable(bundle, form.path, text);
  bundle.warn(`${form.path} says it is text/plain and is HTML; it was read as HTML`);
  return readHtml(bundle, form.path, text);
}

/** An attachment carries its data, or names a Binary of the Bundle. */
function dataOf(bundle: FhirBundle, report: Found<'DiagnosticReport'>, form: Form): string | null {
  const { data, url } = form.given;
  if (data !== undefined || url === undefined) return data ?? null;
  const element = form.path.slice(report.at.path.length + 1);
  return bundle.follow({ reference: url }, report.at, `${element}.url`, ['Binary'])?.body.data ?? null;
}

/** Bytes in the charset they declare, else UTF-8; what contradicts them is read as ISO-8859-1, which loses no byte. */
function decode(bundle: FhirBundle, { path, charset }: Form, bytes: Buffer): string {
  let label = charset?.toLowerCase() ?? 'utf-8';
  try {
    if (label !== 'utf-8' && label !== 'utf8') return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    bundle.warn(`${path}.data does not fit the charset that its contentType names, or nobody knows that charset`);
    label = 'utf-8';
  }
  const { text, encoding } = decodeBytes(bytes);
  if (encoding !== 'utf-8') bundle.warn(`${path}.data is not valid UTF-8; it was read as ISO-8859-1`);
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function readHtml(bundle: FhirBundle, path: string, html: string): string {
  if (html.length > MAX_HTML_BYTES) {
    bundle.fail(`${path} holds more than ${MAX_HTML_BYTES} characters of HTML`);
    return '';
  }
  const text = htmlToText(html, MAX_REPORT_BYTES);
  if (text !== null) return storable(bundle, path, text);
  bundle.fail(`${path} ${TOO_LONG}`);
  return '';
}

/** A text with `\n` as its line end; '' and a failure when it is too long or cannot be stored exactly. */
function storable(bundle: FhirBundle, path: string, written: string): string {
  // Line ends of two characters become one: what is twice as long is too long anyway.
  const isFar = written.length > 2 * MAX_REPORT_BYTES;
  const text = isFar ? written : written.replace(/\r\n?/g, '\n');
  if (text.length > MAX_REPORT_BYTES || utf8Length(text) > MAX_REPORT_BYTES) bundle.fail(`${path} ${TOO_LONG}`);
  else if (text.includes('\0')) bundle.fail(`${path} contains U+0000, which cannot be stored`);
  else return text;
  return '';
}
