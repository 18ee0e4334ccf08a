'use client';

import { TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import { checkPayload, HEAD_BYTES, type PayloadFormat, type PayloadProblem } from '#components/upload/check-payload';

/** What is amiss with a payload, once its first bytes are read; null when nothing is, or nothing was chosen. */
export function usePayloadProblem(body: Blob | null, format: PayloadFormat): PayloadProblem | null {
  const [problem, setProblem] = useState<PayloadProblem | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const look = async () => {
      const head = body ? new Uint8Array(await body.slice(0, HEAD_BYTES).arrayBuffer()) : null;
      if (isCurrent) setProblem(head && body ? checkPayload(body.size, head, format) : null);
    };
    look().catch(() => {
      if (isCurrent) setProblem({ blocks: true, text: 'It cannot be read any more. Choose it again.' });
    });
    return () => {
      isCurrent = false;
    };
  }, [body, format]);
  return problem;
}

/** Says it below what was chosen. */
export function PayloadProblemLine({ problem }: { problem: PayloadProblem | null }) {
  return (
    <p aria-live="polite" className="flex items-start gap-2 empty:hidden">
      {problem && (
        <>
          <TriangleAlert
            aria-hidden
            className={`mt-0.5 size-4 shrink-0 ${problem.blocks ? 'text-bad' : 'text-warn'}`}
          />
          {problem.text}
        </>
      )}
    </p>
  );
}
