import { CircleCheck, CircleOff, CirclePause, FlaskConical, Unplug, type LucideIcon } from 'lucide-react';
import type { DestinationObject } from '#lib/settings/destination-contract';

type Settings = DestinationObject['settings'];
export type TransportType = Settings['transport']['type'];
export type FilterKey =
  | 'jurisdictionalFilter'
  | 'qualityFilter'
  | 'routingFilter'
  | 'processingModeFilter'
  | 'conditionFilter';

/** In the order in which they are tried; the words are those of history. */
export const FILTERS: readonly { key: FilterKey; type: string; label: string; text: string }[] = [
  {
    key: 'jurisdictionalFilter',
    type: 'JURISDICTIONAL_FILTER',
    label: 'Jurisdiction',
    text: 'Whose reports are its business at all. What it removes is not shown as filtered in history.',
  },
  {
    key: 'qualityFilter',
    type: 'QUALITY_FILTER',
    label: 'Quality',
    text: 'What a report must have to be of use there.',
  },
  { key: 'routingFilter', type: 'ROUTING_FILTER', label: 'Routing', text: 'Which of them it wants.' },
  {
    key: 'processingModeFilter',
    type: 'PROCESSING_MODE_FILTER',
    label: 'Processing mode',
    text: 'Keeps test and debug messages out.',
  },
  {
    key: 'conditionFilter',
    type: 'CONDITION_FILTER',
    label: 'Condition',
    text: 'The last word, by content or status.',
  },
];

export const TRANSPORT_WORDS: Record<TransportType, { label: string; text: string }> = {
  MLLP: { label: 'MLLP (HL7 over TCP)', text: 'Sent to a listener, which acknowledges each message.' },
  FHIR: { label: 'FHIR server', text: 'Sent as a transaction to a FHIR base address.' },
  WEBHOOK: { label: 'Webhook', text: 'Posted to an address, signed as Standard Webhooks says.' },
  SFTP: { label: 'SFTP', text: 'Written to a folder under a temporary name, then renamed.' },
  DOWNLOAD: { label: 'Download', text: 'Kept until the destination’s own users or clients fetch it.' },
  NULL: { label: 'Nowhere', text: 'Counts as sent and goes nowhere: for trials.' },
};

interface StatusWords {
  word: string;
  icon: LucideIcon;
  colour: string;
}

export const STATUS_WORDS: Record<Settings['customerStatus'], StatusWords> = {
  active: { word: 'Active', icon: CircleCheck, colour: 'text-good' },
  testing: { word: 'Testing', icon: FlaskConical, colour: 'text-wait' },
  inactive: { word: 'Inactive', icon: CircleOff, colour: 'text-warn' },
};

/** Whether a destination gets what it should, before its status in the settings. */
export function standingOf({ settings, health }: Pick<DestinationObject, 'settings' | 'health'>): StatusWords {
  if (settings.customerStatus === 'inactive') return STATUS_WORDS.inactive;
  if (health.paused) return { word: 'Paused', icon: CirclePause, colour: 'text-warn' };
  if (health.degraded) return { word: 'Not answering', icon: Unplug, colour: 'text-bad' };
  return STATUS_WORDS[settings.customerStatus];
}

/** `127.0.0.1:2575`, an address or a folder; empty where a transport goes nowhere. */
export function addressOf(transport: Settings['transport']): string {
  switch (transport.type) {
    case 'MLLP':
      return `${transport.host}:${transport.port}${transport.tls ? ', TLS' : ''}`;
    case 'FHIR':
      return transport.baseUrl;
    case 'WEBHOOK':
      return transport.url;
    case 'SFTP':
      return `${transport.user}@${transport.host}:${transport.port} ${transport.path}`;
    case 'DOWNLOAD':
    case 'NULL':
      return '';
    default:
      return transport satisfies never;
  }
}

/** When files are sent, in words. */
export function timingInWords({ timing }: Settings): string {
  if (timing.operation === 'NONE') return 'At once, one file a report';
  const each = timing.numberPerDay === 1 ? 'once a day' : `${timing.numberPerDay} times a day`;
  return `Merged ${each} from ${timing.initialTime}`;
}
