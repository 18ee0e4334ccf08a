import { expect, test } from 'vitest';
import { orderSide } from '#lib/checks/order-side';

const order = (studyDescription: string | null, laterality: string | null = null, bodyPart: string | null = null) => ({
  studyDescription,
  laterality,
  bodyPart,
});

test.each([
  ['left', order('MRI knee', 'LEFT')],
  ['left', order('MRI knee', 'L')],
  ['right', order('MRI knee', ' right ')],
  ['right', order('MRI knee left', 'R')],
  ['left', order('MRI knee left')],
  ['left', order('MR KNEE LEFT WITHOUT CONTRAST')],
  ['right', order('XR WRIST RT 3 VIEWS', 'U')],
  ['left', order('US Doppler lt leg')],
  ['right', order('XR hand (R)')],
  ['right', order('XR right wrist PA, lateral and oblique')],
  ['left', order('XR chest and ribs left')],
  ['left', order('Ultrasound chest wall left', null, 'CHEST')],
  ['right', order('Diagnostic mammogram right', '', 'BREAST')],
])('is %s for %o', (side, given) => {
  expect(orderSide(given)).toBe(side);
});

test.each([
  order(null),
  order('CT head'),
  order('XR knees bilateral', 'B'),
  order('XR knee left', 'BILATERAL'),
  order('XR both knees'),
  order('Screening Mamm Bilat left right'),
  order('XR hips left and right'),
  order('XR L spine'),
  order('CT for RT planning'),
  order('XR chest left lateral decubitus'),
  order('CT chest', 'LEFT', 'CHEST'),
  order('CT pulmonary angiogram', 'R'),
  order('Left ventriculogram'),
  order('CT coronary angiogram, left main'),
])('is no side for %o', (given) => {
  expect(orderSide(given)).toBeNull();
});
