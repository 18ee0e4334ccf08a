/** What a transport is given: one file, and the identity that stays the same across its retries. */
export interface Shipment {
  reportId: string;
  fileName: string;
  destination: string;
}

/** What the other side was asked and answered, kept with the attempt. */
export interface Conversation {
  /** Whom it was sent to, as it was connected to: `192.0.2.7:2575`. */
  address?: string;
  /** The reply as it came, at most 1 MiB. */
  reply?: Buffer;
}

/** What came of one attempt. A transport returns it within a time limit of its own, and never throws. */
export type TransportResult = Conversation &
  (
    | { outcome: 'delivered' }
    /** A passing fault: the schedule goes on. */
    | { outcome: 'retry'; detail: string; retryAfterSeconds?: number }
    /** The destination refused the file for good. */
    | { outcome: 'failed'; detail: string }
  );

export type Transport = (shipment: Shipment) => Promise<TransportResult>;
