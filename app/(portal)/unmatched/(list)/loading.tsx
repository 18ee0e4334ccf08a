import { ListSkeleton } from '#components/submissions/list-skeleton';

export default function Loading() {
  return (
    <div className="mx-auto max-w-480">
      <h1 className="px-3 pt-5 pb-4 text-xl font-semibold tracking-tight sm:px-5">Unmatched</h1>
      <ListSkeleton />
    </div>
  );
}
