import { TriangleAlert } from 'lucide-react';

/** Why something was not done, read out as soon as it is known; nothing to see while there is no problem. */
export function ProblemLine({ problem }: { problem: string | null }) {
  return (
    <p role="alert" className="flex items-start gap-2 text-bad empty:hidden">
      {problem !== null && (
        <>
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {problem}
        </>
      )}
    </p>
  );
}
