'use client';

import { Check, Copy } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { Button } from '#components/ui/button';

const SHOWN_MS = 2500;

interface CopyButtonProps {
  text: string | (() => string);
  label: ReactNode;
  onCopied?: () => void;
}

/** Copies a text, or what it is by then, exactly as it is, and says whether that worked. */
export function CopyButton({ text, label, onCopied }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<'copied' | 'refused' | null>(null);
  useEffect(() => {
    if (outcome === null) return undefined;
    const reset = setTimeout(() => setOutcome(null), SHOWN_MS);
    return () => clearTimeout(reset);
  }, [outcome]);
  const copy = () => {
    // Absent on plain http addresses other than localhost.
    const written =
      navigator.clipboard?.writeText(typeof text === 'string' ? text : text()) ??
      Promise.reject(new Error('no clipboard'));
    written.then(
      () => {
        setOutcome('copied');
        onCopied?.();
      },
      () => setOutcome('refused'),
    );
  };
  const Icon = outcome === 'copied' ? Check : Copy;
  return (
    <Button onClick={copy}>
      <Icon aria-hidden className="size-4" />
      <span aria-live="polite">
        {outcome === 'copied' ? 'Copied' : outcome === 'refused' ? 'Not allowed; select and copy' : label}
      </span>
    </Button>
  );
}
