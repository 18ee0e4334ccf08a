import type { Submission } from '#lib/submissions/contract';
import type { SubmissionDestination } from '#lib/submissions/destination-contract';

/** `a`, `a and b`, `a, b and c` */
export function join(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** `acme.ehr` */
export const nameOf = ({ organization_id, service }: SubmissionDestination): string => `${organization_id}.${service}`;

/** What keeps a destination’s files waiting comes before how far they are. */
type Fate = SubmissionDestination['status'] | 'paused' | 'degraded' | 'ready';

/** What a page tells of a destination. */
export const fateOf = ({ pausedSince, degradedSince, expires, status }: SubmissionDestination): Fate =>
  expires ? 'ready' : pausedSince ? 'paused' : degradedSince ? 'degraded' : status;

/** What a destination's status means for the submission, for one destination and for several. */
const PHRASES: Record<Fate, (names: string, several: boolean) => string> = {
  delivered: (names, several) => `${names} ${several ? 'have' : 'has'} it`,
  failed: (names) => `delivery to ${names} failed for good and is not tried again`,
  paused: (names, several) =>
    `${names} ${several ? 'are' : 'is'} paused and ${several ? 'get' : 'gets'} it once active again`,
  degraded: (names, several) =>
    `${names} ${several ? 'do' : 'does'} not answer and ${several ? 'get' : 'gets'} it once ${several ? 'they do' : 'it does'}`,
  retrying: (names) => `delivery to ${names} failed and will be tried again`,
  ready: (names, several) => `${names} ${several ? 'have' : 'has'} not fetched it yet`,
  waiting: (names, several) => `${names} ${several ? 'are' : 'is'} still waiting for it`,
  superseded: (names, several) => `${names} ${several ? 'get' : 'gets'} a newer version instead`,
  filtered: (names, several) => `${names} filtered ${several ? 'it out, each by its own filters' : 'it out'}`,
  skipped: (names, several) => `${names} ${several ? 'were' : 'was'} skipped, as the sender asked`,
};

const WORST_FIRST: Fate[] = [
  'failed',
  'degraded',
  'paused',
  'retrying',
  'waiting',
  'ready',
  'delivered',
  'filtered',
  'superseded',
  'skipped',
];

function tellDestinations(destinations: readonly SubmissionDestination[]): string {
  const phrases = WORST_FIRST.flatMap((fate) => {
    const names = destinations.filter((destination) => fateOf(destination) === fate).map(nameOf);
    return names.length === 0 ? [] : [PHRASES[fate](join(names), names.length > 1)];
  });
  return sentence(phrases.join('; '));
}

/** A name that begins a sentence keeps its own letters: acme.ehr is not Acme.ehr. */
const sentence = (text: string): string =>
  /^[\w-]+\.[\w-]/.test(text) ? `${text}.` : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** Why a submission's overall status is what it is, in a sentence or two, and which destinations hold an older version. */
export const explainStatus = (submission: Submission): string =>
  [tellStatus(submission), tellOutdated(submission)].filter((text) => text !== '').join(' ');

function tellOutdated({ destinations }: Submission): string {
  const names = destinations.filter(({ outdated }) => outdated).map(nameOf);
  if (names.length === 0) return '';
  return `${join(names)} still ${names.length > 1 ? 'hold' : 'holds'} an older version than the current one.`;
}

function tellStatus(submission: Submission): string {
  const { overallStatus, destinations, errors, httpStatus, reportItemCount } = submission;
  switch (overallStatus) {
    case 'Error':
      return `It was refused with HTTP ${httpStatus} and nothing was sent on. ${errors[0] ? sentence(errors[0].message.replace(/\.$/, '')) : ''}`.trim();
    case 'Received':
      return 'It was accepted and is being checked and routed; its destinations are not known yet.';
    case 'Valid':
      return 'It was only checked, as the sender asked. It is valid; nothing was sent on.';
    case 'Delivered':
      return destinations.length === 1
        ? `The only destination, ${join(destinations.map(nameOf))}, has it.`
        : `All ${destinations.length} destinations have it: ${join(destinations.map(nameOf))}.`;
    case 'Not Delivering':
      if (destinations.length > 0) return `Nothing is left to send. ${tellDestinations(destinations)}`;
      return reportItemCount === 0 || errors.length > 0
        ? 'None of its items was valid, so there was nothing to send on.'
        : 'No destination takes it: none is set up for its topic and jurisdiction.';
    case 'Partially Delivered':
    case 'Waiting to Deliver':
      return tellDestinations(destinations);
  }
}
