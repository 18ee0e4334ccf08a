/** What the filters of this test look at. */
export interface Facts {
  modality: string | null;
  sex: string;
  urgent: boolean;
  hasStudyUid: boolean;
  status: 'preliminary' | 'final';
}

/** Which filter of a destination removes an item, as history names it. */
export interface Removal {
  filterType: 'QUALITY_FILTER' | 'ROUTING_FILTER' | 'PROCESSING_MODE_FILTER';
  filterName: string;
  filterArgs: string[];
}

interface Destination {
  /** The receiver as the settings file has it. */
  receiver: { name: string; format: string; transport: { type: 'NULL' | 'DOWNLOAD' } } & Record<string, unknown>;
  /** Whether an item belongs to it at all, computed here and not by the product. */
  inJurisdiction: (facts: Facts) => boolean;
  /** The filter that removes an item which belongs to it; null when none does. */
  removal: (facts: Facts) => Removal | null;
}

const isOneOf = (value: string | null, ...wanted: string[]): boolean => value !== null && wanted.includes(value);
const never = (): boolean => false;
const nothing = (): null => null;
const sent = { type: 'NULL' } as const;
const fetched = { type: 'DOWNLOAD' } as const;

/** Destinations whose filters together meet every type, several functions, and each final overallStatus. */
export const destinations: Destination[] = [
  {
    receiver: { name: 'men', format: 'HL7', transport: sent, jurisdictionalFilter: ['matches(patient_sex, M)'] },
    inJurisdiction: (facts) => facts.sex === 'M',
    removal: nothing,
  },
  {
    receiver: {
      name: 'sections',
      format: 'FHIR',
      transport: sent,
      jurisdictionalFilter: ['matches(modality, CT, MR, PT)'],
      qualityFilter: ['hasValidDataFor(study_instance_uid)'],
    },
    inJurisdiction: (facts) => isOneOf(facts.modality, 'CT', 'MR', 'PT'),
    removal: (facts) =>
      facts.hasStudyUid
        ? null
        : { filterType: 'QUALITY_FILTER', filterName: 'hasValidDataFor', filterArgs: ['study_instance_uid'] },
  },
  {
    receiver: {
      name: 'finals',
      format: 'TEXT',
      transport: fetched,
      jurisdictionalFilter: ['doesNotMatch(modality, MG)'],
      qualityFilter: ['hasValidDataFor(patient_id, patient_name, accession_number)'],
      routingFilter: ['matches(report_status, final)'],
    },
    inJurisdiction: (facts) => facts.modality !== 'MG',
    removal: (facts) =>
      facts.status === 'final'
        ? null
        : { filterType: 'ROUTING_FILTER', filterName: 'matches', filterArgs: ['report_status', 'final'] },
  },
  {
    receiver: {
      name: 'urgent',
      format: 'TEXT',
      transport: sent,
      jurisdictionalFilter: ['matches(modality, NM, US, XA)'],
      routingFilter: ['doesNotMatch(priority, ROUTINE)'],
    },
    inJurisdiction: (facts) => isOneOf(facts.modality, 'NM', 'US', 'XA'),
    removal: (facts) =>
      facts.urgent
        ? null
        : { filterType: 'ROUTING_FILTER', filterName: 'doesNotMatch', filterArgs: ['priority', 'ROUTINE'] },
  },
  {
    receiver: {
      name: 'films',
      format: 'PDF',
      transport: sent,
      jurisdictionalFilter: ['orEquals(sending_org, samples)', 'matches(modality, XR, CR, DX)'],
      processingModeFilter: ['doesNotMatch(processing_mode_code, T, D)'],
    },
    inJurisdiction: (facts) => isOneOf(facts.modality, 'XR', 'CR', 'DX'),
    removal: nothing,
  },
  {
    receiver: {
      name: 'training',
      format: 'HL7',
      transport: sent,
      jurisdictionalFilter: ['matches(modality, CR)'],
      processingModeFilter: ['matches(processing_mode_code, T)'],
    },
    inJurisdiction: (facts) => facts.modality === 'CR',
    removal: () => ({
      filterType: 'PROCESSING_MODE_FILTER',
      filterName: 'matches',
      filterArgs: ['processing_mode_code', 'T'],
    }),
  },
  {
    receiver: {
      name: 'nobody',
      format: 'HL7',
      transport: sent,
      jurisdictionalFilter: ['matches(modality, MG)'],
      routingFilter: ['allowNone()'],
    },
    inJurisdiction: (facts) => facts.modality === 'MG',
    removal: () => ({ filterType: 'ROUTING_FILTER', filterName: 'allowNone', filterArgs: [] }),
  },
  {
    receiver: {
      name: 'elsewhere',
      format: 'HL7',
      transport: sent,
      jurisdictionalFilter: ['orEquals(sending_org, elsewhere)'],
    },
    inJurisdiction: never,
    removal: nothing,
  },
  {
    receiver: { name: 'closed', format: 'HL7', transport: sent, customerStatus: 'inactive' },
    inJurisdiction: never,
    removal: nothing,
  },
];

