import { sha256 } from '#lib/ids';

/** What a version says to its readers: two finals with the same content are the same final. */
export interface ReportContent {
  reportText: string;
  reportFormat: string;
  clinicianName: string | null;
  clinicianProviderNumber: string | null;
  clinicianEmail: string | null;
}

/** SHA-256 over the content's members, unambiguously joined. */
export function contentSha256(content: ReportContent): Buffer {
  return sha256(
    JSON.stringify([
      content.reportText,
      content.reportFormat,
      content.clinicianName,
      content.clinicianProviderNumber,
      content.clinicianEmail,
    ]),
  );
}
