'use client';

import { Save } from 'lucide-react';
import { MessageSegments } from '#components/submissions/message-segments';
import { saveBlob } from '#components/submissions/save-file';
import { Button } from '#components/ui/button';
import { formatCount } from '#components/ui/format-count';
import type { AttemptContent } from '#lib/attempts/contract';

type Kept = NonNullable<AttemptContent['sent']>;

interface KeptContentProps {
  label: 'Message' | 'Reply';
  content: Kept;
  /** What it is called when it is saved. */
  fileName: string;
}

/** Bytes that were sent or answered: decoded, and as a file. */
export function KeptContent({ label, content, fileName }: KeptContentProps) {
  const { byteCount, isCut, base64, decoded } = content;
  return (
    <div className="mt-3">
      <div className="mb-2 flex flex-wrap items-center gap-x-4 gap-y-2">
        <p className="min-w-0 flex-1 basis-48 text-sm text-soft">
          {formatCount(byteCount)} bytes
          {isCut && '; only the first MiB is kept'}
        </p>
        <Button
          onClick={() =>
            saveBlob(new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))]), fileName)
          }
        >
          <Save aria-hidden className="size-4" />
          Save as it was {label === 'Message' ? 'sent' : 'answered'}
        </Button>
      </div>
      {decoded.kind === 'hl7' ? (
        <MessageSegments label={label} messages={decoded.messages} />
      ) : decoded.kind === 'binary' ? (
        <p className="text-soft">It is no text: save it to open it.</p>
      ) : (
        <pre
          role="region"
          aria-label={label}
          tabIndex={0}
          className="max-h-[60vh] overflow-auto rounded-lg border border-line bg-canvas p-4 font-mono text-sm wrap-anywhere whitespace-pre-wrap"
        >
          {decoded.text}
        </pre>
      )}
    </div>
  );
}
