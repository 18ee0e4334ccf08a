import type { CompiledDestination } from '#lib/routing/compile-destination';
import {
  FILTER_TYPES,
  type FilterFailure,
  type ItemToFilter,
  VALUE_SEEN_LIMIT,
  type Verdict,
} from '#lib/routing/contract';
import type { ParsedFilter } from '#lib/routing/parse-filter';

export type ItemToRoute = ItemToFilter & { topic: string; sendingOrganization: string };

export type Routing = { destination: CompiledDestination; verdict: Verdict };

/**
 * Decides for one item where it goes. The answer holds, in the order given, each active destination of the item's topic
 * that belongs to the sending organization or is named in `sharesWith` (full names such as registry.vic). Filter types
 * are tried in the order of FILTER_TYPES up to the first that removes the item; of that type every failing expression is
 * reported. An empty list passes.
 */
export function routeItem(
  item: ItemToRoute,
  destinations: readonly CompiledDestination[],
  sharesWith: readonly string[],
): Routing[] {
  const routings: Routing[] = [];
  for (const destination of destinations) {
    const isOwn = destination.organization === item.sendingOrganization;
    const mayReceive = destination.active && (isOwn || sharesWith.includes(destination.name));
    if (mayReceive && destination.topic === item.topic) {
      routings.push({ destination, verdict: decideVerdict(destination, item) });
    }
  }
  return routings;
}

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
