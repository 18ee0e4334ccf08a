import { composeBundles } from '#lib/payloads/compose-bundle';
import { composeHl7 } from '#lib/payloads/compose-hl7';
import { composePdf } from '#lib/payloads/compose-pdf';
import { composeText } from '#lib/payloads/compose-text';
import type { OutgoingFile, Payload } from '#lib/payloads/contract';

/**
 * Makes a file in the format of its destination. The same file gives the same bytes, so that an attempt is like the one
 * before. The process gets its turn while a PDF is made.
 */
export async function composePayload(file: OutgoingFile): Promise<Payload> {
  switch (file.settings.format) {
    case 'HL7':
      return composeHl7(file);
    case 'FHIR':
      return composeBundles(file);
    case 'TEXT':
      return composeText(file);
    case 'PDF':
      return composePdf(file);
  }
}
