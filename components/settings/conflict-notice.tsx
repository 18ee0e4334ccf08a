import { Users } from 'lucide-react';
import type { ObjectForm } from '#components/settings/use-object-form';
import { Button } from '#components/ui/button';

interface ConflictNoticeProps<Values> {
  form: ObjectForm<Values>;
  labels: Partial<Record<keyof Values & string, string>>;
}

/** Somebody else saved first: says what they changed, and asks whose values go on. */
export function ConflictNotice<Values>({ form, labels }: ConflictNoticeProps<Values>) {
  const changed = form.conflict?.changed ?? [];
  const words = changed.map((key) => labels[key] ?? key);
  return (
    <div role="alert" className="mb-3 flex items-start gap-3 rounded-lg border border-warn bg-surface p-4">
      <Users aria-hidden className="mt-0.5 size-5 shrink-0 text-warn" />
      <div className="min-w-0">
        <p className="font-semibold">Somebody else changed this meanwhile. Yours is not saved.</p>
        <p className="mt-1 text-soft">
          {words.length > 0 ? `They changed: ${words.join(', ')}.` : 'What they changed is not on this page.'} Keep your
          changes and look them through with theirs before you save again, or take theirs and lose yours.
        </p>
        <div className="mt-3 flex flex-wrap gap-2">
          <Button look="main" onClick={() => form.resolve('mine')}>
            Keep my changes
          </Button>
          <Button onClick={() => form.resolve('theirs')}>Take theirs</Button>
        </div>
      </div>
    </div>
  );
}
