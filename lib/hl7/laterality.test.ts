import { expect, it } from 'vitest';
import { lateralityOf } from '#lib/hl7/laterality';

it('believes the first modifier that is a side', () => {
  expect(lateralityOf([' ', 'rt'], 'KNEE LEFT')).toBe('RIGHT');
  expect(lateralityOf(['26', '50'], '')).toBe('BILATERAL');
});

it.each([
  ['XR KNEE LT 3 VIEWS', 'LEFT'],
  ['MR Shoulder Right', 'RIGHT'],
  ['Mammogram bilat', 'BILATERAL'],
  ['XR RIGHT AND LEFT WRIST', null],
  ['CT RT PLANNING PELVIS', null],
  ['MR LEFT VENTRICLE', null],
  ['CT CHEST', null],
])('%s is %s', (name, side) => {
  expect(lateralityOf([''], name)).toBe(side);
});
