'use client';

import { useEffect, useRef, useState } from 'react';
import { useShell } from '#components/shell/shell-state';
import { ApiError } from '#lib/api-client';
import { explainPayload } from '#lib/intake/client';
import type { ExplainedPayload } from '#lib/intake/explain-contract';

/** What is to be checked. */
export interface CheckRequest {
  body: Blob;
  /** As the text area holds it. */
  text: string;
  /** `{organization}.{sender}` */
  client: string;
  format: 'HL7' | 'FHIR';
  /** Whether the answer gets the focus: who pressed the button goes on with it, who pressed the keys goes on typing. */
  leadsOn: boolean;
}

/** What the door said to it. */
export interface Checked {
  request: CheckRequest;
  told: ExplainedPayload;
}

interface Check {
  /** The newest answer; it stays while another is awaited, or when that fails. */
  checked: Checked | null;
  isChecking: boolean;
  error: ApiError | null;
  run: (request: CheckRequest) => void;
}

/** Asks the door what it would make of a payload; one question at a time, none when the page is left. */
export function useCheck(): Check {
  const { onSignedOut } = useShell();
  const [checked, setChecked] = useState<Checked | null>(null);
  const [isChecking, setChecking] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const underWay = useRef<AbortController | null>(null);
  useEffect(() => () => underWay.current?.abort(), []);
  const run = (request: CheckRequest) => {
    if (underWay.current) return;
    const control = new AbortController();
    underWay.current = control;
    setChecking(true);
    setError(null);
    explainPayload(request, control.signal)
      .then((told) => setChecked({ request, told }))
      .catch((failure: unknown) => {
        if (control.signal.aborted) return;
        const known = failure instanceof ApiError ? failure : new ApiError('failed', String(failure), null);
        if (known.failure === 'signed-out') onSignedOut();
        setError(known);
      })
      .finally(() => {
        underWay.current = null;
        setChecking(false);
      });
  };
  return { checked, isChecking, error, run };
}
