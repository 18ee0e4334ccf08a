import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileDestination } from '#lib/routing/compile-destination';
import {
  type Destination,
  FILTER_TYPES,
  type FilterType,
  type ItemToFilter,
  verdictSchema,
} from '#lib/routing/contract';
import { mayReceive, routeItem } from '#lib/routing/route-item';

const NO_FILTERS: Destination['filters'] = {
  JURISDICTIONAL_FILTER: [],
  QUALITY_FILTER: [],
  ROUTING_FILTER: [],
  PROCESSING_MODE_FILTER: [],
  CONDITION_FILTER: [],
};

function destination(
  name: string,
  filters: Partial<Destination['filters']> = {},
  more: Partial<Pick<Destination, 'topic' | 'active'>> = {},
) {
  const [organization = '', service = ''] = name.split('.');
  const all = { ...NO_FILTERS, ...filters };
  return compileDestination({ name, organization, service, topic: 'radiology', active: true, ...more, filters: all });
}

const item = (fields: ItemToFilter['fields'] = {}): ItemToFilter => ({
  fields,
  now: new Date('2026-11-20T10:00:00Z'),
});

const verdictFor = (filters: Partial<Destination['filters']>, fields: ItemToFilter['fields'] = {}) =>
  routeItem(item(fields), [destination('acme.ehr', filters)])[0]?.verdict;

describe('which destinations may receive an organization’s items', () => {
  const mayReceiveOf = (sharesWith: string[], ...destinations: ReturnType<typeof destination>[]) =>
    destinations.filter((one) => mayReceive(one, 'acme', 'radiology', sharesWith)).map(({ name }) => name);

  it('are its own, unless a destination is shared by its full name', () => {
    const all = [destination('acme.ehr'), destination('registry.vic'), destination('registry.nsw')];
    expect(mayReceiveOf([], ...all)).toEqual(['acme.ehr']);
    expect(mayReceiveOf(['registry.vic'], ...all)).toEqual(['acme.ehr', 'registry.vic']);
    expect(mayReceiveOf(['registry'], ...all)).toEqual(['acme.ehr']);
  });

  it('are never paused, not even shared ones', () => {
    const all = [destination('acme.ehr', {}, { active: false }), destination('registry.vic', {}, { active: false })];
    expect(mayReceiveOf(['registry.vic'], ...all)).toEqual([]);
  });

  it('are of the topic', () => {
    expect(mayReceiveOf([], destination('acme.ehr'), destination('acme.lab', {}, { topic: 'full-elr' }))).toEqual([
      'acme.ehr',
    ]);
  });
});

const valueSeen = (reportText: string) => {
  const verdict = verdictFor({ ROUTING_FILTER: ['matches(report_text, x)'] }, { report_text: reportText });
  return verdict?.kind === 'filtered' ? verdict.failures[0]?.valuesSeen[0]?.value : undefined;
};

describe('the verdict for one destination', () => {
  it('routes through empty lists', () => {
    expect(verdictFor({})).toEqual({ kind: 'routed' });
  });

  it('reports the failing expression with the values it saw', () => {
    const expression = 'orEquals(modality, MR, patient_state, VIC)';
    expect(verdictFor({ ROUTING_FILTER: [expression] }, { modality: 'CT', patient_state: '' })).toEqual({
      kind: 'filtered',
      filterType: 'ROUTING_FILTER',
      failures: [
        {
          filterName: 'orEquals',
          filterArgs: ['modality', 'MR', 'patient_state', 'VIC'],
          valuesSeen: [
            { field: 'modality', value: 'CT' },
            { field: 'patient_state', value: null },
          ],
        },
      ],
    });
  });

  it('tries jurisdiction, quality, routing, processing mode and condition in this order', () => {
    const order = [
      'JURISDICTIONAL_FILTER',
      'QUALITY_FILTER',
      'ROUTING_FILTER',
      'PROCESSING_MODE_FILTER',
      'CONDITION_FILTER',
    ];
    for (const [index, filterType] of order.entries()) {
      const failing = order.slice(index).map((type) => [type, ['allowNone()']]);
      expect(verdictFor(Object.fromEntries(failing))).toMatchObject({ filterType });
    }
  });

  it('stops at the first type that removes the item', () => {
    const verdict = verdictFor({
      CONDITION_FILTER: ['allowNone()'],
      QUALITY_FILTER: ['hasValidDataFor(patient_id)'],
      JURISDICTIONAL_FILTER: ['allowAll()'],
    });
    expect(verdict).toMatchObject({ filterType: 'QUALITY_FILTER', failures: [{ filterName: 'hasValidDataFor' }] });
  });

  it('reports every failing expression of that type and none that passed', () => {
    const verdict = verdictFor(
      { QUALITY_FILTER: ['hasValidDataFor(patient_id)', 'matches(modality, CT)', 'hasAtLeastOneOf(patient_email)'] },
      { modality: 'CT' },
    );
    expect(verdict).toMatchObject({
      failures: [{ filterArgs: ['patient_id'] }, { filterArgs: ['patient_email'] }],
    });
  });

  it('keeps at most 200 characters of a value and never half of one', () => {
    expect(valueSeen('a'.repeat(200))).toBe('a'.repeat(200));
    expect(valueSeen('a'.repeat(2_097_152))).toBe('a'.repeat(200));
    expect(valueSeen(`${'a'.repeat(199)}😀`)).toBe('a'.repeat(199));
  });

  it('is what the wire schema accepts', () => {
    const verdict = verdictFor({ ROUTING_FILTER: ['filterByCounty(AZ, Pima)'] }, { patient_state: 'AZ' });
    expect(verdictSchema.parse(verdict)).toEqual(verdict);
  });

  it('is decided by the first failing type for every combination of filters', () => {
    const outcomes = fc.record(
      Object.fromEntries(FILTER_TYPES.map((type) => [type, fc.array(fc.boolean(), { maxLength: 3 })])) as Record<
        FilterType,
        fc.Arbitrary<boolean[]>
      >,
    );
    fc.assert(
      fc.property(outcomes, (byType) => {
        const expressions = FILTER_TYPES.map((type) => [
          type,
          byType[type].map((pass) => (pass ? 'allowAll()' : 'allowNone()')),
        ]);
        const verdict = verdictFor(Object.fromEntries(expressions));
        const first = FILTER_TYPES.find((type) => byType[type].includes(false));
        const allowNone = { filterName: 'allowNone', filterArgs: [], valuesSeen: [] };
        const failures = first && byType[first].filter((pass) => !pass).map(() => allowNone);
        expect(verdict).toEqual(first ? { kind: 'filtered', filterType: first, failures } : { kind: 'routed' });
      }),
    );
  });
});

describe('compileDestination', () => {
  it('names destination, type, expression and reason of an invalid expression', () => {
    expect(() => destination('acme.ehr', { QUALITY_FILTER: ['matches(modality)'] })).toThrow(
      /^QUALITY_FILTER of acme\.ehr, matches\(modality\): matches takes a field and at least one pattern/,
    );
  });
});
