import type { CompiledDestination } from '#lib/routing/compile-destination';
import {
  FILTER_TYPES,
  type FilterFailure,
  type ItemToFilter,
  VALUE_SEEN_LIMIT,
  type Verdict,
} from '#lib/routing/contract';
import type { ParsedFilter } from '#lib/routing/parse-filter';

export type Routing = { destination: CompiledDestination; verdict: Verdict };

/**
 * Whether a destination may get an organization's items of a topic at all, whatever its filters say: it is active, of that
 * topic, and the organization's own or named in its `sharesWith` (full names such as registry.vic).
 */
export function mayReceive(
  destination: CompiledDestination,
  organization: string,
  topic: string,
  sharesWith: readonly string[],
): boolean {
  const isOwn = destination.organization === organization;
  return destination.active && destination.topic === topic && (isOwn || sharesWith.includes(destination.name));
}

/**
 * Decides for one item where it goes: a verdict for each destination given, all of which may receive it. Filter types are
 * tried in the order of FILTER_TYPES up to the first that removes the item; of that type every failing expression is
 * reported. An empty list passes.
 */
export const routeItem = (item: ItemToFilter, destinations: readonly CompiledDestination[]): Routing[] =>
  destinations.map((destination) => ({ destination, verdict: decideVerdict(destination, item) }));

function decideVerdict(destination: CompiledDestination, item: ItemToFilter): Verdict {
  for (const filterType of FILTER_TYPES) {
    const failed = destination.filters[filterType].filter((filter) => !filter.passes(item));
    if (failed.length > 0) {
      return { kind: 'filtered', filterType, failures: failed.map((filter) => describeFailure(filter, item)) };
    }
  }
  return { kind: 'routed' };
}

function describeFailure(filter: ParsedFilter, item: ItemToFilter): FilterFailure {
  return {
    filterName: filter.name,
    filterArgs: [...filter.args],
    valuesSeen: filter.fields.map((field) => ({ field, value: cut(item.fields[field]) })),
  };
}

/** The start of a value, never ending in half a character: a lone surrogate cannot be stored. */
function cut(value: string | undefined): string | null {
  if (value === undefined || value === '') return null;
  if (value.length <= VALUE_SEEN_LIMIT) return value;
  return value.slice(0, VALUE_SEEN_LIMIT).replace(/[\uD800-\uDBFF]$/, '');
}
