/** The 18 appointment statuses, spelled as the practices' system spells them (three P's in one of them). */
export const APPOINTMENT_STATUSES = [
  'NOT ARRIVED',
  'ARRIVED',
  'DID NOT ATTEND',
  'APPPOINTMENT CANCELLED',
  'CANCELLATION LIST',
  'DICTATION INPROGRESS',
  'DICTATED',
  'TYPED',
  'AUTHORISING',
  'AUTHORISED',
  'TYPING INPROGRESS',
  'PENDING REPORTING',
  'STUDY INPROGRESS',
  'SECOND REVIEW',
  'FINALISED',
  'REVIEW TYPED',
  'PEER REVIEW',
  'SECOND OPINION',
] as const;

export type AppointmentStatus = (typeof APPOINTMENT_STATUSES)[number];

export const PRIORITIES = ['STAT', 'URGENT', 'ROUTINE'] as const;
export type Priority = (typeof PRIORITIES)[number];
