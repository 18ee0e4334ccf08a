import { expect, test } from 'vitest';
import { HOME, safePath } from '#lib/identity/safe-path';

test('a page of the portal is returned to, with its filters', () => {
  expect(safePath('/submissions?organization=acme&status=Delivered')).toBe(
    '/submissions?organization=acme&status=Delivered',
  );
  expect(safePath('/submissions/42')).toBe('/submissions/42');
  expect(safePath('/?view=stat')).toBe('/?view=stat');
});

test.each([
  undefined,
  ['/submissions'],
  '',
  'submissions',
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/.//evil.example',
  '/..//evil.example',
  'javascript:alert(1)',
  '/submissions\\@evil.example',
  '/sign-in?next=/sign-in',
  '/choose-password',
  '/api/auth/csrf',
  '/',
])('%j leads home instead', (candidate) => {
  expect(safePath(candidate)).toBe(HOME);
});
