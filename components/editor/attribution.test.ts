import { expect, test } from 'vitest';
import { attributed } from './attribution.tsx';

const SOURCE = {
  studyDescription: 'CT chest',
  modality: 'CT',
  appointmentDate: '2026-03-04',
  accessionNumber: 'ACC7',
  clinicianName: 'Dr Ada Reid',
  reportStatus: 'final' as const,
};

test('words of an earlier report say where they are from', () => {
  expect(attributed(' Nodule of 4 mm.\n', SOURCE)).toBe(
    'From the report on CT chest of 2026-03-04 (accession ACC7, Dr Ada Reid):\nNodule of 4 mm.\n',
  );
});

test('what is not known is left out, and a preliminary report is called one', () => {
  const bare = {
    ...SOURCE,
    studyDescription: null,
    modality: null,
    appointmentDate: null,
    accessionNumber: null,
    clinicianName: null,
  };
  expect(attributed('Words.', bare)).toBe('From the report on earlier examination:\nWords.\n');
  expect(attributed('Words.', { ...bare, reportStatus: 'preliminary' })).toContain('(preliminary report)');
});
