import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIELD_NAMES } from '#lib/routing/contract';
import { parseFilter } from '#lib/routing/parse-filter';
import { printFilter } from '#lib/routing/print-filter';

const reasonOf = (expression: string) => {
  const result = parseFilter(expression);
  return result.ok ? expect.fail(`${expression} was accepted`) : result.reason;
};

const accepted = (expression: string) => {
  const result = parseFilter(expression);
  return result.ok ? result.filter : expect.fail(result.reason);
};

describe('parseFilter', () => {
  it('splits arguments on commas and trims them', () => {
    expect(accepted('  matches( modality ,CT,  MR  ) ')).toMatchObject({
      name: 'matches',
      args: ['modality', 'CT', 'MR'],
      fields: ['modality'],
    });
  });

  it('reads an empty argument list', () => {
    for (const expression of ['allowAll()', 'allowAll( )', 'hasValidDataFor()']) {
      expect(accepted(expression).args).toEqual([]);
    }
  });

  it('keeps brackets inside patterns', () => {
    expect(accepted('matches(study_description, (?i).*(chest|thorax).*)').args[1]).toBe('(?i).*(chest|thorax).*');
  });

  it('names every field an expression reads once', () => {
    expect(accepted('orEquals(patient_state, PA, patient_state, NY, sender, a)').fields).toEqual([
      'patient_state',
      'sender',
    ]);
    expect(accepted('filterByCounty(AZ, Pima)').fields).toEqual([
      'patient_state',
      'patient_county',
      'ordering_facility_state',
      'ordering_facility_county',
    ]);
  });

  it.each([
    '',
    'matches',
    'matches(modality, CT',
    'matches modality, CT)',
    'a matches(modality, CT)',
    '(CT)',
    'matches(modality, CT) x',
  ])('refuses "%s", which is no function with arguments', (expression) => {
    expect(reasonOf(expression)).toMatch(/is not a filter; write a function and its arguments/);
  });

  it('suggests the closest function and the closest field', () => {
    expect(reasonOf('match(modality, CT)')).toBe('There is no filter function "match"; did you mean matches?');
    expect(reasonOf('constructor()')).toContain('There is no filter function "constructor"');
    expect(reasonOf('matches(modalty, CT)')).toBe('There is no field "modalty"; did you mean modality?');
    expect(reasonOf('hasValidDataFor(patientId)')).toBe('There is no field "patientId"; did you mean patient_id?');
    expect(reasonOf('hasValidDataFor(PATIENT_DOB)')).toContain('did you mean patient_dob?');
    expect(reasonOf('orEquals(sender, a, accession-number, b)')).toContain('did you mean accession_number?');
    expect(reasonOf('hasAtLeastOneOf(toString)')).toContain('There is no field "toString"');
  });

  it.each([
    ['matches()', 0],
    ['matches(modality)', 1],
    ['doesNotMatch(modality)', 1],
    ['orEquals()', 0],
    ['orEquals(modality)', 1],
    ['orEquals(modality, CT, sender)', 3],
    ['filterByCounty()', 0],
    ['filterByCounty(AZ)', 1],
    ['filterByCounty(AZ, Pima, Yuma)', 3],
    ['hasAtLeastOneOf()', 0],
    ['atLeastOneHasValue()', 0],
    ['isValidCLIA()', 0],
    ['inDateInterval()', 0],
    ['inDateInterval(exam_date, now)', 2],
    ['inDateInterval(exam_date, now, P1D, P1D)', 4],
    ['allowAll(a, b)', 2],
    ['allowNone(a, b)', 2],
  ])('refuses the number of arguments of %s', (expression, count) => {
    const name = expression.slice(0, expression.indexOf('('));
    expect(reasonOf(expression)).toMatch(new RegExp(`^${name} takes .*; it was given ${count} arguments?\\.$`));
  });

  it.each([
    'matches(modality, )',
    'matches(, CT)',
    'hasValidDataFor(patient_id,,patient_name)',
    'filterByCounty(AZ, )',
  ])('refuses the empty argument of %s', (expression) => {
    expect(reasonOf(expression)).toMatch(/^Argument \d of \w+ is empty/);
  });

  it('refuses patterns that cannot be compiled, with the reason', () => {
    expect(reasonOf('matches(modality, CT, *)')).toContain('"*" cannot be used as a pattern');
    expect(reasonOf('doesNotMatch(modality, [C)')).toContain('missing closing ]');
    expect(reasonOf('orEquals(modality, CT, sender, (?!a))')).toContain('look-ahead');
  });

  it.each([
    ['matches(accession_number, A{1,2})', 'A{1,2}'],
    ['doesNotMatch(accession_number, X, [a,b])', '[a,b]'],
    ['orEquals(patient_state, (PA,NY))', '(PA,NY)'],
  ])('explains that a comma took the pattern of %s apart', (expression, pattern) => {
    expect(reasonOf(expression)).toContain(`"${pattern}" cannot be used as a pattern: a comma always separates`);
  });

  it('refuses patterns whose matching could take too long', () => {
    expect(reasonOf('matches(report_text, [ab]*a[ab]{900})')).toMatch(/may come to 300 steps; these come to 90\d/);
    expect(reasonOf('matches(report_text, a{200}, b{200})')).toContain('may come to 300 steps');
    const codes = Array.from({ length: 2000 }, (_, index) => `CODE${index}`).join(', ');
    expect(accepted(`matches(procedure_code, ${codes})`).args).toHaveLength(2001);
  });

  it('refuses dates and periods that it cannot read', () => {
    expect(reasonOf('inDateInterval(exam_date, yesterday, P1D)')).toContain('"yesterday" is not a date');
    expect(reasonOf('inDateInterval(exam_date, 2026-02-30, P1D)')).toContain('"2026-02-30" is not a date');
    expect(reasonOf('inDateInterval(exam_date, now, 19D)')).toContain('"19D" is not a period');
    expect(reasonOf('inDateInterval(exam_date, now, )')).toContain('Argument 3 of inDateInterval is empty');
  });
});

