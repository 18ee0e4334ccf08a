import { isOffered } from '#lib/settings/deliverable';
import { nextSlot } from '#lib/delivery/next-slot';
import type { SnapshotDestination } from '#lib/settings/build-snapshot';

/** Days a file stays available to its destination (contract §7 `expires`). */
const OFFERED_DAYS = 30;

/** How a file's name ends, by its format. */
export const EXTENSIONS = { HL7: 'hl7', FHIR: 'fhir', TEXT: 'txt', PDF: 'pdf' } as const;

interface PlannedFile {
  fileName: string;
  expiresAt: Date;
}

export interface DeliveryPlan extends PlannedFile {
  /** A file to fetch is ready as soon as `nextAttemptAt` has come; everything else waits for a worker. */
  state: 'queued' | 'ready';
  nextAttemptAt: Date;
  /** Its report is then put into one file with others. */
  gathers: boolean;
}

/**
 * When a routed item's file is first tried or offered: at once, at the destination's next slot, or when the hold in
 * which the signer can recall it has passed, whichever is latest.
 */
export function planDelivery(
  destination: SnapshotDestination,
  reportId: string,
  now: Date,
  holdSeconds: number,
): DeliveryPlan {
  const { timing, format } = destination.settings;
  const held = new Date(now.getTime() + holdSeconds * 1000);
  const gathers = timing.operation === 'MERGE';
  return {
    ...planFile(destination.name, format, reportId, now),
    state: isOffered(destination) ? 'ready' : 'queued',
    nextAttemptAt: gathers ? nextSlot(timing, held) : held,
    gathers,
  };
}

/** A file's name, `{receiver}-{reportId}-{yyyyMMddHHmmss}` and the format's extension, and until when it is offered. */
export function planFile(
  destination: string,
  format: keyof typeof EXTENSIONS,
  reportId: string,
  now: Date,
): PlannedFile {
  const stamp = now.toISOString().replaceAll(/\D/g, '').slice(0, 14);
  return {
    fileName: `${destination}-${reportId}-${stamp}.${EXTENSIONS[format]}`,
    expiresAt: new Date(now.getTime() + OFFERED_DAYS * 86_400_000),
  };
}
