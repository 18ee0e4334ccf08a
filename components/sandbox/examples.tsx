/** Made-up payloads to begin with, as the text area holds them. */
export const EXAMPLE = {
  HL7: [
    'MSH|^~\\&|RIS|HARBOUR|READOUT||20261120093000+1100||ORU^R01^ORU_R01|EXAMPLE-1|P|2.5.1|||AL',
    'PID|1||P1^^^HARBOUR^MR||SAMPLE^JANE||19800131|F',
    'ORC|RE|PL1|ACC1',
    'OBR|1|PL1|ACC1|CTHEAD^CT head|||20261120090000+1100|||||||||^REFERRER^ROBIN||ACC1||||20261120093000+1100||CT|F',
    'OBX|1|TX|GDT^Report||FINDINGS: No haemorrhage. No mass.||||||F',
    'OBX|2|TX|GDT^Report||IMPRESSION: No acute abnormality.||||||F',
  ].join('\n'),
  FHIR: JSON.stringify(
    {
      resourceType: 'Bundle',
      type: 'collection',
      identifier: { system: 'urn:example:bundles', value: 'EXAMPLE-1' },
      entry: [
        {
          fullUrl: 'https://example.test/fhir/Patient/p1',
          resource: {
            resourceType: 'Patient',
            id: 'p1',
            identifier: [
              {
                type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] },
                value: 'P1',
              },
            ],
            name: [{ family: 'Sample', given: ['Jane'] }],
            gender: 'female',
            birthDate: '1980-01-31',
          },
        },
        {
          fullUrl: 'https://example.test/fhir/ServiceRequest/s1',
          resource: {
            resourceType: 'ServiceRequest',
            id: 's1',
            status: 'completed',
            intent: 'order',
            subject: { reference: 'Patient/p1' },
            identifier: [
              {
                type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'ACSN' }] },
                value: 'ACC1',
              },
            ],
          },
        },
        {
          fullUrl: 'https://example.test/fhir/DiagnosticReport/d1',
          resource: {
            resourceType: 'DiagnosticReport',
            id: 'd1',
            status: 'final',
            category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'CT' }] }],
            code: { coding: [{ system: 'urn:example:codes', code: 'CTHEAD', display: 'CT head' }] },
            subject: { reference: 'Patient/p1' },
            basedOn: [{ reference: 'ServiceRequest/s1' }],
            issued: '2026-11-20T09:30:00+11:00',
            conclusion: 'No acute abnormality.',
          },
        },
      ],
    },
    null,
    2,
  ),
};
