import { expect, test } from 'vitest';
import { snippet, template } from '#lib/templates/contract';

const valid = {
  id: 'ct-head',
  name: 'CT head',
  modality: 'CT',
  procedureCodes: ['CTHEAD'],
  bodyPart: null,
  keywords: ['head'],
  text: '{studyDescription} of {appointmentDate}, {side}: {clinicalInfo} {not one} [field]',
};

test('a template may insert what the appointment tells', () => {
  expect(template.parse(valid)).toEqual(valid);
  expect(template.parse({ ...valid, modality: null }).modality).toBeNull();
});

test.each([
  { text: 'For {patientName}' },
  { text: ' \n' },
  { text: 'a\0' },
  { id: 'CT head' },
  { id: '' },
  { name: '' },
  { keywords: ['Head'] },
  { modality: '' },
])('a template with %o is refused', (change) => {
  expect(template.safeParse({ ...valid, ...change }).success).toBe(false);
});

test.each(['nad', ';', ';NAD', ';two words', ';;a'])('"%s" is no abbreviation', (abbreviation) => {
  expect(snippet.safeParse({ abbreviation: ';nad', text: 'No abnormality.' }).success).toBe(true);
  expect(snippet.safeParse({ abbreviation, text: 'No abnormality.' }).success).toBe(false);
});
