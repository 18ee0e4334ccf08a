'use client';

import { Upload } from 'lucide-react';
import { useMemo, useState, type ReactNode } from 'react';
import { useUnsavedGuard } from '#components/settings/use-unsaved-guard';
import { Button } from '#components/ui/button';
import { ProgressBar } from '#components/ui/progress-bar';
import { PayloadPicker, tellSize, type Payload } from '#components/upload/payload-picker';
import { PayloadProblemLine, usePayloadProblem } from '#components/upload/payload-problem';
import { PayloadSenderField, type PayloadSender } from '#components/upload/payload-sender';
import { ReceivedPayload } from '#components/upload/received-payload';
import { Rejection, UploadFailure } from '#components/upload/upload-failure';
import { NO_OPTIONS, UploadOptions } from '#components/upload/upload-options';
import { useUpload } from '#components/upload/use-upload';

interface UploadViewProps {
  organization: string;
  description: string;
  senders: readonly [PayloadSender, ...PayloadSender[]];
}

const LEAVE = {
  title: 'Leave without uploading?',
  confirm: 'Leave without uploading',
  text: 'What you chose here has not arrived. A file can be chosen again; pasted text is gone when you leave.',
};
const NOTHING: Payload = { file: null, pasted: '' };

/** Sends a file of an organization's through the ReportStream door, and shows what becomes of it. */
export function UploadView({ organization, description, senders }: UploadViewProps) {
  const [payload, setPayload] = useState(NOTHING);
  const [senderName, setSenderName] = useState(senders[0].name);
  const [options, setOptions] = useState(NO_OPTIONS);
  const upload = useUpload();
  const sender = senders.find(({ name }) => name === senderName) ?? senders[0];
  const body = useMemo(() => bodyOf(payload), [payload]);
  const problem = usePayloadProblem(body, sender.format);
  const { state } = upload;
  const isSending = state.phase === 'sending';
  const isDone = state.phase === 'accepted';
  const guard = useUnsavedGuard(isSending || (body !== null && !isDone), LEAVE);
  const send = () => {
    if (!body || problem?.blocks) return;
    const destinations = options.destinations.filter((name) => sender.destinations.includes(name));
    upload.send({
      ...options,
      destinations,
      body,
      client: `${organization}.${sender.name}`,
      format: sender.format,
      fileName: payload.file?.name ?? null,
    });
  };
  if (isDone) {
    return (
      <Frame description={description}>
        <ReceivedPayload
          id={state.id}
          onAnother={() => {
            setPayload(NOTHING);
            upload.reset();
          }}
        />
      </Frame>
    );
  }
  return (
    <Frame description={description}>
      <form
        className="mt-5 grid max-w-3xl gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <PayloadSenderField sender={sender} senders={senders} disabled={isSending} onChoose={setSenderName} />
        <PayloadPicker payload={payload} disabled={isSending} onPick={setPayload} />
        <PayloadProblemLine problem={problem} />
        <UploadOptions
          options={options}
          destinations={sender.destinations}
          disabled={isSending}
          onChange={setOptions}
        />
        {state.phase === 'rejected' && <Rejection submission={state.submission} />}
        {state.phase === 'failed' && <UploadFailure error={state.error} />}
        {state.phase === 'cancelled' && (
          <p role="status" className="text-soft">
            {state.isWhole
              ? 'Cancelled after all of it was sent: it may have arrived, so look at the submissions. What you chose is still here.'
              : 'Cancelled: nothing was stored. What you chose is still here.'}
          </p>
        )}
        {state.phase === 'sending' && (
          <div>
            <p aria-live="polite">
              {state.sent < state.of ? 'Sending' : 'All is sent; the server looks at it'}
              <span aria-hidden className="ml-2 text-soft">
                {tellSize(state.sent)} of {tellSize(state.of)}
              </span>
            </p>
            <div className="mt-1.5">
              <ProgressBar label="Sent" value={state.sent} max={state.of} />
            </div>
          </div>
        )}
        <div className="flex flex-wrap gap-2">
          <Button type="submit" look="main" off={body === null || problem?.blocks === true || isSending}>
            <Upload aria-hidden className="size-4" />
            {state.phase === 'failed' || state.phase === 'rejected' ? 'Upload again' : 'Upload'}
          </Button>
          {isSending && <Button onClick={upload.cancel}>Cancel</Button>}
        </div>
      </form>
      {guard.question}
    </Frame>
  );
}

function Frame({ description, children }: { description: string; children: ReactNode }) {
  return (
    <div className="mx-auto max-w-480 px-3 pt-5 pb-12 sm:px-5">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h1 className="text-xl font-semibold tracking-tight">Upload</h1>
        <p className="text-soft">{description}</p>
      </div>
      {children}
    </div>
  );
}

function bodyOf({ file, pasted }: Payload): Blob | null {
  if (file) return file;
  return pasted === '' ? null : new Blob([pasted]);
}
