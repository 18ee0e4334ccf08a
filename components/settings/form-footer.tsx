import { Check, LoaderCircle, TriangleAlert } from 'lucide-react';
import { ConflictNotice } from '#components/settings/conflict-notice';
import type { ObjectForm } from '#components/settings/use-object-form';
import { Button } from '#components/ui/button';

interface FormFooterProps<Values> {
  form: ObjectForm<Values>;
  /** What each field is called, for telling conflicts. */
  labels: Partial<Record<keyof Values & string, string>>;
  save?: string;
}

/** Save, undo, and what came of it: stays in sight while a long form is scrolled. */
export function FormFooter<Values>({ form, labels, save = 'Save' }: FormFooterProps<Values>) {
  const { problems, failure, isChanged, isSaving, isSaved } = form;
  return (
    <div
      data-form-footer
      className="sticky bottom-0 z-10 -mx-3 mt-6 border-t border-line bg-canvas px-3 py-3 sm:-mx-5 sm:px-5"
    >
      {form.conflict && <ConflictNotice form={form} labels={labels} />}
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" look="main" off={isSaving || !isChanged || form.conflict !== null}>
          {isSaving && <LoaderCircle aria-hidden className="size-4 animate-spin" />}
          {isSaving ? 'Saving…' : save}
        </Button>
        {isChanged && !isSaving && !form.conflict && (
          <Button look="bare" onClick={form.reset}>
            Undo changes
          </Button>
        )}
        <p role="status" className="text-soft">
          {isSaved && !isChanged && (
            <span className="flex items-center gap-1.5">
              <Check aria-hidden className="size-4 text-good" />
              Saved. It counts from now on.
            </span>
          )}
          {isChanged && !isSaving && problems.length === 0 && failure === null && 'Not saved yet'}
        </p>
        <Refusal form={form} />
      </div>
    </div>
  );
}

/** Why nothing was saved. Problems of a field stand at the field; here is how many there are. */
export function Refusal<Values>({ form: { problems, failure } }: { form: ObjectForm<Values> }) {
  const count = problems.length;
  return (
    <p role="alert" className="flex items-start gap-1.5 text-bad empty:hidden">
      {(count > 0 || failure !== null) && (
        <>
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {failure ?? `Nothing was saved: ${count === 1 ? 'one field has' : `${count} fields have`} a problem.`}
        </>
      )}
    </p>
  );
}
