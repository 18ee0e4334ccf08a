import type { ReactNode } from 'react';

interface ScrollTableProps {
  caption: string;
  columns: readonly string[];
  children: ReactNode;
}

/** A table that scrolls sideways by itself where the screen is too narrow for it: a shadow at the edge tells of more. */
export function ScrollTable({ caption, columns, children }: ScrollTableProps) {
  return (
    <div
      role="region"
      aria-label={caption}
      tabIndex={0}
      className="scroll-edges overflow-x-auto rounded-lg border border-line bg-surface"
    >
      <table className="w-full border-collapse text-left [&_td]:px-4 [&_td]:py-2 [&_td]:align-top [&_tr+tr]:border-t [&_tr+tr]:border-line">
        <caption className="sr-only">{caption}</caption>
        <thead className="border-b border-line text-sm text-soft">
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" className="px-4 py-2 font-medium whitespace-nowrap">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
