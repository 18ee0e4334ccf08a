'use client';

import { TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { ReportText } from '#components/drafting/report-text';
import { MAX_REPORT_BYTES } from '#lib/reports/limits';

const SHOWN_EVERY_MS = 500;

/** How long the report is: quietly, until it comes near the longest that can be sent. */
export function ByteCounter({ text }: { text: ReportText }) {
  const [bytes, setBytes] = useState(text.bytes);
  useEffect(() => {
    let pause: ReturnType<typeof setTimeout> | undefined;
    const unsubscribe = text.subscribe(() => {
      pause ??= setTimeout(() => {
        pause = undefined;
        setBytes(text.bytes);
      }, SHOWN_EVERY_MS);
    });
    return () => {
      unsubscribe();
      clearTimeout(pause);
    };
  }, [text]);
  const share = bytes / MAX_REPORT_BYTES;
  const number = bytes.toLocaleString('en-US');
  if (share < 0.9) {
    return (
      <span title={`A report may have ${MAX_REPORT_BYTES.toLocaleString('en-US')} bytes`} className="text-soft">
        {number} bytes
      </span>
    );
  }
  return (
    <span
      role="status"
      className={`inline-flex items-center gap-1.5 font-medium ${share > 1 ? 'text-bad' : 'text-warn'}`}
    >
      <TriangleAlert aria-hidden className="size-4" />
      {number} of {MAX_REPORT_BYTES.toLocaleString('en-US')} bytes
      {share > 1 && ': too long to be signed'}
    </span>
  );
}
