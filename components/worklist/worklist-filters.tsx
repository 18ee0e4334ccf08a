import type { WorklistQuery } from '#lib/worklist/client';
import { PRIORITIES, type Priority } from '#lib/appointments/statuses';
import { WORKLIST_SORTS, WORKLIST_VIEWS, type WorklistSort, type WorklistView } from '#lib/worklist/views';

/** How long an appointment has waited at least, by its name in the address. */
export const AGES = {
  '1h': { label: '1 hour', minutes: 60 },
  '4h': { label: '4 hours', minutes: 240 },
  '12h': { label: '12 hours', minutes: 720 },
  '1d': { label: '1 day', minutes: 1440 },
  '3d': { label: '3 days', minutes: 4320 },
} as const;
export type Age = keyof typeof AGES;

/** What the worklist shows, as the address bar holds it: nothing of a patient, so without the free text. */
export interface WorklistFilters {
  view: WorklistView;
  sort: WorklistSort;
  direction: 'asc' | 'desc';
  modalities: readonly string[];
  sites: readonly string[];
  priorities: readonly Priority[];
  referrers: readonly string[];
  domains: readonly string[];
  age: Age | null;
}

/** The filters that hold several values, by their name in the address. */
export const CHOICES = {
  modality: 'modalities',
  site: 'sites',
  priority: 'priorities',
  referrer: 'referrers',
  domain: 'domains',
} as const;

const MOST = 50;
const LONGEST = 255;

const oneOf = <Value extends string>(values: readonly Value[], text: string | null): Value | undefined =>
  values.find((value) => value === text);

/** The filters in an address; what the list would not understand is left out. */
export function readFilters(params: URLSearchParams): WorklistFilters {
  const several = (name: string) =>
    [...new Set(params.getAll(name))].filter((text) => text !== '' && text.length <= LONGEST).slice(0, MOST);
  return {
    view: oneOf(WORKLIST_VIEWS, params.get('view')) ?? 'all',
    sort: oneOf(WORKLIST_SORTS, params.get('sort')) ?? 'due',
    direction: params.get('direction') === 'desc' ? 'desc' : 'asc',
    modalities: several('modality'),
    sites: several('site'),
    priorities: PRIORITIES.filter((priority) => several('priority').includes(priority)),
    referrers: several('referrer'),
    domains: several('domain'),
    age: oneOf(Object.keys(AGES) as Age[], params.get('age')) ?? null,
  };
}

/** The address of the worklist with these filters; what is as usual is left out. */
export function worklistAddress(filters: WorklistFilters): string {
  const params = new URLSearchParams();
  if (filters.view !== 'all') params.set('view', filters.view);
  if (filters.sort !== 'due') params.set('sort', filters.sort);
  if (filters.direction !== 'asc') params.set('direction', filters.direction);
  for (const [name, field] of Object.entries(CHOICES)) for (const value of filters[field]) params.append(name, value);
  if (filters.age) params.set('age', filters.age);
  const query = params.toString();
  return query === '' ? '/' : `/?${query}`;
}

/** The filters without what narrows them: view and order stay. */
export const clearFilters = ({ view, sort, direction }: WorklistFilters): WorklistFilters => ({
  ...readFilters(new URLSearchParams()),
  view,
  sort,
  direction,
});

/** How many filters narrow the list. */
export const countFilters = (filters: WorklistFilters): number =>
  Object.values(CHOICES).filter((field) => filters[field].length > 0).length + (filters.age === null ? 0 : 1);

/** What narrows the list, as a stable object: an age instead of an instant, so that equal questions stay equal. */
export type Narrowing = Pick<
  WorklistQuery,
  'modalities' | 'sites' | 'priorities' | 'referrers' | 'domains' | 'text'
> & {
  age?: Age;
};

/** What the list is asked for, without the window. */
export type Question = Narrowing & Pick<WorklistQuery, 'view' | 'sort' | 'direction'>;

export function narrowingOf(filters: WorklistFilters, text: string): Narrowing {
  const chosen = Object.values(CHOICES).flatMap((field) =>
    filters[field].length > 0 ? [[field, filters[field]] as const] : [],
  );
  return {
    ...Object.fromEntries(chosen),
    ...(filters.age === null ? {} : { age: filters.age }),
    ...(text === '' ? {} : { text }),
  };
}

export const questionOf = (filters: WorklistFilters, text: string): Question => {
  const { view, sort, direction } = filters;
  return { view, sort, direction, ...narrowingOf(filters, text) };
};

/** Rows that are asked for in one go. */
export const WINDOW_ROWS = 100;

/** What the list is asked for window number `n`; the same for the server's first paint. */
export const windowOf = (question: Question, n: number) => ({
  ...question,
  from: n * WINDOW_ROWS,
  count: WINDOW_ROWS,
});

/** An age becomes the instant before which it was received. */
export function asReceivedBefore<Asked extends Narrowing>({ age, ...rest }: Asked, now = Date.now()) {
  return age === undefined
    ? rest
    : { ...rest, receivedBefore: new Date(now - AGES[age].minutes * 60_000).toISOString() };
}
