import { type Destination, FILTER_TYPES, type FilterType } from '#lib/routing/contract';
import { type ParsedFilter, parseFilter } from '#lib/routing/parse-filter';

/** A destination whose expressions are parsed. Make it once per settings version: it holds the compiled patterns. */
export type CompiledDestination = Omit<Destination, 'filters'> & {
  filters: Readonly<Record<FilterType, readonly ParsedFilter[]>>;
};

/** Parses the destination's expressions. Throws an Error on an invalid one: settings are checked when they are saved. */
export function compileDestination(destination: Destination): CompiledDestination {
  const filters = FILTER_TYPES.map((filterType) => [
    filterType,
    destination.filters[filterType].map((expression) => parseOrThrow(destination.name, filterType, expression)),
  ]);
  return { ...destination, filters: Object.fromEntries(filters) as CompiledDestination['filters'] };
}

function parseOrThrow(destination: string, filterType: FilterType, expression: string): ParsedFilter {
  const result = parseFilter(expression);
  if (!result.ok) throw new Error(`${filterType} of ${destination}, ${expression}: ${result.reason}`);
  return result.filter;
}
