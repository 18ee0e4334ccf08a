import type { Payload } from '#lib/payloads/contract';
import type { StoredTransport, TransportCredentials } from '#lib/settings/transport-contract';

/** What a transport is given: one file, and how its destination is reached. */
export interface Shipment<Type extends StoredTransport['type'] = StoredTransport['type']> {
  /** Names the file; the same in each of its attempts. */
  reportId: string;
  fileName: string;
  /** `org.service` */
  destination: string;
  payload: Payload;
  /** Ids of the messages in it that were acknowledged in attempts before: they are not sent again. */
  acknowledged?: readonly string[];
  /** Notes that a message was acknowledged, before another is sent on its connection. Never throws. */
  onAcknowledged?: (messageId: string) => Promise<void>;
  transport: Extract<StoredTransport, { type: Type }>;
  /** Never stored, never logged; a connection that is kept for the next file holds them in memory. */
  credentials: TransportCredentials;
  /** Whether the deployment sends to private addresses. */
  allowPrivate: boolean;
  /** The clock's time of this attempt. */
  at: Date;
  /** Over a connection of its own, closed afterwards: a test neither waits for the destination's files nor disturbs them. */
  isAlone?: boolean;
}

/** What the other side was asked and answered, kept with the attempt. */
export interface Conversation {
  /** Whom it was sent to, as it was connected to: `192.0.2.7:2575`. */
  address?: string;
  /** The reply as it came, at most 1 MiB; those to several messages joined (`joinReplies`), at most 2. */
  reply?: Buffer;
  /** The HTTP status of the reply. */
  status?: number;
  /** Of a file of several messages those that the destination refused for good, while others were taken or are to be. */
  refused?: readonly Refusal[];
}

/** A message that its destination does not take, and why. */
export interface Refusal {
  reportGuid: string;
  detail: string;
}

/** What came of one attempt. A transport returns it within a time limit of its own, and never throws. */
export type TransportResult = Conversation & {
  /**
   * Whether the attempt reached the destination; null: it does not tell. Unless given, it did where it was delivered or
   * refused, and did not where it is to be tried again.
   */
  reached?: boolean | null;
} & (
    | { outcome: 'delivered' }
    /** A passing fault: the schedule goes on. */
    | { outcome: 'retry'; detail: string; retryAfterSeconds?: number }
    /** The destination refused the file for good. */
    | {
        outcome: 'failed';
        detail: string;
        /** It asks to be sent nothing any more: the destination is paused. */
        isGone?: true;
      }
  );