/** One sender a way of sending: the same message from another sender is another item. */
export const DOOR_SENDERS = ['years-cr', 'years-lf', 'years-crlf', 'all-cr', 'all-lf', 'all-crlf'] as const;

/**
 * The settings of the test's own server. Each organization has the destinations above, and a client: `samples` is the
 * import's, `door` sends payloads and has no appointments, `filed` sends one and has them all. JSON is YAML.
 */
export const settingsFile = (clientSecret: string): string =>
  JSON.stringify({
    organizations: [
      organization('samples', clientSecret, []),
      organization('door', clientSecret, DOOR_SENDERS),
      organization('filed', clientSecret, ['all-cr']),
    ],
  });

const organization = (name: string, clientSecret: string, senders: readonly string[]) => ({
  name,
  description: 'Sample Imaging',
  timeZone: 'UTC',
  jurisdiction: { country: 'AU', state: 'VIC' },
  senders: senders.map((sender) => ({ name: sender, topic: 'radiology', format: 'HL7' })),
  clients: [
    {
      clientId: `${name}-client`,
      clientSecret,
      domains: [name],
      scopes: ['reports:write', 'appointments:read', 'appointments:write', 'history:read', 'deliveries:read'],
      sender: 'partner',
      rateLimitPerMinute: 60_000,
    },
  ],
  receivers: destinations.map(({ receiver }) => ({
    topic: 'radiology',
    customerStatus: 'active',
    ...receiver,
    jurisdictionalFilter: (receiver.jurisdictionalFilter as string[] | undefined)?.map((filter) =>
      filter.replace('sending_org, samples', `sending_org, ${name}`),
    ),
  })),
});

/** The destinations that an item meets, sorted by name, and whether a filter removes it there; without a text every one does. */
export const expectedVerdicts = (facts: Facts, hasText: boolean): { destination: string; isFiltered: boolean }[] =>
  destinations
    .filter(({ inJurisdiction }) => inJurisdiction(facts))
    .map(({ receiver, removal }) => ({ destination: receiver.name, isFiltered: !hasText || removal(facts) !== null }))
    .toSorted((one, other) => (one.destination < other.destination ? -1 : 1));

/** What history must say of one submission, reduced to what the filters decide. Destinations are sorted by name. */
export interface ExpectedHistory {
  overallStatus: string;
  destinations: {
    organization: string;
    organization_id: string;
    service: string;
    itemCount: number;
    itemCountBeforeQualityFiltering: number;
    filteredReportRows: string[];
    filteredReportItems: (Removal & { filteredTrackingElement: string; message: string })[];
    sentReports: number;
    downloadedReports: number;
  }[];
}

/** The history a submission must end with, before and after the files of the DOWNLOAD destination were fetched. */
export function expectedHistory(facts: Facts, reportGuid: string, downloaded: boolean): ExpectedHistory {
  const met = destinations.filter((destination) => destination.inJurisdiction(facts));
  const entries = met.map(({ receiver, removal }) => {
    const removed = removal(facts);
    const isSent = !removed && receiver.transport.type === 'NULL';
    const isDownloaded = !removed && receiver.transport.type === 'DOWNLOAD' && downloaded;
    const message =
      removed &&
      `For samples.${receiver.name}, filter ${removed.filterName}[${removed.filterArgs.join(', ')}] filtered out item ${reportGuid}`;
    return {
      organization: 'Sample Imaging',
      organization_id: 'samples',
      service: receiver.name,
      itemCount: removed ? 0 : 1,
      itemCountBeforeQualityFiltering: 1,
      filteredReportRows: message ? [message] : [],
      filteredReportItems: removed && message ? [{ ...removed, filteredTrackingElement: reportGuid, message }] : [],
      sentReports: isSent ? 1 : 0,
      downloadedReports: isDownloaded ? 1 : 0,
    };
  });
  const isReached = (entry: (typeof entries)[number]): boolean => entry.sentReports + entry.downloadedReports > 0;
  const left = entries.filter((entry) => entry.itemCount > 0);
  let overallStatus = 'Waiting to Deliver';
  if (left.length === 0) overallStatus = 'Not Delivering';
  else if (entries.every(isReached)) overallStatus = 'Delivered';
  else if (entries.some(isReached)) overallStatus = 'Partially Delivered';
  return { overallStatus, destinations: entries.sort((one, other) => (one.service < other.service ? -1 : 1)) };
}
