'use client';

import { useMemo, useState } from 'react';
import { CheckFailure } from '#components/sandbox/check-failure';
import { CheckedPayload } from '#components/sandbox/checked-payload';
import { EXAMPLE } from '#components/sandbox/examples';
import { NothingChecked, Checking } from '#components/sandbox/nothing-checked';
import { PayloadEditor } from '#components/sandbox/payload-editor';
import { EMPTY, payloadBody } from '#components/sandbox/payload-text';
import { SANDBOX_KEYS } from '#components/sandbox/sandbox-keys';
import { useCheck } from '#components/sandbox/use-check';
import { useMarkedText } from '#components/sandbox/use-marked-text';
import { useUnsavedGuard } from '#components/settings/use-unsaved-guard';
import { usePageCommands } from '#components/shell/page-commands';
import { usePayloadProblem } from '#components/upload/payload-problem';
import type { PayloadSender } from '#components/upload/payload-sender';

interface SandboxViewProps {
  organization: string;
  description: string;
  senders: readonly [PayloadSender, ...PayloadSender[]];
  /** Whether the reader may open a report there. */
  mayReport: boolean;
}

const LEAVE = {
  title: 'Leave the sandbox?',
  confirm: 'Leave it',
  text: 'What is pasted here is kept nowhere: it is gone when you leave.',
};

/** What the ReportStream door would make of a payload, shown beside it. Nothing is stored or sent. */
export function SandboxView({ organization, description, senders, mayReport }: SandboxViewProps) {
  const [payload, setPayload] = useState(EMPTY);
  const [senderName, setSenderName] = useState<string | null>(null);
  const sender =
    senders.find(({ name }) => name === senderName) ?? senders.find(({ format }) => format === 'HL7') ?? senders[0];
  const { format } = sender;
  const client = `${organization}.${sender.name}`;
  const body = useMemo(() => payloadBody(payload, format), [payload, format]);
  const problem = usePayloadProblem(body, format);
  const { checked, isChecking, error, run } = useCheck();
  const { area, said, show, goBack, forget } = useMarkedText(checked);
  const isOurs = payload.file !== null || Object.values(EXAMPLE).includes(payload.text);
  const guard = useUnsavedGuard(body !== null && !isOurs, LEAVE);
  const check = (leadsOn: boolean) => {
    if (!body || problem?.blocks || isChecking) return;
    run({ body, text: payload.text, client, format, leadsOn });
  };
  usePageCommands([{ id: 'check', ...SANDBOX_KEYS.check, run: () => check(false) }]);
  const isStale = checked !== null && (checked.request.text !== payload.text || checked.request.client !== client);
  return (
    <div className="mx-auto max-w-480 px-3 pt-5 pb-12 sm:px-5">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h1 className="text-xl font-semibold tracking-tight">HL7 sandbox</h1>
        <p className="text-soft text-pretty">
          {description}: what would become of a message. Nothing is stored, filed or sent.
        </p>
      </div>
      <div className="mt-5 grid items-start gap-x-6 gap-y-6 lg:grid-cols-[minmax(0,5fr)_minmax(0,7fr)]">
        <form
          className="grid gap-4 tall:lg:sticky tall:lg:top-16"
          onSubmit={(event) => {
            event.preventDefault();
            check(true);
          }}
        >
          <PayloadEditor
            payload={payload}
            sender={sender}
            senders={senders}
            problem={problem}
            isChecking={isChecking}
            isReady={body !== null && problem?.blocks !== true}
            area={area}
            marked={said}
            onBack={goBack}
            onPayload={(taken) => {
              forget();
              setPayload(taken);
            }}
            onSender={setSenderName}
          />
          {error && <CheckFailure error={error} />}
        </form>
        <div aria-busy={isChecking} className="min-w-0">
          {checked ? (
            <CheckedPayload
              checked={checked}
              isStale={isStale}
              onShow={show}
              domain={organization}
              mayReport={mayReport}
            />
          ) : isChecking ? (
            <Checking />
          ) : (
            <NothingChecked
              format={format}
              isEmpty={body === null}
              onExample={() => {
                setPayload({ text: EXAMPLE[format], file: null });
                area.current?.focus();
              }}
            />
          )}
        </div>
      </div>
      {guard.question}
    </div>
  );
}
