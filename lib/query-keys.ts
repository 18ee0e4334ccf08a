/** One place for the names under which the pages remember what the server said. */
export const submissionKeys = {
  /** `query` is what the route is asked for: equal queries are one list. */
  list: (organization: string, query: object) => ['submissions', organization, 'list', query] as const,
  summary: (organization: string, query: object) => ['submissions', organization, 'summary', query] as const,
  one: (id: string) => ['submission', id] as const,
  raw: (id: string) => ['submission', id, 'raw'] as const,
};
