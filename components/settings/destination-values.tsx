import { toCodeLines, toCodeMap } from '#components/settings/code-map-lines';
import type { FilterKey, TransportType } from '#components/settings/destination-words';
import { numberOf } from '#components/settings/organization-values';
import { toWebhook, type WebhookValues } from '#components/settings/webhook-values';
import type { DestinationObject } from '#lib/settings/destination-contract';

type Settings = DestinationObject['settings'];

/** Every transport's fields as they are typed: changing the type loses nothing that was typed. */
interface TransportValues extends WebhookValues {
  type: TransportType;
  host: string;
  port: string;
  tls: boolean;
  authority: string;
  clientCertificate: string;
  keepAlive: boolean;
  ackTimeoutSeconds: string;
  baseUrl: string;
  user: string;
  path: string;
  hostKeySha256: string;
  /** Credentials are write-only: empty keeps what is stored. */
  password: string;
  privateKey: string;
  /** `Name: value`, one a line. */
  headers: string;
}

/** A destination as its form holds it. */
export type DestinationValues = Record<FilterKey, string[]> & {
  name: string;
  description: string;
  topic: string;
  customerStatus: Settings['customerStatus'];
  format: Settings['format'];
  dialect: Settings['dialect'];
  characterSet: Settings['characterSet'];
  sendingFacility: string;
  receivingApplication: string;
  receivingFacility: string;
  /** `modality CT = RADCT`, one a line. */
  codeMap: string;
  identifierSystems: Record<'patient' | 'accession' | 'provider', string>;
  timing: {
    operation: Settings['timing']['operation'];
    numberPerDay: string;
    initialTime: string;
    timeZone: string;
    maxReportCount: string;
  };
  /** Durations, separated by blanks or commas. */
  retry: string;
  transport: TransportValues;
};

export const DESTINATION_LABELS: Record<keyof DestinationValues, string> = {
  name: 'Name',
  description: 'Description',
  topic: 'Topic',
  customerStatus: 'Status',
  format: 'Format',
  dialect: 'Dialect',
  characterSet: 'Character set',
  sendingFacility: 'Sending facility',
  receivingApplication: 'Receiving application',
  receivingFacility: 'Receiving facility',
  codeMap: 'Code map',
  identifierSystems: 'Identifier systems',
  timing: 'Timing',
  retry: 'Retries',
  transport: 'Transport',
  jurisdictionalFilter: 'Jurisdiction filter',
  qualityFilter: 'Quality filter',
  routingFilter: 'Routing filter',
  processingModeFilter: 'Processing mode filter',
  conditionFilter: 'Condition filter',
};

const NO_TRANSPORT: TransportValues = {
  type: 'MLLP',
  host: '',
  port: '',
  tls: false,
  authority: '',
  clientCertificate: '',
  keepAlive: true,
  ackTimeoutSeconds: '30',
  baseUrl: '',
  url: '',
  user: '',
  path: '.',
  hostKeySha256: '',
  secret: '',
  previousSecret: '',
  forgetsPrevious: false,
  password: '',
  privateKey: '',
  headers: '',
};

export const NEW_DESTINATION: DestinationValues = {
  name: '',
  description: '',
  topic: 'radiology',
  customerStatus: 'active',
  format: 'HL7',
  dialect: 'generic-2.5.1',
  characterSet: 'UNICODE UTF-8',
  sendingFacility: '',
  receivingApplication: '',
  receivingFacility: '',
  codeMap: '',
  identifierSystems: { patient: '', accession: '', provider: '' },
  timing: { operation: 'NONE', numberPerDay: '1440', initialTime: '00:00', timeZone: '', maxReportCount: '100' },
  retry: '5s 5m 30m 2h 5h 10h 14h 20h 24h',
  transport: NO_TRANSPORT,
  jurisdictionalFilter: [],
  qualityFilter: [],
  routingFilter: [],
  processingModeFilter: [],
  conditionFilter: [],
};

