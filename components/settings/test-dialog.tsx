'use client';

import { CircleCheck, LoaderCircle, OctagonAlert } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useAction } from '#components/settings/use-action';
import { Time } from '#components/time/time';
import { AlertBox } from '#components/ui/alert-box';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { Facts } from '#components/ui/facts';
import { formatCount } from '#components/ui/format-count';
import type { FollowTest } from '#lib/delivery/client';
import type { TestStep } from '#lib/delivery/test-contract';

interface TestDialogProps {
  /** What is tested, by name. */
  name: string;
  /** What is sent, and what of it is kept. */
  description: string;
  /** Something in the form is not saved. */
  isChanged: boolean;
  test: FollowTest;
  onClose: () => void;
}

/** Tests another side: each step as it is told, with what was answered. */
export function TestDialog({ name, description, isChanged, test, onClose }: TestDialogProps) {
  const [steps, setSteps] = useState<readonly TestStep[]>([]);
  const { isBusy, problem, run } = useAction();
  const underWay = useRef<AbortController>(null);
  useEffect(() => () => underWay.current?.abort(), []);
  const start = () => {
    setSteps([]);
    run(async () => {
      underWay.current = new AbortController();
      const take = (step: TestStep) => setSteps((before) => [...before.filter((one) => one.step !== step.step), step]);
      await test(take, underWay.current.signal);
    });
  };
  const hasEnded = !isBusy && steps.length > 0;
  return (
    <Dialog
      title={`Test ${name}`}
      description={description}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button look="main" data-autofocus off={isBusy} onClick={start}>
            {hasEnded || problem ? 'Test again' : isBusy ? 'Testing' : 'Send the test'}
          </Button>
        </>
      }
    >
      {isChanged && (
        <p className="mb-3 text-soft">What you have not saved is not part of the test: it uses the saved settings.</p>
      )}
      <ol aria-label="Steps of the test" aria-live="polite" className="space-y-3">
        {steps.map((step) => (
          <Step key={step.step} step={step} />
        ))}
      </ol>
      {problem && <AlertBox title="The test did not come to its end">{problem}</AlertBox>}
    </Dialog>
  );
}

const STATES = {
  running: { icon: LoaderCircle, colour: 'text-wait motion-safe:animate-spin', word: 'Under way' },
  done: { icon: CircleCheck, colour: 'text-good', word: 'Done' },
  failed: { icon: OctagonAlert, colour: 'text-bad', word: 'Failed' },
} as const;

const TITLES: Record<TestStep['step'], string> = {
  nothing: 'Nothing to test',
  'look-up': 'Name',
  connect: 'Connection',
  tls: 'TLS certificate',
  send: 'Message',
  reply: 'Reply',
};

const tellMilliseconds = (milliseconds: number): string =>
  milliseconds === 0 ? 'less than 1 ms' : `${formatCount(milliseconds)} ms`;

function Step({ step: { step, state, milliseconds, text, certificates, words } }: { step: TestStep }) {
  const { icon: Icon, colour, word } = STATES[state];
  return (
    <li className="flex gap-3">
      <Icon aria-hidden className={`mt-0.5 size-4.5 shrink-0 ${colour}`} />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-3">
          <span className="font-medium">{TITLES[step]}</span>
          <span className="text-sm text-soft">
            {word}
            {milliseconds !== null && step !== 'nothing' && step !== 'reply' && `, ${tellMilliseconds(milliseconds)}`}
          </span>
        </p>
        <p className="wrap-anywhere">{text}</p>
        {certificates.map(({ subject, issuer, validUntil }, at) => (
          <div key={`${subject} ${validUntil}`} className="mt-2 border-l border-edge pl-3 text-sm wrap-anywhere">
            <p>{subject}</p>
            <p className="text-soft">
              {at === 0 ? 'Issued by' : 'By'} {issuer}, valid until <Time at={validUntil} />
            </p>
          </div>
        ))}
        {words.length > 0 && (
          <Facts className="mt-2 sm:grid-cols-2" facts={words.map(({ label, value }) => [label, value] as const)} />
        )}
      </div>
    </li>
  );
}
