import { array, assert, constantFrom, integer, property, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFhirItem } from '#lib/intake/read-fhir-item';
import { aBundle, base64, edited, type Json } from '../../tests/support/fhir-bundle.ts';

const kindOf = (value: unknown): string => readFhirItem(Buffer.from(JSON.stringify(value))).kind;
const kinds = ['read', 'unparsable', 'invalid'];

describe('work is bounded by the length of', () => {
  const times = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one);

  it.each<[string, string, Parameters<typeof edited>[0]]>([
    [
      '100,000 entries',
      'read',
      ({ bundle }) => bundle.entry.push(...times(100_000, { resource: { resourceType: 'Observation', id: 'o' } })),
    ],
    ['a string of 40 MB', 'read', ({ report }) => (report.conclusion = 'a'.repeat(40_000_000))],
    ['a reference of 40 MB', 'invalid', ({ report }) => (report.subject = { reference: '/a'.repeat(20_000_000) })],
    ['an address of 10 MB', 'read', ({ entries }) => (entries.role.fullUrl = 'https://a/'.repeat(1_000_000))],
    [
      '300,000 references to one resource',
      'read',
      ({ report }) => (report.basedOn = times(300_000, { reference: 'ServiceRequest/s' })),
    ],
    ['300,000 names', 'read', ({ patient }) => (patient.name = times(300_000, { family: 'Roe' }))],
    ['900,000 elements of the wrong type', 'invalid', ({ patient }) => (patient.name = times(900_000, 1))],
    ['900,000 entries of the wrong type', 'invalid', ({ bundle }) => (bundle.entry = times(900_000, 1))],
    ['2 million entries', 'unparsable', ({ bundle }) => (bundle.entry = times(2_000_000, 0))],
    [
      'an object of 20,000 members',
      'unparsable',
      ({ patient }) => (patient.extension = Object.fromEntries(times(20_000, 0).map((_one, at) => [`a${at}`, at]))),
    ],
    [
      '20 million line ends',
      'invalid',
      ({ report }) => {
        report.presentedForm = [];
        report.conclusion = '\r'.repeat(20_000_000);
      },
    ],
    [
      'a text in base64 with 10 million blanks',
      'invalid',
      ({ report }) => {
        report.presentedForm = [{ contentType: 'text/plain', data: 'QUFB '.repeat(2_000_000) }];
      },
    ],
    ['an issued of 1 MB', 'invalid', ({ report }) => (report.issued = '2'.repeat(1_000_000))],
    [
      '100,000 contained resources',
      'read',
      ({ report }) => {
        report.contained = times(100_000, { resourceType: 'Basic', id: 'x' });
        report.performer = times(200, { reference: '#y' });
      },
    ],
  ])('%s', (_, kind, edit) => {
    expect(kindOf(edited(edit))).toBe(kind);
  });
});

describe('one of the three kinds comes of', () => {
  const whole = JSON.stringify(aBundle());

  it('a Bundle cut anywhere', () => {
    for (let end = 0; end < whole.length; end += 7) {
      expect(readFhirItem(Buffer.from(whole.slice(0, end))).kind).toBe('unparsable');
    }
  });

  it('a Bundle with some bytes changed', () => {
    const changes = array(tuple(integer({ min: 0, max: whole.length - 1 }), integer({ min: 0, max: 255 })), {
      maxLength: 5,
    });
    assert(
      property(changes, (changed) => {
        const bytes = Buffer.from(whole);
        for (const [at, byte] of changed) bytes[at] = byte;
        expect(kinds).toContain(readFhirItem(bytes).kind);
      }),
      { seed: 20261129, numRuns: 2000 },
    );
  });

  it('a Bundle with some values replaced', () => {
    const odd = constantFrom<unknown>(
      null,
      0,
      '',
      'Patient/p',
      '#',
      [],
      {},
      [[]],
      [null],
      [{}],
      true,
      'constructor',
      { toString: 1 },
      { reference: 'Patient/p' },
      { __proto__: null, value: 'x' },
      base64('<p>&#x41'),
      '\uD800',
    );
    assert(
      property(array(tuple(integer({ min: 0, max: 400 }), odd), { minLength: 1, maxLength: 4 }), (replaced) => {
        const bundle = aBundle();
        for (const [at, value] of replaced) replaceNth(bundle, at, value);
        expect(kinds).toContain(kindOf(bundle));
      }),
      { seed: 20261129, numRuns: 3000 },
    );
  });
});

/** Replaces the nth value of a tree, counted in order from the root's members on. */
function replaceNth(root: Json, nth: number, value: unknown): void {
  const places: [Json, string][] = [];
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const name of Object.keys(node)) {
      places.push([node, name]);
      walk((node as Json)[name]);
    }
  };
  walk(root);
  const [holder, name] = places[nth % places.length] ?? [root, 'entry'];
  holder[name] = value;
}
