import { sha256 } from '#lib/ids';

/** What a version says to its readers: two finals with the same content are the same final. */
export interface ReportContent {
  reportText: string;
  reportFormat: string;
  clinicianName: string | null;
  clinicianProviderNumber: string | null;
  clinicianEmail: string | null;
}

/**
 * SHA-256 over the content's members, unambiguously joined; the text by its own SHA-256, which a caller may have already:
 * hashing 2 MiB takes milliseconds.
 */
export function contentSha256(content: ReportContent, textSha256 = sha256(content.reportText)): Buffer {
  return sha256(
    JSON.stringify([
      textSha256.toString('hex'),
      content.reportFormat,
      content.clinicianName,
      content.clinicianProviderNumber,
      content.clinicianEmail,
    ]),
  );
}
