import type { ReactNode } from 'react';

/** Names and values; a value that is not there says so. */
export function Facts({ facts, className = '' }: { facts: readonly (readonly [string, ReactNode])[]; className?: string }) {
  return (
    <dl className={`grid gap-x-6 gap-y-3 ${className}`}>
      {facts.map(([name, value]) => (
        <div key={name} className="min-w-0">
          <dt className="text-sm text-soft">{name}</dt>
          <dd className="break-words">{value ?? <span className="text-faint">none</span>}</dd>
        </div>
      ))}
    </dl>
  );
}
