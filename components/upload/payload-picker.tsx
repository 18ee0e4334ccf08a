'use client';

import { FileText, FileUp, X } from 'lucide-react';
import { Button } from '#components/ui/button';
import { TextArea } from '#components/ui/text-area';
import { FileButton, useFileDrop } from '#components/upload/file-drop';

/** What is to be sent: a file, or words that somebody pasted. */
export interface Payload {
  file: File | null;
  pasted: string;
}

interface PayloadPickerProps {
  payload: Payload;
  disabled: boolean;
  onPick: (payload: Payload) => void;
}

/** Takes a file, dropped or chosen, or text. */
export function PayloadPicker({ payload, disabled, onPick }: PayloadPickerProps) {
  const { isOver, note, target, pick } = useFileDrop({ disabled, onFile: (file) => onPick({ ...payload, file }) });
  const { file, pasted } = payload;
  return (
    <div className="grid gap-3">
      <div
        data-testid="drop"
        {...target}
        className={`flex flex-col items-center gap-2 rounded-lg border-2 border-dashed px-4 py-8 text-center ${
          isOver ? 'border-accent bg-accent-wash' : 'border-edge bg-surface'
        }`}
      >
        {file ? (
          <>
            <FileText aria-hidden className="size-7 text-accent" strokeWidth={1.5} />
            <p className="max-w-full">
              <span className="font-medium break-all">{file.name}</span>{' '}
              <span className="whitespace-nowrap text-soft">{tellSize(file.size)}</span>
            </p>
          </>
        ) : (
          <>
            <FileUp aria-hidden className="size-7 text-faint" strokeWidth={1.5} />
            <p className="text-soft">Drop a .hl7 or .ndjson file here, at most 50 MB</p>
          </>
        )}
        <div className="flex flex-wrap justify-center gap-2">
          <FileButton disabled={disabled} onPick={pick}>
            {file ? 'Choose another file' : 'Choose a file'}
          </FileButton>
          {file && (
            <Button look="bare" disabled={disabled} onClick={() => onPick({ ...payload, file: null })}>
              <X aria-hidden className="size-4" />
              Take it out
            </Button>
          )}
        </div>
        <p aria-live="polite" className="text-sm text-soft empty:hidden">
          {note}
        </p>
      </div>
      {!file && (
        <TextArea
          label="Or paste it"
          rows={5}
          spellCheck={false}
          autoComplete="off"
          readOnly={disabled}
          value={pasted}
          className="font-mono text-sm"
          onChange={({ target }) => onPick({ file: null, pasted: target.value })}
        />
      )}
    </div>
  );
}

/** `1.4 MB`; small ones in bytes. */
export function tellSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
