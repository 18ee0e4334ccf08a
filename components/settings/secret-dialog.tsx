'use client';

import { useState } from 'react';
import { useUnsavedGuard } from '#components/settings/use-unsaved-guard';
import { CopyButton } from '#components/ui/copy-button';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';

interface SecretDialogProps {
  title: string;
  /** What it is for, how long it works, and that it is told this once. */
  description: string;
  secret: string;
  /** What to call it on the button: “Copy the password”. */
  copy: string;
  /** A command that uses it. */
  curl?: string;
  onClose: () => void;
}

const ABOUT_COPY = {
  title: 'Close it without a copy?',
  confirm: 'Close it',
  cancel: 'Back to it',
  text: 'It is not shown again. Whoever needs it then gets another one.',
};

/** Shows a secret this once. It lives in the page's memory only and is gone with the dialog. */
export function SecretDialog({ title, description, secret, copy, curl, onClose }: SecretDialogProps) {
  const [isCopied, setCopied] = useState(false);
  // Leaving the page closes it, too.
  const guard = useUnsavedGuard(!isCopied, ABOUT_COPY);
  return (
    <Dialog
      title={title}
      description={description}
      // Escape is pressed without thinking; the button below is not.
      onClose={() => guard.leave(onClose)}
      actions={
        <Button look="main" onClick={onClose}>
          I have kept it
        </Button>
      }
    >
      <div className="grid gap-4">
        <div className="flex flex-wrap items-center gap-2 rounded-md border border-edge bg-raised p-3">
          <code data-testid="secret" className="min-w-0 flex-1 basis-60 font-mono text-[1rem] break-all select-all">
            {secret}
          </code>
          <CopyButton text={secret} label={copy} onCopied={() => setCopied(true)} />
        </div>
        {curl && (
          <div>
            <div className="mb-1 flex items-end justify-between gap-2">
              <p className="font-medium">Get a token with it</p>
              <CopyButton text={curl} label="Copy the command" onCopied={() => setCopied(true)} />
            </div>
            <pre className="rounded-md border border-line bg-canvas p-3 font-mono text-sm break-all whitespace-pre-wrap">
              {curl}
            </pre>
          </div>
        )}
      </div>
      {guard.question}
    </Dialog>
  );
}
