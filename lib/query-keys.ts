/** One place for the names under which the pages remember what the server said. */
export const submissionKeys = {
  /** Everything that is told of an organization's submissions together. */
  organization: (organization: string) => ['submissions', organization] as const,
  /** `query` is what the route is asked for: equal queries are one list. */
  list: (organization: string, query: object) => ['submissions', organization, 'list', query] as const,
  breakdown: (organization: string, query: object) => ['submissions', organization, 'breakdown', query] as const,
  attention: () => ['my-submissions', 'attention'] as const,
  mine: (query: object) => ['my-submissions', query] as const,
  /** Of whichever submissions are open, by either of their ids. */
  open: ['submission'] as const,
  one: (id: string) => ['submission', id] as const,
  raw: (id: string) => ['submission', id, 'raw'] as const,
  items: (id: string) => ['submission', id, 'items'] as const,
  itemPage: (id: string, query: object) => ['submission', id, 'items', query] as const,
};

/** What an attempt to deliver sent and was answered; it never changes. */
export const attemptKey = (reportId: string, attempt: number) => ['attempt', reportId, attempt] as const;

export const unmatchedKeys = {
  list: (organization: string, cursor: string | undefined) => ['unmatched', organization, cursor ?? null] as const,
  lists: (organization: string) => ['unmatched', organization] as const,
  one: (id: string, index: number) => ['unmatched item', id, index] as const,
};

export const worklistKeys = {
  all: ['worklist'] as const,
  windows: ['worklist', 'window'] as const,
  window: (query: object) => ['worklist', 'window', query] as const,
  summary: (filters: object) => ['worklist', 'summary', filters] as const,
  /** Where the reader is in the list; in memory only. */
  place: ['worklist-place'] as const,
};

export const appointmentKeys = {
  one: (domain: string, appointmentId: string) => ['appointment', domain, appointmentId] as const,
  holder: (domain: string, appointmentId: string) => ['appointment', domain, appointmentId, 'holder'] as const,
  priors: (domain: string, appointmentId: string) => ['appointment', domain, appointmentId, 'priors'] as const,
  comments: (domain: string, appointmentId: string) => ['appointment', domain, appointmentId, 'comments'] as const,
  /** A comment being typed; in memory only. */
  unsentComment: (domain: string, appointmentId: string) => ['unsent-comment', domain, appointmentId] as const,
  report: (domain: string, appointmentId: string) => ['appointment', domain, appointmentId, 'report'] as const,
  otherPatients: (domain: string, appointmentId: string) =>
    ['appointment', domain, appointmentId, 'other patients'] as const,
  draft: (domain: string, appointmentId: string) => ['appointment', domain, appointmentId, 'draft'] as const,
};

export const reportKeys = {
  /** Apart from what signing asks for anew: a preview of what is signed by then would be refused. */
  preview: (domain: string, appointmentId: string, report: object) =>
    ['report preview', domain, appointmentId, report] as const,
  /** The text of one version: the guid names the version, and neither ever changes. */
  text: (reportGuid: string) => ['report', reportGuid, 'text'] as const,
};

export const settingsKeys = {
  organization: (domain: string) => ['settings', domain, 'organization'] as const,
  users: (domain: string) => ['settings', domain, 'users'] as const,
  senders: (domain: string) => ['settings', domain, 'senders'] as const,
  clients: (domain: string) => ['settings', domain, 'clients'] as const,
  destinations: (domain: string) => ['settings', domain, 'destinations'] as const,
  destination: (domain: string, name: string) => ['settings', domain, 'destinations', name] as const,
  profile: ['profile'] as const,
};
