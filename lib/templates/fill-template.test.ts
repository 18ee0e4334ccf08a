import { expect, test } from 'vitest';
import { fillTemplate } from '#lib/templates/fill-template';

const exam = {
  clinicalInfo: ' Fall, $& pain {side}. ',
  studyDescription: 'Wrist radiograph left',
  laterality: 'LEFT',
  bodyPart: 'WRIST',
  appointmentDate: '2026-03-04',
};
const nothing = { clinicalInfo: null, studyDescription: null, laterality: null, bodyPart: null, appointmentDate: null };
const TEXT = '{studyDescription}, {appointmentDate}\n{clinicalInfo}\nThe {side} wrist, {side} hand: [findings] {other}';

test('insertions become the appointment’s words, once and as they are', () => {
  expect(fillTemplate(TEXT, exam)).toBe(
    'Wrist radiograph left, 4 March 2026\nFall, $& pain {side}.\nThe left wrist, left hand: [findings] {other}',
  );
});

test('what the appointment does not tell becomes a field', () => {
  expect(fillTemplate(TEXT, nothing)).toBe(
    '[examination], [date of the examination]\n[clinical information]\nThe [side] wrist, [side] hand: [findings] {other}',
  );
  expect(fillTemplate('{clinicalInfo}', { ...nothing, clinicalInfo: ' ' })).toBe('[clinical information]');
});

test('the side is the order’s one side, as the checks read it', () => {
  expect(fillTemplate('{side}', { ...nothing, studyDescription: 'MRI knee right' })).toBe('right');
  expect(fillTemplate('{side}', { ...nothing, studyDescription: 'MRI knee', laterality: 'BILATERAL' })).toBe('[side]');
});
