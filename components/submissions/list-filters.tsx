import { DESTINATION_STATUS, FILTER_TYPE, OVERALL_STATUS } from '#components/submissions/status-words';
import type { BreakdownQuery, SubmissionQuery } from '#lib/submissions/client';

/** The list's filters as the address bar holds them: the public route's own names, without its free text `q`. */
export type ListFilters = Pick<
  SubmissionQuery,
  'status' | 'destination' | 'destinationStatus' | 'filterType' | 'sender' | 'since' | 'until'
>;

const NAME = /^[A-Za-z0-9._-]{1,140}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

const isInstant = (text: string): boolean => INSTANT.test(text) && !Number.isNaN(Date.parse(text));

const ACCEPTS: Record<keyof ListFilters, (value: string) => boolean> = {
  status: (value) => Object.hasOwn(OVERALL_STATUS, value),
  destination: (value) => NAME.test(value),
  destinationStatus: (value) => Object.hasOwn(DESTINATION_STATUS, value),
  filterType: (value) => Object.hasOwn(FILTER_TYPE, value),
  sender: (value) => NAME.test(value),
  since: isInstant,
  until: isInstant,
};

const FILTER_NAMES = Object.keys(ACCEPTS) as (keyof ListFilters)[];

/** The filters in an address; what the list would not understand is left out. */
export function readFilters(params: URLSearchParams): ListFilters {
  const filters: ListFilters = {};
  for (const name of FILTER_NAMES) {
    const value = params.get(name);
    if (value && ACCEPTS[name](value)) filters[name] = value;
  }
  return filters;
}

/** The address of the list with these filters. */
export function listAddress(organization: string | null, filters: ListFilters): string {
  const params = new URLSearchParams(organization === null ? {} : { organization });
  for (const name of FILTER_NAMES) {
    const value = filters[name];
    if (value) params.set(name, value);
  }
  const query = params.toString();
  return query === '' ? '/submissions' : `/submissions?${query}`;
}

/** What the figures above the list count: all that the dates and the sender leave, whatever is picked among them. */
export function breakdownQuery({ sender, since, until }: ListFilters, q: string, timeZone: string): BreakdownQuery {
  return withoutEmpty({ sender, since, until, q, timeZone });
}

/** What the list asks for. */
export function listQuery(filters: ListFilters, q: string, cursor: string | undefined): SubmissionQuery {
  return withoutEmpty({ ...filters, q, cursor });
}

/** Equal questions must be equal objects: they name what is remembered of the answers. */
const withoutEmpty = <Query extends object>(query: Query): Query =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => value)) as Query;
