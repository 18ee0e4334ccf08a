'use client';

import { useRef, useState } from 'react';
import { useShell } from '#components/shell/shell-state';
import { ApiError } from '#lib/api-client';
import { uploadPayload, type PayloadUpload } from '#lib/intake/client';
import type { Submission } from '#lib/submissions/contract';

/** `rejected`: the door looked at it and refused it, with its errors; `failed`: anything else that went wrong. */
export type UploadState =
  | { phase: 'idle' }
  /** `isWhole`: the server may have had all of it. */
  | { phase: 'cancelled'; isWhole: boolean }
  | { phase: 'sending'; sent: number; of: number }
  | { phase: 'accepted'; id: string }
  | { phase: 'rejected'; submission: Submission }
  | { phase: 'failed'; error: ApiError };

interface Upload {
  state: UploadState;
  send: (payload: PayloadUpload) => void;
  /** Stops what is on its way. */
  cancel: () => void;
  reset: () => void;
}

const IDLE: UploadState = { phase: 'idle' };

/** Sends one payload at a time, and says how far it is and what it was answered. */
export function useUpload(): Upload {
  const { onSignedOut } = useShell();
  const [state, setState] = useState<UploadState>(IDLE);
  const underWay = useRef<AbortController | null>(null);
  const send = (payload: PayloadUpload) => {
    if (underWay.current) return;
    const control = new AbortController();
    underWay.current = control;
    const of = payload.body.size;
    setState({ phase: 'sending', sent: 0, of });
    uploadPayload(payload, (sent) => setState({ phase: 'sending', sent: Math.min(sent, of), of }), control.signal)
      .then(
        (id) => setState({ phase: 'accepted', id }),
        (error: unknown) => {
          if (control.signal.aborted) return setState(cancelled);
          const known = error instanceof ApiError ? error : new ApiError('failed', String(error), null);
          if (known.failure === 'signed-out') onSignedOut();
          const submission = rejectionOf(known);
          setState(submission ? { phase: 'rejected', submission } : { phase: 'failed', error: known });
        },
      )
      .finally(() => (underWay.current = null));
  };
  return { state, send, cancel: () => underWay.current?.abort(), reset: () => setState(IDLE) };
}

/** A rejection is answered with its submission. */
const rejectionOf = ({ problem }: ApiError): Submission | null =>
  Array.isArray(problem.errors) && typeof problem.submissionId === 'number' ? (problem as unknown as Submission) : null;

const cancelled = (before: UploadState): UploadState => ({
  phase: 'cancelled',
  isWhole: before.phase === 'sending' && before.sent >= before.of,
});
