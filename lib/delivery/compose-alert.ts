import type { Turn } from '#lib/delivery/weigh-attempt';

/** What an organization is told of a destination. */
export interface Alert {
  /** `org.service` */
  destination: string;
  turn: Turn;
  raisedAt: Date;
  /** When the outage began. */
  since: Date;
  /** Of the last attempt that did not reach the destination. */
  lastError: string | null;
}

/** The bytes of its message (Standard Webhooks, § “Payload structure”), the same in every attempt. */
export function composeAlert({ destination, turn, raisedAt, since, lastError }: Alert): Buffer {
  const message = {
    type: `receiver.${turn}`,
    timestamp: raisedAt.toISOString(),
    data: { destination, since: since.toISOString(), lastError },
  };
  return Buffer.from(JSON.stringify(message));
}

/** The bytes of a message of the same form by which an organization tests its webhook: nothing has happened. */
export function composeTestAlert(organization: string, at: Date): Buffer {
  const data = { organization, text: 'A test of alerts. Nothing has happened to a destination.' };
  return Buffer.from(JSON.stringify({ type: 'organization.test-alerts', timestamp: at.toISOString(), data }));
}

/**
 * An error in our words alone. What the other side said stands behind a colon, and may name a patient: whatever stands there
 * goes.
 */
export const inOurWords = (error: string): string => error.replace(/:\s[^]*$/, '.');
