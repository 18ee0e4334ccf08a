import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadRoutes, matchRoute, type Route } from '#lib/http/route-table';

const tableOf = (...folders: string[]): Route[] =>
  folders.map((folder) => ({ segments: folder.split('/'), module: {} }));
const matched = (routes: Route[], path: string) => {
  const match = matchRoute(routes, path);
  return match === null || match === 'malformed' ? match : { at: match.route.segments.join('/'), params: match.params };
};

describe('matchRoute', () => {
  const routes = tableOf('a/pending', 'a/[id]', 'a/[id]/b', '[x]/[y]/[z]/d', 'files/[...rest]');

  test('the first route that fits is taken', () => {
    expect(matched(routes, '/a/pending')).toEqual({ at: 'a/pending', params: {} });
    expect(matched(routes, '/a/7')).toEqual({ at: 'a/[id]', params: { id: '7' } });
    expect(matched(routes, '/1/2/3/d')).toEqual({ at: '[x]/[y]/[z]/d', params: { x: '1', y: '2', z: '3' } });
  });

  test.each(['/', '', '/a', '/a/', '/a/7/', '/a//b', '//a/7', '/a/7/c', '/A/7', '/a/7/b/c'])(
    '%j has no route',
    (path) => {
      expect(matched(routes, path)).toBeNull();
    },
  );

  test('parameters are decoded once; an encoded slash stays inside its segment', () => {
    expect(matched(routes, '/a/x%2Fy')).toEqual({ at: 'a/[id]', params: { id: 'x/y' } });
    expect(matched(routes, '/a/%2541')).toEqual({ at: 'a/[id]', params: { id: '%41' } });
    expect(matched(routes, '/a/a+b%20c')).toEqual({ at: 'a/[id]', params: { id: 'a+b c' } });
    expect(matched(routes, '/a/%F0%9F%98%80')).toEqual({ at: 'a/[id]', params: { id: '😀' } });
    expect(matched(routes, '/a/..')).toEqual({ at: 'a/[id]', params: { id: '..' } });
    expect(matched(routes, '/a/__proto__')).toEqual({ at: 'a/[id]', params: { id: '__proto__' } });
  });

  test.each(['/a/%', '/a/%zz', '/a/%ff', '/a/%C3', '/a/%ED%A0%80', '/a/%00', '/a/x%00/b'])(
    '%s is malformed',
    (path) => {
      expect(matched(routes, path)).toBe('malformed');
    },
  );

  test('what has no route is not looked at for its encoding', () => {
    expect(matched(routes, '/nowhere/at/%zz/all')).toBeNull();
  });

  test('a catch-all takes what is left', () => {
    expect(matched(routes, '/files/a/b')).toEqual({ at: 'files/[...rest]', params: { rest: 'a/b' } });
  });
});

test('the product’s routes are all loaded, fixed segments before parameters, and none of Next’s own', async () => {
  const routes = await loadRoutes(join(process.cwd(), 'app'), 'api/auth');
  const paths = routes.map(({ segments }) => segments.join('/'));
  expect(new Set(paths).size).toBe(paths.length);
  expect(paths.some((path) => path.startsWith('api/auth'))).toBe(false);
  const base = 'integrations/v1/[domain]/reporting/appointments';
  expect(paths.indexOf(`${base}/pending`)).toBeLessThan(paths.indexOf(`${base}/[appointmentId]`));
  expect(paths).toContain(`${base}/[appointmentId]/report`);
  for (const { module } of routes) expect(Object.keys(module).length).toBeGreaterThan(0);
});
