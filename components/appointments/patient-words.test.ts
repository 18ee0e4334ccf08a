import { expect, test } from 'vitest';
import { ageAt } from './patient-words.tsx';

test.each([
  ['2026-11-20', '2026-11-25', '5 days'],
  ['2026-11-24', '2026-11-25', '1 day'],
  ['2026-10-20', '2026-11-25', '5 weeks'],
  ['2025-11-26', '2026-11-25', '11 months'],
  ['2025-11-25', '2026-11-25', '12 months'],
  ['2024-11-26', '2026-11-25', '23 months'],
  ['2024-11-25', '2026-11-25', '2 years'],
  ['1950-11-26', '2026-11-25', '75 years'],
  ['1950-11-25', '2026-11-25', '76 years'],
])('somebody born on %s is on %s %s old', (born, date, age) => {
  expect(ageAt(born, date)).toBe(age);
});

test('a birthday after the examination, or none at all, is no age', () => {
  expect(ageAt('2026-11-26', '2026-11-25')).toBeNull();
  expect(ageAt('unknown', '2026-11-25')).toBeNull();
});
