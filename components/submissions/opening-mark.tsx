'use client';

import { LoaderCircle } from 'lucide-react';
import { useLinkStatus } from 'next/link';

/** Shows that the row's page is on its way, when that takes long enough to be noticed. */
export function OpeningMark() {
  const { pending } = useLinkStatus();
  if (!pending) return null;
  return <LoaderCircle role="status" aria-label="Opening" className="ml-2 inline size-3.5 animate-spin text-accent" />;
}
