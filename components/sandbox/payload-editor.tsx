'use client';

import { LoaderCircle, SearchCheck } from 'lucide-react';
import { useState, type RefObject } from 'react';
import { EMPTY, MOST_SHOWN, readPayloadFile, type PayloadText } from '#components/sandbox/payload-text';
import { Button } from '#components/ui/button';
import { TextArea } from '#components/ui/text-area';
import type { PayloadProblem } from '#components/upload/check-payload';
import { FileButton, useFileDrop } from '#components/upload/file-drop';
import { tellSize } from '#components/upload/payload-picker';
import { PayloadProblemLine } from '#components/upload/payload-problem';
import { PayloadSenderField, type PayloadSender } from '#components/upload/payload-sender';

interface PayloadEditorProps {
  payload: PayloadText;
  sender: PayloadSender;
  senders: readonly PayloadSender[];
  problem: PayloadProblem | null;
  isChecking: boolean;
  isReady: boolean;
  area: RefObject<HTMLTextAreaElement | null>;
  /** What is marked, in words; '' for nothing. */
  marked: string;
  /** Back to what is marked; false when nothing is. */
  onBack: () => boolean;
  onPayload: (payload: PayloadText) => void;
  onSender: (name: string) => void;
}

/** A payload, pasted or from a file, and whose it is. */
export function PayloadEditor(props: PayloadEditorProps) {
  const { payload, sender, senders, problem, isChecking, isReady, area, marked, onBack, onPayload, onSender } = props;
  const [refused, setRefused] = useState<string | null>(null);
  const take = (taken: PayloadText) => {
    setRefused(null);
    onPayload(taken);
  };
  const onFile = (file: File) => {
    if (file.size > MOST_SHOWN) {
      return setRefused(
        `${file.name} has ${tellSize(file.size)}, and ${tellSize(MOST_SHOWN)} is the most that is shown here. Upload takes larger ones; or choose one with fewer messages.`,
      );
    }
    readPayloadFile(file).then(take, () => setRefused(`${file.name} cannot be read. Choose it again.`));
  };
  const { isOver, note, target, pick } = useFileDrop({ disabled: false, onFile });
  const isHl7 = sender.format === 'HL7';
  return (
    <>
      <PayloadSenderField sender={sender} senders={senders} disabled={false} onChoose={onSender} />
      <div {...target} className={isOver ? 'rounded-md outline-2 outline-offset-4 outline-accent' : ''}>
        <TextArea
          ref={area}
          label={isHl7 ? 'Message' : 'Bundle'}
          hint={
            isHl7
              ? 'One HL7 message, several, or a batch. Paste it, or drop a file here.'
              : 'One FHIR Bundle, or several, one a line. Paste it, or drop a file here.'
          }
          rows={14}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
          value={payload.text}
          className="scroll-mt-16 scroll-mb-16 font-mono text-sm wrap-anywhere tall:lg:h-[max(16rem,calc(100dvh-25rem))]"
          onChange={(event) => take({ text: event.target.value, file: null })}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && onBack()) event.preventDefault();
          }}
        />
        <p aria-live="polite" className="mt-1 min-h-5 text-sm text-soft">
          {marked || refused || note || (payload.file && `${payload.file.name}, sent as it is until you edit it`)}
        </p>
      </div>
      <PayloadProblemLine problem={problem} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="main" off={!isReady || isChecking}>
          {isChecking ? (
            <LoaderCircle aria-hidden className="size-4 animate-spin" />
          ) : (
            <SearchCheck aria-hidden className="size-4" />
          )}
          Check
        </Button>
        <FileButton disabled={false} onPick={pick}>
          Choose a file
        </FileButton>
        {payload.text !== '' && (
          <Button
            look="bare"
            onClick={() => {
              take(EMPTY);
              // The button itself goes.
              area.current?.focus();
            }}
          >
            Clear
          </Button>
        )}
      </div>
    </>
  );
}
