'use client';

import * as RadixTabs from 'radix-ui/tabs';
import type { ReactNode } from 'react';

interface TabsProps<Value extends string> {
  /** What the tabs are views of. */
  label: string;
  value: Value;
  tabs: readonly { value: Value; label: string; count?: number }[];
  onChoose: (value: Value) => void;
  /** The panel of the chosen tab. */
  children: ReactNode;
  className?: string;
}

/** Views of one thing, one at a time: arrows move, the panel follows. Views that have an address are links instead. */
export function Tabs<Value extends string>(props: TabsProps<Value>) {
  const { label, value, tabs, onChoose, children, className = '' } = props;
  const choose = (chosen: string) => {
    const tab = tabs.find((candidate) => candidate.value === chosen);
    if (tab) onChoose(tab.value);
  };
  return (
    <RadixTabs.Root value={value} onValueChange={choose} className={`flex min-h-0 flex-col ${className}`}>
      <RadixTabs.List aria-label={label} className="flex shrink-0 gap-5 overflow-x-auto border-b border-line">
        {tabs.map((tab) => (
          <RadixTabs.Trigger
            key={tab.value}
            value={tab.value}
            className="-mb-px border-b-2 border-transparent py-2 whitespace-nowrap text-soft hover:text-ink focus-visible:-outline-offset-2 data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-ink"
          >
            {tab.label}
            {tab.count !== undefined && <span className="ml-1.5 text-sm text-soft">{tab.count}</span>}
          </RadixTabs.Trigger>
        ))}
      </RadixTabs.List>
      <RadixTabs.Content value={value} className="min-h-0 flex-1 focus-visible:-outline-offset-2">
        {children}
      </RadixTabs.Content>
    </RadixTabs.Root>
  );
}
