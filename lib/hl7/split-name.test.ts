import { expect, test } from 'vitest';
import { splitClinicianName, splitPatientName } from '#lib/hl7/split-name';

test.each([
  ['SAMPLE, Jane', 'SAMPLE', 'Jane', ''],
  ['VAN DER SAMPLE, Jane Mary Ann', 'VAN DER SAMPLE', 'Jane', 'Mary Ann'],
  ['SAMPLE^JANE^MARY', 'SAMPLE', 'JANE', 'MARY'],
  ['Jane Sample', 'Jane Sample', '', ''],
  ['SAMPLE,', 'SAMPLE', '', ''],
  [', Jane', ', Jane', '', ''],
])('the patient %s is %s, %s, %s', (name, family, given, further) => {
  expect(splitPatientName(name)).toEqual({ family, given, further, prefix: '' });
});

test.each([
  ['Dr Ada Jo Reid', 'Reid', 'Ada', 'Jo', 'Dr'],
  ['Ada Reid', 'Reid', 'Ada', '', ''],
  ['Dr Reid', 'Reid', 'Dr', '', ''],
  ['Reid', 'Reid', '', '', ''],
  ['REID, Ada', 'REID, Ada', '', '', ''],
  ['Ada  Reid', 'Ada  Reid', '', '', ''],
])('the clinician %s is %s, %s, %s, %s', (name, family, given, further, prefix) => {
  expect(splitClinicianName(name)).toEqual({ family, given, further, prefix });
});
