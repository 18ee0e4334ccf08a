'use client';

import type { ReactNode } from 'react';
import { useId } from 'react';
import { ConflictNotice } from '#components/settings/conflict-notice';
import { Refusal } from '#components/settings/form-footer';
import type { ObjectForm } from '#components/settings/use-object-form';
import { useUnsavedGuard } from '#components/settings/use-unsaved-guard';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';

interface ObjectDialogProps<Values> {
  title: string;
  description?: ReactNode;
  form: ObjectForm<Values>;
  /** What each field is called, for telling conflicts. */
  labels: Partial<Record<keyof Values & string, string>>;
  /** What the button does, and what it says meanwhile. */
  save: string;
  saving: string;
  /** For an object that is there: saving it unchanged would be nothing. */
  needsChange: boolean;
  /** Below the form: what is done to the object at once. */
  after?: ReactNode;
  onClose: () => void;
  children: ReactNode;
}

/** The dialog around a form that creates or changes one object. */
export function ObjectDialog<Values>(props: ObjectDialogProps<Values>) {
  const { title, description, form, labels, save, saving, needsChange, after, onClose, children } = props;
  const id = useId();
  const guard = useUnsavedGuard(form.isChanged);
  const close = () => guard.leave(onClose);
  return (
    <>
      <Dialog
        title={title}
        description={description}
        busy={form.isSaving}
        onClose={close}
        actions={
          <>
            <Button onClick={close}>Cancel</Button>
            <Button
              type="submit"
              form={id}
              look="main"
              off={form.isSaving || form.conflict !== null || (needsChange && !form.isChanged)}
            >
              {form.isSaving ? saving : save}
            </Button>
          </>
        }
      >
        <form
          id={id}
          noValidate
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            void form.submit();
          }}
        >
          {form.conflict && <ConflictNotice form={form} labels={labels} />}
          {children}
          <Refusal form={form} />
        </form>
        {after}
      </Dialog>
      {guard.question}
    </>
  );
}