export function toDestinationValues({ name, settings }: DestinationObject): DestinationValues {
  const { timing, transport, retry, ...rest } = settings;
  const typed = Object.entries(transport).map(([key, value]) => [
    key,
    typeof value === 'number' ? String(value) : value,
  ]);
  return {
    ...rest,
    name,
    description: settings.description ?? '',
    sendingFacility: settings.sendingFacility ?? '',
    receivingApplication: settings.receivingApplication ?? '',
    receivingFacility: settings.receivingFacility ?? '',
    codeMap: toCodeLines(settings.codeMap),
    identifierSystems: { ...NEW_DESTINATION.identifierSystems, ...settings.identifierSystems },
    timing: {
      operation: timing.operation,
      numberPerDay: String(timing.numberPerDay),
      initialTime: timing.initialTime,
      timeZone: timing.timeZone ?? '',
      maxReportCount: String(timing.maxReportCount),
    },
    retry: retry.schedule.join(' '),
    transport: { ...NO_TRANSPORT, ...(Object.fromEntries(typed) as Partial<TransportValues>) },
  };
}

/** A number as it is sent: an emptied field is a problem of its own, not the default. */
const numberToSend = (typed: string): number | string => numberOf(typed) ?? '';

const given = <Name extends string>(name: Name, text: string): Partial<Record<Name, string>> =>
  text === '' ? {} : ({ [name]: text } as Record<Name, string>);

/** Texts that say something, without blanks around them. */
const filled = (texts: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).flatMap(([name, text]) => (text.trim() ? [[name, text.trim()]] : [])));

/** The body of a creation or change. */
export function toDestinationBody(values: DestinationValues): Record<string, unknown> {
  const { timing, retry, transport, codeMap, identifierSystems, ...others } = values;
  const { description, sendingFacility, receivingApplication, receivingFacility, ...rest } = others;
  const systems = filled(identifierSystems);
  return {
    ...rest,
    ...filled({ description, sendingFacility, receivingApplication, receivingFacility }),
    ...(codeMap.trim() === '' ? {} : { codeMap: toCodeMap(codeMap) }),
    ...(Object.keys(systems).length === 0 ? {} : { identifierSystems: systems }),
    timing: {
      operation: timing.operation,
      numberPerDay: numberToSend(timing.numberPerDay),
      initialTime: timing.initialTime,
      ...given('timeZone', timing.timeZone.trim()),
      maxReportCount: numberToSend(timing.maxReportCount),
    },
    retry: { schedule: retry.split(/[\s,]+/).filter(Boolean) },
    transport: toTransport(transport),
  };
}

function toTransport(typed: TransportValues): Record<string, unknown> {
  const { type } = typed;
  switch (type) {
    case 'MLLP': {
      const { host, port, tls, ackTimeoutSeconds, keepAlive } = typed;
      const seconds = numberToSend(ackTimeoutSeconds);
      const plain = { type, host, port: numberToSend(port), tls, ackTimeoutSeconds: seconds, keepAlive };
      return tls ? { ...plain, ...toTls(typed) } : plain;
    }
    case 'FHIR':
      return {
        type,
        baseUrl: typed.baseUrl,
        ...(typed.headers.trim() === '' ? {} : { headers: toHeaders(typed.headers) }),
      };
    case 'WEBHOOK':
      return { type, ...toWebhook(typed) };
    case 'SFTP': {
      const { host, port, user, path, hostKeySha256, password, privateKey } = typed;
      const opening = { ...given('password', password), ...given('privateKey', privateKey) };
      return { type, host, port: numberToSend(port || '22'), user, path, hostKeySha256, ...opening };
    }
    case 'DOWNLOAD':
    case 'NULL':
      return { type };
    default:
      return type satisfies never;
  }
}

const toTls = ({ authority, clientCertificate, privateKey }: TransportValues): Record<string, string> => ({
  ...filled({ authority, clientCertificate }),
  ...given('privateKey', privateKey),
});

function toHeaders(lines: string): Record<string, string> {
  const entries = lines
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const colon = line.indexOf(':');
      return colon < 0 ? [line.trim(), ''] : [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
    });
  return Object.fromEntries(entries) as Record<string, string>;
}