const field = fc.constantFrom(...FIELD_NAMES);
const fields = (minLength: number) => fc.array(field, { minLength, maxLength: 4 });
const text = fc.stringMatching(/^[A-Za-z0-9:_-]{1,12}$/);
const pattern = fc.oneof(text, fc.constantFrom('C[TR]', '(?i).*chest.*', String.raw`\d+`, '(a|b)?', 'x{3}'));
const date = fc.constantFrom('now', '2026-01-31', '202001010000-0000', '2026-01-31T09:30:00+11:00');
const period = fc.constantFrom('P1Y', '-P19D', 'P1Y6M', 'P0D');
const call = fc.oneof(
  fc.tuple(fc.constantFrom('matches', 'doesNotMatch'), fc.tuple(field, pattern, pattern)),
  fc.tuple(
    fc.constant('orEquals'),
    fc.array(fc.tuple(field, pattern), { minLength: 1, maxLength: 3 }).map((pairs) => pairs.flat()),
  ),
  fc.tuple(fc.constant('filterByCounty'), fc.tuple(text, text)),
  fc.tuple(fc.constant('hasValidDataFor'), fields(0)),
  fc.tuple(fc.constantFrom('hasAtLeastOneOf', 'isValidCLIA'), fields(1)),
  fc.tuple(
    fc.constant('atLeastOneHasValue'),
    fc.tuple(text, fields(0)).map((parts) => parts.flat()),
  ),
  fc.tuple(fc.constant('inDateInterval'), fc.tuple(field, date, period)),
  fc.tuple(fc.constantFrom('allowAll', 'allowNone'), fc.constant([])),
);

describe('printFilter', () => {
  it('writes what parseFilter reads back unchanged', () => {
    fc.assert(
      fc.property(call, ([name, args]) => {
        expect(accepted(printFilter(name, args))).toMatchObject({ name, args });
      }),
    );
  });

  it('is refused or read by parseFilter, which never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          call.map(([name]) => name),
        ),
        fc.array(fc.string()),
        (name, args) => {
          const result = parseFilter(printFilter(name, args));
          expect(result.ok || result.reason.length > 0).toBe(true);
        },
      ),
    );
  });
});
