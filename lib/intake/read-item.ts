import type { ItemReading } from '#lib/intake/intake-item';
import { readFhirItem } from '#lib/intake/read-fhir-item';
import { readHl7Item } from '#lib/intake/read-hl7-item';

/** Reads one item of a payload; never throws, whatever the bytes. */
export const readItem = (format: 'HL7' | 'FHIR', bytes: Buffer): ItemReading =>
  format === 'HL7' ? readHl7Item(bytes) : readFhirItem(bytes);
