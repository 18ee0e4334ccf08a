/** What is asked for one submission. */
export interface ResendOrder {
  submissionId: number;
  appointmentId: string | null;
  /** Full names; without them wherever the filters of now let it pass. */
  destinations?: string[];
}

/** Many submissions that are sent, or routed, again for one reason. */
export interface ResendPlan {
  organization: string;
  orders: readonly ResendOrder[];
  /** How many more were chosen that have nothing to be sent. */
  leftAlone: number;
  reason: string;
  reroute: boolean;
  failedOnly: boolean;
}

/** A plan that was begun. */
export interface ResendBegun {
  /** Of each order's idempotency key, so that one whose answer was lost is not sent twice. */
  key: string;
  plan: ResendPlan;
}
