'use client';

import type { ReactNode } from 'react';
import { ReasonDialog } from '#components/ui/reason-dialog';
import { ProblemLine } from '#components/ui/problem-line';

interface ResendFormProps {
  title: string;
  reroute: boolean;
  /** What will happen. */
  children: ReactNode;
  /** What is chosen before the reason. */
  fields?: ReactNode;
  busy?: boolean;
  blocked?: boolean;
  problem: string | null;
  onConfirm: (reason: string) => void;
  onClose: () => void;
}

/** Asks why something is sent, or routed, again: one submission or many. */
export function ResendForm({ reroute, busy = false, problem, ...rest }: ResendFormProps) {
  return (
    <ReasonDialog
      {...rest}
      hint="Kept in the audit, under your name."
      missing="Say why: it is kept for whoever asks later."
      confirm={reroute ? 'Route again' : 'Send again'}
      busy={busy}
      failure={<ProblemLine problem={problem} />}
    />
  );
}

/** What becomes of what is routed again. */
export const REROUTE_TEXT =
  'The filters of now decide anew about what they had removed, and about destinations that it did not meet. Where they let it pass it is sent; the earlier verdict stays on its page.';
