import { expect, it } from 'vitest';
import { asItemFields, hl7ItemFields } from '#lib/intake/hl7-item-fields';
import { firstSegment } from '#lib/hl7/message';
import { readHl7Message } from '#lib/hl7/read-hl7';

function fieldsOf(...segments: string[]) {
  const reading = readHl7Message(Buffer.from(segments.join('\r')));
  const obr = reading.kind === 'message' ? firstSegment(reading.message, 'OBR') : undefined;
  if (reading.kind === 'broken' || !obr) throw new Error('the invented message is broken');
  return asItemFields(hl7ItemFields({ message: reading.message, obr }));
}

it('fills every field from the place that its docstring names', () => {
  const fields = fieldsOf(
    'MSH|^~\\&|RIS|CLINIC^05D1234567^CLIA|||2026||ORU^R01|M1|T^A|2.5.1',
    'PID|1||P1||||||||^^NOWHERE~1 ST^^TOWN^CA^90001^USA^H^^Sonoma||^NET^Internet^a@b.test~^PRN^PH^^1^555^1234567',
    `ORC|RE${'|'.repeat(21)}1 AVE^^TOWN^NV^89001^USA^B^^Clark`,
    'OBR|1||A100|C^N',
    `OBX|1|TX|C||x${'|'.repeat(18)}LAB^L^^^^CLIA&2.16.840.1.113883.4.7&ISO^XX^^^10D0876999`,
  );
  expect(fields).toEqual({
    site: 'CLINIC',
    message_id: 'M1',
    processing_mode_code: 'T',
    patient_state: 'CA',
    patient_county: 'Sonoma',
    patient_zip_code: '90001',
    patient_phone_number: '5551234567',
    patient_email: 'a@b.test',
    ordering_facility_state: 'NV',
    ordering_facility_county: 'Clark',
    reporting_facility_clia: '05D1234567',
    testing_lab_clia: '10D0876999',
  });
});

it('leaves out what the message does not tell, and takes its mode for production', () => {
  expect(fieldsOf('MSH|^~\\&|RIS||||2026||ORU^R01|M1', 'OBR|1||A100')).toEqual({
    message_id: 'M1',
    processing_mode_code: 'P',
  });
});

it('reads the older places, and no identifier of another kind as a CLIA number', () => {
  const fields = fieldsOf(
    'MSH|^~\\&|RIS|CLINIC^1.2.3^ISO||||||M1|P|2.3',
    'PID|1||P1|||||||||ALAMEDA|(555)555-5555^P^H~x@y.test|555-1',
    'OBR|1||A100^RIS^11D2030855^CLIA',
    'OBX|1|TX|C||x||||||F||||L55^Lab^L',
  );
  expect(fields).toMatchObject({
    patient_county: 'ALAMEDA',
    patient_phone_number: '(555)555-5555',
    patient_email: 'x@y.test',
    testing_lab_clia: '11D2030855',
  });
  expect(fields).not.toHaveProperty('reporting_facility_clia');
});
