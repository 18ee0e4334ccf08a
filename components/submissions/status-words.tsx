import {
  Ban,
  CircleCheck,
  CircleDashed,
  Clock,
  Contrast,
  FileCheck2,
  FilePen,
  FileX2,
  Funnel,
  Inbox,
  Layers,
  type LucideIcon,
  OctagonAlert,
  RotateCw,
  SkipForward,
  TriangleAlert,
} from 'lucide-react';
import type { Submission } from '#lib/submissions/contract';
import type { SubmissionDestination } from '#lib/submissions/destination-contract';

/** How a status looks: each has a shape and a word of its own, the colour only repeats them. */
export interface StatusWord {
  word: string;
  icon: LucideIcon;
  tone: 'good' | 'wait' | 'warn' | 'bad' | 'mute';
}

export type OverallStatus = Submission['overallStatus'];
export type DestinationStatus = SubmissionDestination['status'];
export type FilterType = NonNullable<NonNullable<Submission['explanation']>[number]['filterType']>;

/** The history contract's own words. */
export const OVERALL_STATUS: Record<OverallStatus, StatusWord> = {
  Received: { word: 'Received', icon: Inbox, tone: 'wait' },
  'Waiting to Deliver': { word: 'Waiting to Deliver', icon: Clock, tone: 'wait' },
  'Partially Delivered': { word: 'Partially Delivered', icon: Contrast, tone: 'warn' },
  Delivered: { word: 'Delivered', icon: CircleCheck, tone: 'good' },
  'Not Delivering': { word: 'Not Delivering', icon: Ban, tone: 'mute' },
  Error: { word: 'Error', icon: OctagonAlert, tone: 'bad' },
  Valid: { word: 'Valid', icon: CircleDashed, tone: 'good' },
};

export const DESTINATION_STATUS: Record<DestinationStatus, StatusWord> = {
  delivered: { word: 'Delivered', icon: CircleCheck, tone: 'good' },
  waiting: { word: 'Waiting', icon: Clock, tone: 'wait' },
  retrying: { word: 'Retrying', icon: RotateCw, tone: 'warn' },
  failed: { word: 'Failed', icon: TriangleAlert, tone: 'bad' },
  filtered: { word: 'Filtered', icon: Funnel, tone: 'mute' },
  superseded: { word: 'Superseded', icon: Layers, tone: 'mute' },
  skipped: { word: 'Skipped', icon: SkipForward, tone: 'mute' },
};

export const REPORT_STATUS: Record<NonNullable<Submission['reportStatus']>, StatusWord> = {
  preliminary: { word: 'Preliminary', icon: FilePen, tone: 'warn' },
  final: { word: 'Final', icon: FileCheck2, tone: 'good' },
  withdrawn: { word: 'Withdrawn', icon: FileX2, tone: 'bad' },
};

/** Filter types in the order in which they are tried. */
export const FILTER_TYPE: Record<FilterType, string> = {
  JURISDICTIONAL_FILTER: 'Jurisdiction',
  QUALITY_FILTER: 'Quality',
  ROUTING_FILTER: 'Routing',
  PROCESSING_MODE_FILTER: 'Processing mode',
  CONDITION_FILTER: 'Condition',
};

export const SOURCE: Record<Submission['source'], string> = {
  portal: 'This portal',
  partner: 'Partner API',
  reportstream: 'ReportStream door',
};

/** The text colour of a tone. */
export const TONE_TEXT: Record<StatusWord['tone'], string> = {
  good: 'text-good',
  wait: 'text-wait',
  warn: 'text-warn',
  bad: 'text-bad',
  mute: 'text-mute',
};
