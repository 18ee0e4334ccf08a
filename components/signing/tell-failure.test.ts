import { expect, test } from 'vitest';
import { tellFailure } from '#components/signing/tell-failure';

const failure = (valuesSeen: { field: 'modality' | 'exam_date'; value: string | null }[]) => ({
  filterName: 'matches',
  filterArgs: [],
  words: 'modality is CT or MR',
  valuesSeen,
});

test('a filter that keeps a report from a destination is told with the value it saw', () => {
  expect(tellFailure(failure([{ field: 'modality', value: 'XR' }]))).toBe(
    'takes it if modality is CT or MR; here modality is “XR”',
  );
  expect(
    tellFailure(
      failure([
        { field: 'modality', value: null },
        { field: 'exam_date', value: '2026-11-25' },
      ]),
    ),
  ).toBe('takes it if modality is CT or MR; here modality is empty and exam date is “2026-11-25”');
  expect(tellFailure(failure([]))).toBe('takes it if modality is CT or MR');
});
