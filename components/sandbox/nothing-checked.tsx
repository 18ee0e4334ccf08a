import { FlaskConical } from 'lucide-react';
import { Button } from '#components/ui/button';
import { Notice } from '#components/ui/notice';
import { Skeleton } from '#components/ui/skeleton';

interface NothingCheckedProps {
  format: 'HL7' | 'FHIR';
  isEmpty: boolean;
  onExample: () => void;
}

/** Before the first check. */
export function NothingChecked({ format, isEmpty, onExample }: NothingCheckedProps) {
  return (
    <Notice
      icon={FlaskConical}
      title="Nothing is checked yet"
      action={isEmpty && <Button onClick={onExample}>Load an example</Button>}
    >
      Paste {format === 'HL7' ? 'a message' : 'a Bundle'}, then press Check (Ctrl+Enter): here you see how it is read,
      which appointment it belongs to, where it would go, and what it would be answered.
    </Notice>
  );
}

/** While the first answer is awaited. */
export function Checking() {
  return (
    <div role="status">
      <span className="sr-only">Checking</span>
      <Skeleton className="h-8 w-64" />
      <Skeleton className="mt-4 h-32 w-full" />
      <Skeleton className="mt-4 h-48 w-full" />
    </div>
  );
}
